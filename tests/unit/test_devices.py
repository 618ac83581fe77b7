"""Which devices are offered: those that can be there, the others with what is missing."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata

import pytest

from app.core import devices
from app.core.devices import Device
from models.device import DEVICES


def machine(monkeypatch: pytest.MonkeyPatch, torch: str | None, driver: bool, system: str = "Linux") -> list[Device]:
    def version(_name: str) -> str:
        if torch is None:
            raise metadata.PackageNotFoundError
        return torch

    monkeypatch.setattr(devices.metadata, "version", version)
    monkeypatch.setattr(devices, "nvidia_driver", lambda: driver)
    monkeypatch.setattr(devices.platform, "system", lambda: system)
    monkeypatch.setattr(devices.platform, "machine", lambda: "arm64")
    return list(devices.devices())


@pytest.mark.parametrize(
    ("torch", "driver", "system", "cuda", "mps"),
    [
        ("2.9.0", True, "Linux", "", "Apple"),
        ("2.9.0+cu130", True, "Linux", "", "Apple"),
        ("2.9.0+cpu", True, "Linux", "without CUDA", "Apple"),
        ("2.9.0", False, "Linux", "no NVIDIA driver", "Apple"),
        ("2.9.0", False, "Darwin", "no NVIDIA driver", ""),
        (None, True, "Linux", "no torch", "no torch"),
    ],
)
def test_a_device_that_cannot_be_there_says_why(
    monkeypatch: pytest.MonkeyPatch, torch: str | None, driver: bool, system: str, cuda: str, mps: str
) -> None:
    found = {one.name: one.missing for one in machine(monkeypatch, torch, driver, system)}
    assert tuple(found) == DEVICES and found["auto"] == found["cpu"] == ""
    assert cuda in found["cuda"] and bool(cuda) == bool(found["cuda"])
    assert mps in found["mps"] and bool(mps) == bool(found["mps"])


def test_asking_imports_no_torch() -> None:
    code = "import sys; from app.core.devices import devices; devices(); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
