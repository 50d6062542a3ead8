"""The user's own code that builds a network: ``--arch network.py:build``. The one place where code from a file runs."""

import hashlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType

from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.opened import Architecture
from yasenn_report.inputs.model_files.wording import printable

MOST_BYTES = 16 * 1024**2
EXPECTED = "FILE.py:NAME was expected, NAME being a function without arguments, or a class, that makes the network"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchitectureRequest:
    """What the user names by ``--arch``."""

    path: Path
    name: str

    @property
    def shown(self) -> str:
        """How messages call it."""
        return f"{printable(self.path.name)}:{printable(self.name)}"


def parse_architecture(text: str) -> ArchitectureRequest:
    """Take ``network.py:build`` apart.

    Raises:
        ModelFileError: there is no colon, or no name behind it.
    """
    path, _, name = text.rpartition(":")
    if not path or not name.isidentifier():
        raise ModelFileError(f"--arch {printable(text)}: {EXPECTED}")
    return ArchitectureRequest(path=Path(path), name=name)


def build(request: ArchitectureRequest) -> tuple[nn.Module, Architecture]:
    """Run the user's file and build the network that it describes.

    Returns:
        The network with weights of its own making, and the facts of the file.

    Raises:
        ModelFileError: the file cannot be read or run, or what it names builds no network.
    """
    source = _source(request)
    facts = Architecture(
        name=printable(request.path.name),
        entry=request.name,
        sha256=hashlib.sha256(source).hexdigest(),
        size=len(source),
    )
    with _own_code(request):
        made = _run(request, source)
        entry = made.__dict__.get(request.name)
        if entry is None:
            names = [name for name in vars(made) if not name.startswith("_")]
            near = get_close_matches(request.name, names, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ";"
            raise ModelFileError(f"{request.shown}: the file defines no {request.name!r}{hint} {EXPECTED}")
        network = entry() if callable(entry) and not isinstance(entry, nn.Module) else entry
    if not isinstance(network, nn.Module):
        found = type(network).__name__
        raise ModelFileError(
            f"{request.shown}: it makes an object of type {found}, where a torch.nn.Module was expected"
        )
    return network, facts


def _source(request: ArchitectureRequest) -> bytes:
    try:
        if request.path.exists() and not request.path.is_file():
            raise ModelFileError(f"{request.shown}: this is no regular file; a Python file was expected")
        source = request.path.read_bytes()
    except FileNotFoundError as error:
        raise ModelFileError(f"{request.shown}: there is no such file; check the path of --arch") from error
    except OSError as error:
        raise ModelFileError(f"{request.shown}: cannot be read ({error.strerror}); check its permissions") from error
    if len(source) > MOST_BYTES:
        raise ModelFileError(f"{request.shown}: has {len(source)} bytes; a Python file was expected")
    return source


def _run(request: ArchitectureRequest, source: bytes) -> ModuleType:
    """Run the very bytes that were hashed; files beside it can be imported, as when Python runs it."""
    name = f"yasenn_report_architecture_{request.path.stem}"
    spec = importlib.util.spec_from_loader(name, loader=None, origin=str(request.path))
    if spec is None:
        raise ModelFileError(f"{request.shown}: {EXPECTED}")
    module = importlib.util.module_from_spec(spec)
    module.__file__ = str(request.path)
    sys.modules[name] = module  # dataclasses and pickles look their module up there
    exec(compile(source, str(request.path), "exec"), module.__dict__)  # noqa: S102 - the user's own code, named by --arch
    return module


@contextmanager
def _own_code(request: ArchitectureRequest) -> Iterator[None]:
    """Whatever the user's code raises is said in one line, with the line of the file where it was raised."""
    folder = str(request.path.resolve().parent)
    arguments = sys.argv
    sys.argv = [str(request.path)]  # code that reads its arguments must not find ours
    sys.path.insert(0, folder)
    try:
        yield
    except ModelFileError:
        raise
    except SystemExit as end:
        raise ModelFileError(
            f"{request.shown}: it ended the program ({type(end).__name__}{_at_line(end, request.path)}); code that "
            "builds the network and does nothing else was expected"
        ) from end
    except Exception as error:
        raise ModelFileError(
            f"{request.shown}: it raised {type(error).__name__}{_at_line(error, request.path)}: "
            f"{printable(str(error).splitlines()[0] if str(error) else 'no message')}"
        ) from error
    finally:
        sys.argv = arguments
        sys.path.remove(folder)


def _at_line(error: BaseException, path: Path) -> str:
    if isinstance(error, SyntaxError) and error.lineno is not None:
        return f" at line {error.lineno}"
    line = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return "" if line is None else f" at line {line}"
