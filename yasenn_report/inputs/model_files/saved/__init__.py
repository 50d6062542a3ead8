"""What torch.save wrote: a whole network of standard layers."""

import torch

from yasenn_report.inputs.model_files.archive import Archive, check_stored
from yasenn_report.inputs.model_files.kinds import Kind
from yasenn_report.inputs.model_files.opened import Opened
from yasenn_report.inputs.model_files.pickles.reader import read_pickle
from yasenn_report.inputs.model_files.saved.contents import network_record
from yasenn_report.inputs.model_files.saved.modules import rebuild
from yasenn_report.inputs.model_files.saved.widths import input_width
from yasenn_report.inputs.model_files.tensors import Tensors


def open_saved(archive: Archive, size: int) -> Opened:
    """Open a whole network of standard layers that torch.save wrote.

    Args:
        archive: its members.
        size: of the file, in bytes.

    Raises:
        ModelFileError: the file is damaged, or holds more than standard layers.
    """
    check_stored(archive, size)
    rebuilt = rebuild(network_record(read_pickle(archive.read("data.pkl"))), Tensors(archive, size))
    module = rebuilt.module
    floating = [tensor.dtype for tensor in (*module.parameters(), *module.buffers()) if tensor.is_floating_point()]
    return Opened(
        run=module,
        weights=dict(module.named_parameters()) | dict(module.named_buffers()),
        parameters=sum(parameter.numel() for parameter in module.parameters()),
        kind=Kind.WHOLE_MODULE.words,
        dtype=floating[0] if floating else torch.float32,
        inputs=input_width(module),
        notes=rebuilt.notes,
    )
