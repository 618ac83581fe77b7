"""torchscript: a network of the user's own as a TorchScript archive, the form SSCD is published in.

torch.jit is deprecated but the only reader of such files; its warnings stay in here. The file must be a TorchScript
archive, which torch reads without Python's pickle; a file of `torch.save` is refused. Its code runs in torch's own
interpreter, so open only files whose origin you trust.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.backbone import Backbone
from models.errors import UserError
from models.own_file import Description, own_backbone
from models.torch_network import from_torch


def backbone(file: str) -> Backbone:
    """The backbone described by the JSON file `file` (models/own_file.py)."""
    return own_backbone("torchscript", file, _open)


def _open(told: Description, device: str, threads: int) -> Callable[[Any], Any]:
    _check_archive(told.model)
    torch = from_torch()
    if device == "cpu" and threads:
        torch.set_num_threads(threads)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            network = torch.jit.load(told.model, map_location=device).eval()
    except RuntimeError as error:
        raise UserError("{path} is not a network that torch can read: {reason}", path=told.model,
                        reason=str(error).strip().splitlines()[0]) from error  # fmt: skip

    def run(planes: Any) -> Any:
        with torch.inference_mode(), torch.backends.cudnn.flags(allow_tf32=False):
            found = network(torch.from_numpy(planes).to(device))
        if not isinstance(found, torch.Tensor):
            raise UserError("{path} gives {kind} instead of one tensor", path=told.model, kind=type(found).__name__)
        return found.float().cpu().numpy()

    return run


def _check_archive(path: Path) -> None:
    """UserError unless this is a TorchScript archive: a zip with code in it."""
    names: list[str] = []
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    if not any(name.split("/")[1:2] == ["code"] for name in names):
        raise UserError("{path} is not a TorchScript archive (saved with torch.jit.save)", path=path)
