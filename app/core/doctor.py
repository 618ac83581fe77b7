"""What this machine has and lacks for Nearpair, in words."""

from __future__ import annotations

import os
import platform
import shutil
from importlib import metadata
from pathlib import Path
from typing import Any

from app import __version__, paths

_PARTS = {  # distribution: what is missing without it
    "PySide6-Essentials": "the window",
    "torch": "training and GPU search",
    "onnxruntime": "embedding on the CPU",
    "pyarrow": "candidate files and Parquet",
    "SQLAlchemy": "projects",
    "pi-heif": "HEIC pictures",
}


def examine(folder: Path) -> dict[str, Any]:
    """Versions, devices, threads, memory and disk at `folder`, plus `missing`: sentences about absent parts."""
    versions = {name: _version(name) for name in _PARTS}
    missing = [f"{name} is not installed: no {use}" for name, use in _PARTS.items() if versions[name] is None]
    missing += [f"{path.name} is missing; install Nearpair again" for path in _files() if not path.exists()]
    return {
        "nearpair": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "versions": versions,
        "formats": formats(),
        "devices": devices(),
        "threads": os.cpu_count() or 1,
        "memory_gib": _memory(),
        "free_disk_gib": round(shutil.disk_usage(folder).free / 2**30, 1),
        "user_data": str(paths.user_data()),
        "log": str(paths.log_file()),
        "missing": missing,
    }


def formats() -> list[str]:
    """The kinds of picture files that can be read here."""
    from PIL import features

    parts = {"webp": "WebP", "avif": "AVIF", "jpg_2000": "JPEG 2000", "libtiff": "compressed TIFF"}
    optional = {"pi-heif": "HEIC", "rawpy": "camera raw (preview)"}
    return [
        "JPEG", "PNG", "GIF", "TIFF", "BMP", "PPM", "PSD", "and others of Pillow's own",
        *(name for part, name in parts.items() if features.check(part)),
        *(name for part, name in optional.items() if _version(part)),
    ]  # fmt: skip


def devices() -> list[str]:
    """Devices that can be named with --device, best first; the CPU is always there."""
    try:
        import torch
    except ImportError:
        return ["cpu"]
    found = ["cuda"] if torch.cuda.is_available() else []
    if torch.backends.mps.is_available():
        found.append("mps")
    return [*found, "cpu"]


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _files() -> list[Path]:
    return [paths.WEIGHTS / "weights.json", paths.SAMPLE / "pairs.csv", paths.MIGRATIONS / "versions"]


def _memory() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
    except (AttributeError, ValueError, OSError):
        return None
