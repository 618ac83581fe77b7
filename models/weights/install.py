"""From a published weight file to safetensors in the user's folder: checked, converted once, never half there."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any, TypeAlias

from models.errors import UserError
from models.weights import Source, digest, require

if TYPE_CHECKING:
    import torch

Tensors: TypeAlias = "dict[str, torch.Tensor]"
Arrange: TypeAlias = Callable[[Tensors], Tensors]


def installed(backbone: str, arrange: Arrange) -> Path:
    """The safetensors file of a backbone, proved by its sha256; converted from the published file where only that is
    there. `arrange` gives published tensors the names of the network. UserError when there is neither or one is wrong.
    """
    source = require(backbone)
    if source.converted.is_file():
        if _recorded(source) == digest(source.converted):
            return source.converted
        if not source.place.is_file():
            raise UserError("the weight file {path} is damaged; delete it and run `nearpair download {backbone}`",
                            path=source.converted, backbone=backbone)  # fmt: skip
    check(source, source.place)
    _convert(source, arrange)
    return source.converted


def check(source: Source, path: Path) -> None:
    """UserError unless this is the published file."""
    found = digest(path)
    if not found.startswith(source.sha256):
        raise UserError("{path} is not {file}: its sha256 is {found}, not {expected}", path=path, file=source.file,
                        found=found, expected=source.sha256)  # fmt: skip


def _recorded(source: Source) -> str:
    try:
        note = json.loads(_note(source).read_text(encoding="utf-8"))
        return str(note["sha256"]) if note["source_sha256"].startswith(source.sha256) else ""
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""  # damaged or of an older version: made again


def _note(source: Source) -> Path:
    return source.converted.with_suffix(".json")


def _convert(source: Source, arrange: Arrange) -> None:
    """The published file into safetensors and its note; the published file stays."""
    from safetensors.torch import save_file

    try:
        tensors = {name: tensor.contiguous() for name, tensor in arrange(_published(source)).items()}
    except (RuntimeError, ValueError, KeyError, UnpicklingError, zipfile.BadZipFile) as error:
        raise UserError("{path} holds no weights of {backbone}: {reason}", path=source.place,
                        backbone=source.backbone, reason=str(error).splitlines()[0]) from error  # fmt: skip
    note = {"source": source.url, "source_sha256": digest(source.place), "licence": source.licence}
    with _replacing(source.converted) as made:
        save_file(tensors, made)
        note["sha256"] = digest(made)
    with _replacing(_note(source)) as made:
        made.write_text(json.dumps(note, indent=2) + "\n", encoding="utf-8")


def _published(source: Source) -> Tensors:
    """The tensors of the published file. Only `weights_only`: a .pth is a pickle, and a pickle can run code."""
    import torch
    from safetensors.torch import load_file

    if source.place.suffix == ".safetensors":
        return dict(load_file(source.place))
    if not source.member:
        return _plain(torch.load(source.place, map_location="cpu", weights_only=True))
    with zipfile.ZipFile(source.place) as archive, archive.open(source.member) as file:
        return _plain(torch.load(file, map_location="cpu", weights_only=True))


def _plain(state: Mapping[str, Any]) -> Tensors:
    return dict(state.items())


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise UserError("{path} could not be written: {reason}", path=path,
                        reason=error.strerror or str(error)) from error  # fmt: skip
    finally:
        with suppress(OSError):
            temporary.unlink()
