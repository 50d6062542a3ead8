"""What torch.save wrote: a whole network of standard layers, or weights for a network that the user's code builds."""

from collections.abc import Mapping
from functools import partial

import torch

from yasenn_report.inputs.model_files.archive import Archive, check_stored
from yasenn_report.inputs.model_files.modules import opened_module
from yasenn_report.inputs.model_files.opened import Opened
from yasenn_report.inputs.model_files.pickles.reader import read_pickle
from yasenn_report.inputs.model_files.saved.contents import calls_beside_weights, network_record, words_of
from yasenn_report.inputs.model_files.saved.modules import rebuild
from yasenn_report.inputs.model_files.tensors import Tensors
from yasenn_report.inputs.model_files.weights.architecture import ArchitectureRequest, build
from yasenn_report.inputs.model_files.weights.opening import NamedWeights, fill_network
from yasenn_report.inputs.model_files.weights.recorded import named_weights


def open_saved(archive: Archive, size: int, arch: ArchitectureRequest | None) -> Opened:
    """Open a file that torch.save wrote.

    Args:
        archive: its members.
        size: of the file, in bytes.
        arch: code of the user that builds the network, for a file that holds weights only.

    Raises:
        ModelFileError: the file is damaged, or holds more than standard layers, or weights that do not fit.
    """
    check_stored(archive, size)
    pickle = read_pickle(archive.read("data.pkl"))
    tensors = Tensors(archive, size)
    if arch is None:
        found = network_record(pickle)
        rebuilt = rebuild(found.record, tensors)
        notes = (*found.notes, *rebuilt.notes)
        return opened_module(rebuilt.module, kind=words_of(pickle), notes=notes, training=rebuilt.training)
    notes = calls_beside_weights(pickle)
    module, facts = build(arch)
    weights = [
        NamedWeights(
            place=one.place,
            shapes=one.shapes,
            read=partial(_read, tensors, one.records),
        )
        for one in named_weights(pickle.root)
    ]
    return fill_network(module, facts, weights, kind=words_of(pickle), notes=notes)


def _read(tensors: Tensors, records: Mapping[str, object], name: str) -> torch.Tensor:
    return tensors.tensor(records[name], name)
