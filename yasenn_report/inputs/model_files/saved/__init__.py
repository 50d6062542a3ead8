"""What torch.save wrote: a whole network of standard layers."""

from yasenn_report.inputs.model_files.archive import Archive, check_stored
from yasenn_report.inputs.model_files.kinds import Kind
from yasenn_report.inputs.model_files.modules import opened_module
from yasenn_report.inputs.model_files.opened import Opened
from yasenn_report.inputs.model_files.pickles.reader import read_pickle
from yasenn_report.inputs.model_files.saved.contents import network_record
from yasenn_report.inputs.model_files.saved.modules import rebuild
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
    return opened_module(rebuilt.module, kind=Kind.WHOLE_MODULE.words, notes=rebuilt.notes, training=rebuilt.training)
