"""The other side of the embed bench, run by the python of an environment that holds imagededup and nothing of ours.

`python imagededup_side.py FOLDER`: one JSON line with images/s of its perceptual hash on all cores, and of its CNN
where its weights can be had without a network (NEARPAIR_IMAGEDEDUP_CNN=1 says that they are in torch's cache).
"""

from __future__ import annotations

import json
import os
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any


def main() -> None:
    """Time the encoders on one folder."""
    folder = Path(sys.argv[1])
    count = sum(1 for _ in folder.iterdir())
    result: dict[str, Any] = {"version": version("imagededup"), "images": count}
    from imagededup.methods import PHash

    started = time.perf_counter()
    encodings = PHash(verbose=False).encode_images(image_dir=folder)
    result["phash_ips"] = len(encodings) / (time.perf_counter() - started)
    if os.environ.get("NEARPAIR_IMAGEDEDUP_CNN") == "1":
        from imagededup.methods import CNN

        encoder = CNN(verbose=False)
        started = time.perf_counter()
        encodings = encoder.encode_images(image_dir=folder)
        result["cnn_ips"] = len(encodings) / (time.perf_counter() - started)
    else:
        result["cnn"] = "no weights given"
    print(json.dumps(result))


if __name__ == "__main__":
    main()
