"""NumPy files into tables of numbers: one row for each entry of the first axis, the others laid out side by side."""

import io
import zipfile
import zlib
from math import prod
from tokenize import TokenError

import numpy as np
import pandas as pd
from numpy.lib import format as numpy_format
from numpy.typing import NDArray

from yasenn_report.inputs.table_files.bytes import TableFile
from yasenn_report.inputs.table_files.compressed import read_bounded
from yasenn_report.inputs.table_files.kinds import Kind
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.wording import listed, printable, quoted
from yasenn_report.numbers import count, plural

USUAL_NAME = "X"
MOST_COLUMNS = 1_000_000


def read_arrays(file: TableFile, kind: Kind) -> Table:
    """Reads a .npy file, or the one array of a .npz file, or the one that is called X.

    Columns are called ``input 1`` and so on. Nothing in the file is unpickled.

    Raises:
        TableError: the file is damaged, or the array is not one of numbers with at least two axes.
    """
    data = file.data if kind == "array" else _member(file)
    array = _array(file, data)
    if not len(array):
        raise file.refusal("there are no rows: an audit needs rows to measure on")
    columns = prod(array.shape[1:])
    if array.ndim < 2 or not 1 <= columns <= MOST_COLUMNS:
        raise file.refusal(
            f"its array has the shape {_shape(array.shape)}; one row for each entry of the first axis was expected, "
            "and at least one input in each: save the network's inputs as (rows, inputs)"
        )
    if array.ndim > 2:
        file = file.noted(file.data, f"each row's {_shape(array.shape[1:])} was laid out as {count(columns)} inputs")
    values = np.ascontiguousarray(array.reshape(len(array), columns), dtype=np.float64)
    return Table(
        file=file,
        names=tuple(f"input {place}" for place in range(1, columns + 1)),
        frame=pd.DataFrame(values),
        stands=lambda row, column: str(values[row, column]),
        rows_in_file=len(values),
    )


def _member(file: TableFile) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            members = {name.removesuffix(".npy"): name for name in archive.namelist()}
            if len(members) > 1 and USUAL_NAME not in members:
                raise file.refusal(
                    f"it holds {plural(len(members), 'array')}, {listed(list(members))}, and none is called "
                    f"{quoted(USUAL_NAME)}: save the network's inputs by that name"
                )
            chosen = members[USUAL_NAME] if USUAL_NAME in members else next(iter(members.values()))
            with archive.open(chosen) as stream:
                return read_bounded(file, stream)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(file, error) from None


def _array(file: TableFile, data: bytes) -> NDArray[np.generic]:
    """What the header promises is held against the bytes that are there before any memory is taken for it."""
    source = io.BytesIO(data)
    try:
        version = numpy_format.read_magic(source)
        reader = numpy_format.read_array_header_1_0 if version == (1, 0) else numpy_format.read_array_header_2_0
        shape, fortran, dtype = reader(source)
    except (ValueError, EOFError, SyntaxError, TokenError, TypeError, RecursionError, MemoryError) as error:
        raise _damaged(file, error) from None
    if dtype.kind not in "biuf":
        what = "Python objects, which are not opened" if dtype.hasobject else f"entries of the type {dtype}"
        raise file.refusal(f"its array holds {printable(what, 120)}: save the network's inputs as numbers")
    expected, there = prod(shape) * dtype.itemsize, len(data) - source.tell()
    if any(length < 0 for length in shape) or expected != there:
        raise file.refusal(
            f"its array of the shape {_shape(shape)} takes {plural(expected, 'byte')}, but {count(there)} are there: "
            "save it again"
        )
    flat = np.frombuffer(data, dtype=dtype, offset=source.tell())
    return flat.reshape(shape, order="F" if fortran else "C")


def _damaged(file: TableFile, error: Exception) -> Exception:
    reason = printable(" ".join(str(error).split()), 120) or type(error).__name__
    return file.refusal(f"this is a NumPy file that cannot be read ({reason}): save it again")


def _shape(shape: tuple[int, ...]) -> str:
    return f"({', '.join(map(count, shape))}{',' if len(shape) == 1 else ''})"
