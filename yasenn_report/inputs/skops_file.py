"""A .skops file into the fitted transformer that it holds, without building what could run code of its own.

Unlike a model file, a transformer must run to be of any use. skops says before anything is built which types a file
asks for; those that skops trusts by itself and the few below are built, and any other is refused by name.
"""

import io
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from yasenn_report.errors import TableError
from yasenn_report.inputs.table_files.bytes import TableFile, read_bytes
from yasenn_report.inputs.table_files.wording import listed, printable
from yasenn_report.numbers import count, plural

TRUSTED = (
    "numpy.dtype",
    "numpy.number",
    "sklearn.compose._column_transformer.make_column_selector",
    "sklearn.feature_selection._univariate_selection.f_classif",
    "sklearn.feature_selection._univariate_selection.f_regression",
)
"""Beside what skops trusts by itself: names of types of numbers, and functions that only compute."""

LARGEST = 512 * 2**20
"""Bytes that the file may unpack to."""


def open_skops(path: Path) -> tuple[Any, TableFile]:
    """Returns the fitted transformer in a .skops file, and the file with notes.

    Raises:
        TableError: it is no such file, asks for types that are not trusted, or holds no fitted transformer.
    """
    import skops.io

    file = read_bytes(path, expected="a .skops file")
    _refuse_bombs(file)
    try:
        untrusted = [name for name in skops.io.get_untrusted_types(data=file.data) if name not in TRUSTED]
    except Exception as error:  # noqa: BLE001 - a stranger's file may fail in any way
        raise _unreadable(file, error) from None
    if untrusted:
        raise file.refusal(
            f"it asks Python to build {listed(untrusted)}, which may run code of its own; nothing was built: give a "
            "preprocessor of scikit-learn's own types, or its output by --prepared"
        )
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            transformer = skops.io.loads(file.data, trusted=list(TRUSTED))
    except Exception as error:  # noqa: BLE001 - likewise
        raise _unreadable(file, error) from None
    if not callable(getattr(transformer, "transform", None)):
        raise file.refusal(
            f"it holds {printable(type(transformer).__name__)}, which transforms nothing: save a fitted scikit-learn "
            "transformer by skops.io.dump"
        )
    _refuse_file_readers(file, transformer)
    _refuse_unfitted(file, transformer)
    for note in _version_notes([warning.message for warning in warned]):
        file = file.noted(file.data, note)
    return transformer, file


def _refuse_bombs(file: TableFile) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _unreadable(file, error) from None
    if "schema.json" not in {member.filename for member in members}:
        raise file.refusal("this is a zip archive, but no .skops file: save the preprocessor by skops.io.dump")
    unpacked = sum(member.file_size for member in members)
    if unpacked > LARGEST:
        raise file.refusal(
            f"its {plural(file.size, 'byte')} unpack to {count(unpacked)}, more than the {count(LARGEST)} that a "
            "preprocessor may have: give a smaller one, or its output by --prepared"
        )


def _refuse_file_readers(file: TableFile, transformer: Any) -> None:
    """Text vectorisers can take entries for names of files, and would read whatever the table names."""
    parameters = transformer.get_params(deep=True) if hasattr(transformer, "get_params") else {}
    parts = [transformer, *parameters.values()]
    reading = [part for part in parts if getattr(part, "input", "content") in ("filename", "file")]
    if reading:
        raise file.refusal(
            f"its {printable(type(reading[0]).__name__)} would open the files that the table names; nothing was read: "
            "give one with input='content', or its output by --prepared"
        )


def _refuse_unfitted(file: TableFile, transformer: Any) -> None:
    from sklearn.exceptions import NotFittedError
    from sklearn.utils.validation import check_is_fitted

    try:
        check_is_fitted(transformer)
    except NotFittedError:
        raise file.refusal("the preprocessor was not fitted: fit it on the training rows before it is saved") from None
    except TypeError as error:
        raise _unreadable(file, error) from None


def _version_notes(messages: Sequence[Warning | str]) -> list[str]:
    from sklearn.exceptions import InconsistentVersionWarning

    versions = {
        (str(message.original_sklearn_version), str(message.current_sklearn_version))
        for message in messages
        if isinstance(message, InconsistentVersionWarning)
    }
    return [
        f"fitted with scikit-learn {printable(before)} and run with {now}, which may compute otherwise"
        for before, now in sorted(versions)
    ]


def _unreadable(file: TableFile, error: Exception) -> TableError:
    return file.refusal(f"this is no .skops file that can be read ({reason_of(error)}): save it by skops.io.dump")


def reason_of(error: Exception) -> str:
    """What went wrong, in one printable line."""
    said = " ".join(str(error).split())
    return printable(f"{type(error).__name__}: {said}" if said else type(error).__name__, 200)
