"""Which device a job runs on."""

from __future__ import annotations

import platform
import shutil
from pathlib import Path

from models.errors import UserError

DEVICES = ("auto", "cpu", "cuda", "mps")


def resolve(device: str) -> str:
    """Turn `auto` into the best device of this machine and check that a named one is there.

    torch takes seconds to import, so it is only asked where the machine may have an accelerator at all.
    """
    if device not in DEVICES:
        raise UserError("there is no device {device!r}; the choices are {choices}", device=device,
                        choices=", ".join(DEVICES))  # fmt: skip
    if device == "cpu" or (device == "auto" and not _may_have_accelerator()):
        return "cpu"
    try:
        import torch
    except ImportError:
        if device == "auto":
            return "cpu"
        raise UserError("{device} needs torch, which this build does not have", device=device) from None
    found = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if device == "auto":
        return next((name for name, available in found.items() if available), "cpu")
    if not found[device]:
        raise UserError("this machine has no {device} device", device=device)
    return device


def _may_have_accelerator() -> bool:
    apple = platform.system() == "Darwin" and platform.machine() == "arm64"
    return apple or nvidia_driver()


def nvidia_driver() -> bool:
    """Whether a driver for NVIDIA's GPUs is installed, as far as its files say."""
    return Path("/dev/nvidiactl").exists() or shutil.which("nvidia-smi") is not None
