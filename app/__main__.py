"""The entry of the program: one door for the window, the command line and every process they spawn."""

from __future__ import annotations

import os

# Before anything is imported: these libraries read their switches once. onnxruntime reports to its maker by
# default and is silenced only by the environment; the hub client must not look for newer weights.
for _name in ("ORT_DISABLE_TELEMETRY", "HF_HUB_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
    os.environ[_name] = "1"


def main() -> None:
    """Run the command line; without arguments it opens the window."""
    import multiprocessing

    multiprocessing.freeze_support()
    from app.cli import cli

    cli(prog_name="nearpair", windows_expand_args=False)


if __name__ == "__main__":
    main()
