"""A network of the user's own (an SSCD descriptor, say), described by a small JSON file beside it.

    {
      "model": "sscd_disc_mixup.torchscript.pt",   the file beside this one (.onnx or TorchScript)
      "size": 288,                                 pixels, both sides of the input
      "resize": "squash",                          or "crop": the middle of the picture, with
      "short_side": 320,                             its shorter side taken to this first (default: size)
      "filter": "bilinear",                        bilinear, bicubic, lanczos or box; antialiased
      "mean": [0.485, 0.456, 0.406],               of red, green and blue from 0 to 1, taken away, and
      "std": [0.229, 0.224, 0.225],                  what is divided by then; or, in bytes from 0 to 255,
      "scale": [58.4, 57.1, 57.4],                   "mean" and "scale" together instead
      "order": "RGB",                              or "BGR": of the channels of the input
      "dim": 512,                                  numbers an image
      "pooling": "none",                           the network gives (n, dim); "average" or "gem" of (n, dim, h, w)
      "input": "image", "output": "embedding",     ONNX only, and only where there are several
      "files": ["model.onnx.data"],                ONNX only: further files that hold its tensors
      "comment": "..."                             anything
      "nearpair": {...}                            what an embedder of this program says of itself when it is exported
    }

`model`, `size`, `mean`, `std` (or `scale`) and `dim` are needed; the values shown after the others are their defaults,
except `short_side`, `input`, `output` and `files`. The input is float32 (n, 3, size, size). Every file named counts in
the fingerprint of the backbone by its sha256.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from models import weights
from models.backbone import Backbone, Extractor, FeatureArray, Pixels, fingerprint
from models.errors import UserError
from models.pooling import pooled
from models.settings import Setting
from models.transform import FILTERS, ORDERS, RULES, Transform

NONE = "none"
POOLINGS = (NONE, "average", "gem")
NEEDED = ("model", "size", "mean", "dim")
KEYS = frozenset({*NEEDED, "resize", "short_side", "filter", "std", "scale", "order", "pooling", "input", "output",
                  "files", "comment", "nearpair"})  # fmt: skip
LARGEST = 4096
FILE = Setting("file", "", "Description",
               "The .json file that describes your network; the help page on backbones says how.")  # fmt: skip

Open = Callable[["Description", str, int], Callable[[Any], Any]]


@dataclass(frozen=True)
class Description:
    """What a description file says, checked: the network's file, its transform, its output."""

    path: Path
    model: Path
    transform: Transform
    dim: int
    pooling: str
    input: str = ""
    output: str = ""
    files: tuple[Path, ...] = ()

    def extractor(self, run: Callable[[Any], Any]) -> Extractor:
        """Bytes to features through `run`, which takes planes (n, 3, size, size) and gives an array."""

        def extract(pixels: Pixels) -> FeatureArray:
            found = run(self.transform.normalise(pixels))
            if self.pooling != NONE and found.ndim == 4:
                found = pooled([found], self.pooling)[0]
            if found.shape != (len(pixels), self.dim):
                raise UserError(
                    "{model} gives numbers of the shape {found}, not the {expected} that {path} states",
                    model=self.model, found=found.shape, expected=(len(pixels), self.dim), path=self.path,
                )  # fmt: skip
            result: FeatureArray = found.astype("float32", copy=False)
            return result

        return extract


def own_backbone(name: str, file: str, open: Open) -> Backbone:
    """The backbone that a description file describes; UserError for each thing wrong in it."""
    if not file:
        raise UserError("{name} needs the file that describes your network: set backbone.{name}.file", name=name)
    path = Path(file).expanduser().absolute()
    told = read(path)
    hashes = [sha256_of(part) for part in (told.model, *told.files)]
    parts = {"backbone": name, "weights": hashes, "pooling": told.pooling, "input": told.input,
             "output": told.output, **told.transform.parts()}  # fmt: skip
    return Backbone(
        name=name,
        dim=told.dim,
        size=told.transform.size,
        draft_size=told.transform.draft_size,
        fingerprint=fingerprint(parts),
        preprocess=told.transform.prepare,
        open=lambda device, threads: told.extractor(open(told, device, threads)),
        values={"file": str(path)},
    )


def read(path: Path) -> Description:
    """The description in this file. Read anew only when the file has changed: decoders ask for every picture."""
    try:
        stamp = path.stat()
    except OSError:
        raise UserError("there is no description of a network at {path}", path=path) from None
    return _read(path, stamp.st_size, stamp.st_mtime_ns)


@lru_cache(maxsize=64)
def _read(path: Path, _size: int, _mtime: int) -> Description:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError("{path} is not a JSON file: {reason}", path=path, reason=error) from None
    if not isinstance(told, dict):
        raise _wrong(path, "it must be one object in braces")
    for key in NEEDED:
        if key not in told:
            raise _wrong(path, f"{key!r} is missing")
    for key in told:
        if key not in KEYS:
            raise _wrong(path, f"there is no key {key!r}; the keys are {', '.join(sorted(KEYS))}")
    return Description(
        path=path,
        model=_beside(path, told, "model"),
        transform=_transform(path, told),
        dim=_number(path, told, "dim", 1, 65_536),
        pooling=_choice(path, told, "pooling", POOLINGS),
        input=_text(path, told, "input"),
        output=_text(path, told, "output"),
        files=_files(path, told.get("files", [])),
    )


def _transform(path: Path, told: Mapping[str, Any]) -> Transform:
    if ("std" in told) == ("scale" in told):
        raise _wrong(path, "it must have either 'std' (of values from 0 to 1) or 'scale' (of bytes)")
    mean, divisor = _three(path, told, "mean"), _three(path, told, "std" if "std" in told else "scale")
    if min(divisor) <= 0:
        raise _wrong(path, "what is divided by must be above 0")
    if "std" in told and max(mean) > 1:
        raise _wrong(path, "'mean' is above 1: with 'std' both are of values from 0 to 1; for bytes write 'scale'")
    unit = 255.0 if "std" in told else 1.0
    return Transform(
        size=_number(path, told, "size", 8, LARGEST),
        mean=(mean[0] * unit, mean[1] * unit, mean[2] * unit),
        scale=(divisor[0] * unit, divisor[1] * unit, divisor[2] * unit),
        rule=_choice(path, told, "resize", RULES),
        filter=_choice(path, told, "filter", tuple(FILTERS)),
        short_side=_short_side(path, told),
        order=_choice(path, told, "order", ORDERS),
    )


def _short_side(path: Path, told: Mapping[str, Any]) -> int:
    if "short_side" not in told:
        return 0
    if told.get("resize") != "crop":
        raise _wrong(path, "'short_side' goes with 'resize': 'crop' only")
    return _number(path, told, "short_side", _number(path, told, "size", 8, LARGEST), LARGEST)


def _beside(path: Path, told: Mapping[str, Any], key: str) -> Path:
    name = _text(path, told, key)
    found = path.parent / name
    if not name or not found.is_file():
        raise _wrong(path, f"the file {name!r} that it names is not beside it")
    return found


def _files(path: Path, names: Any) -> tuple[Path, ...]:
    if not isinstance(names, list):
        raise _wrong(path, "'files' must be a list of file names")
    return tuple(_beside(path, {"files": name}, "files") for name in names)


def _text(path: Path, told: Mapping[str, Any], key: str) -> str:
    value = told.get(key, "")
    if not isinstance(value, str):
        raise _wrong(path, f"{key!r} must be a text, not {value!r}")
    return value


def _choice(path: Path, told: Mapping[str, Any], key: str, choices: tuple[str, ...]) -> str:
    value = told.get(key, choices[0])
    if value not in choices:
        raise _wrong(path, f"{key!r} must be one of {', '.join(choices)}, not {value!r}")
    return str(value)


def _number(path: Path, told: Mapping[str, Any], key: str, low: int, high: int) -> int:
    value = told[key]
    if type(value) is not int or not low <= value <= high:
        raise _wrong(path, f"{key!r} must be a whole number from {low} to {high}, not {value!r}")
    return value


def _three(path: Path, told: Mapping[str, Any], key: str) -> list[float]:
    value = told[key]
    right = isinstance(value, list) and len(value) == 3
    if not right or any(type(part) not in (int, float) or not abs(part) < 1e6 for part in value):
        raise _wrong(path, f"{key!r} must be a list of three numbers, not {value!r}")
    return [float(part) for part in value]


def _wrong(path: Path, what: str) -> UserError:
    return UserError("{path} does not describe a network: {what}", path=path, what=what)


def sha256_of(path: Path) -> str:
    """sha256 (hex) of a file that is named in a description; read again only when it has changed."""
    stamp = path.stat()
    return _digest(path, stamp.st_size, stamp.st_mtime_ns)


@lru_cache(maxsize=64)
def _digest(path: Path, _size: int, _mtime: int) -> str:
    return weights.digest(path)
