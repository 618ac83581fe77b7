"""Speed and memory, measured and never asserted: `python -m tests.bench NAME [--json] [--prepare] [--quick]`.

A bench is a module of this package with `run(options) -> dict`: measured `seconds` and `bytes`, and ratios between
things measured in the same run, because a figure in seconds says more about the machine than about the program.
"""

from __future__ import annotations

import os

for _name in ("ORT_DISABLE_TELEMETRY", "HF_HUB_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
    os.environ[_name] = "1"

import argparse
import json
import pkgutil
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from tests import bench
from tests.bench.options import Options
from tests.bench.surroundings import machine

HERE = Path(__file__).parent


def names() -> list[str]:
    """Every bench there is: a module of this package whose source defines `run`."""
    found = (name for _, name, _ in pkgutil.iter_modules(bench.__path__))
    return sorted(name for name in found if "\ndef run(" in HERE.joinpath(f"{name}.py").read_text(encoding="utf-8"))


def table(result: dict[str, Any], indent: str = "") -> str:
    """One line per value; the values of an inner table one step further in."""
    lines = []
    for key, value in result.items():
        if isinstance(value, dict):
            lines += [f"{indent}{key}", table(value, indent + "  ")]
        else:
            lines.append(f"{indent}{key:<{36 - len(indent)}}{_shown(key, value)}")
    return "\n".join(lines)


def _shown(key: str, value: Any) -> str:
    if "bytes" in key and isinstance(value, int):
        return f"{value / 2**20:,.1f} MiB"
    return f"{value:,.4g}" if isinstance(value, float) else str(value)


def main() -> None:
    """Run one bench and print one JSON object, or a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("name", choices=names())
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser.add_argument("--prepare", action="store_true", help="only make what the bench needs, and keep it")
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"), help="for the benches of the search")
    parser.add_argument("--keep", type=Path, help="a file that finished parts are kept in, to go on from (table)")
    given = parser.parse_args()
    started = time.perf_counter()
    told = Options(given.prepare, given.quick, given.device, given.keep)
    found = import_module(f"tests.bench.{given.name}").run(told)
    result = {"name": given.name, "machine": machine(), "quick": given.quick, "seconds": {}, "bytes": {}} | found
    result["took_s"] = round(time.perf_counter() - started, 1)
    sys.stdout.write((json.dumps(result) if given.json else table(result)) + "\n")


if __name__ == "__main__":
    main()
