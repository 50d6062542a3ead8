"""Files of torch.export with members and entries replaced, as a forger would."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

MODEL = "models/model.json"
WEIGHTS = "data/weights/model_weights_config.json"
CONSTANTS = "data/constants/model_constants_config.json"


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = archive.namelist()[0].partition("/")[0]
        return archive.read(f"{root}/{name}")


def rewritten(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The archive with members replaced or added; None leaves one out."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        root = old.namelist()[0].partition("/")[0]
        contents: dict[str, bytes | None] = {name.partition("/")[2]: old.read(name) for name in old.namelist()}
        for name, content in (contents | changes).items():
            if content is not None:
                new.writestr(f"{root}/{name}", content)
    return written.getvalue()


def edited(data: bytes, edit: Callable[[Any], object], name: str = MODEL) -> bytes:
    """The archive with one of its JSON members changed in place by a function."""
    held = json.loads(member(data, name))
    edit(held)
    return rewritten(data, {name: json.dumps(held).encode()})


def graph(described: Any) -> Any:
    return described["graph_module"]["graph"]


def node(described: Any, name: str) -> Any:
    return next(entry for entry in graph(described)["nodes"] if entry["name"] == name)


def named(name: str, argument: dict[str, object]) -> dict[str, object]:
    """An argument of a node."""
    return {"name": name, "arg": argument, "kind": 1}


def calling(target: str, *inputs: dict[str, object], name: str = "relu", returns: int = 1) -> Callable[[Any], None]:
    """Have a node call something else."""

    def edit(described: Any) -> None:
        found = node(described, name)
        found["target"], found["inputs"] = target, list(inputs)
        found["outputs"] = [*found["outputs"], *[{"as_none": True}] * (returns - 1)][:returns]

    return edit
