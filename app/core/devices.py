"""Devices: which of them a training can be sent to on this machine, told without importing torch, which takes seconds.

Where a device is there after all, or fails in spite of its driver, the job that runs on it says so (models/device.py).
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib import metadata

from app.core.jobs import Sentence
from models.device import DEVICES, nvidia_driver

_NO_TORCH = Sentence("this build has no torch")
_NO_DRIVER = Sentence("no NVIDIA driver was found")
_CPU_BUILD = Sentence("the torch installed here was built without CUDA")
_NO_APPLE = Sentence("only Macs with Apple silicon have it")


@dataclass(frozen=True)
class Device:
    """One choice of `--device`, and why it cannot be taken here: "" where it can."""

    name: str
    missing: str = ""


def devices() -> tuple[Device, ...]:
    """Every choice, in the order they are listed everywhere."""
    return tuple(Device(name, _missing(name)) for name in DEVICES)


def _missing(name: str) -> str:
    if name in ("auto", "cpu"):
        return ""
    try:
        build = metadata.version("torch")
    except metadata.PackageNotFoundError:
        return _NO_TORCH
    if name == "mps":
        return "" if (platform.system(), platform.machine()) == ("Darwin", "arm64") else _NO_APPLE
    if not nvidia_driver():
        return _NO_DRIVER
    return _CPU_BUILD if build.endswith("+cpu") else ""
