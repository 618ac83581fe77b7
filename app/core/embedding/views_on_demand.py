"""Views on demand: features of altered copies, made when a training first asks for one and kept for the next.

A training of a network looks at a thousand views or two. Making all of every image would take longer than the training.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.embedding import segments
from app.core.embedding.altered import EDITION, altered
from app.core.embedding.extraction import folder_of, say_whose
from app.core.jobs import NULL_JOB, Job
from app.core.reading.decoders import cores
from app.core.reading.files import BadImage
from app.core.reading.images import same_picture
from app.core.records import BoolArray, Image, IntArray
from models import device as devices
from models.backbone import Backbone, Extractor, FeatureArray

TOLD = 100  # views at a time; where there are more, which are not those of a step, it is told how far they are


class ViewsOnDemand:
    """Views of `images` by their place in them, as features of `network`; `features`: the project's folder of them.

    Files are read in this process, not in the decoders: an image that is trained on was decoded there before, and a
    step's few views would take less time than starting them.
    """

    def __init__(
        self, features: Path, images: Sequence[Image], network: Backbone, device: str = "auto", threads: int = 0,
        job: Job = NULL_JOB,
    ) -> None:  # fmt: skip
        self._features, self._images, self._network = features, images, network
        self._folder = folder_of(features, network) / f"altered{EDITION}"
        self._device, self._threads, self._job = devices.resolve(device), threads or cores(), job
        self._extract: Extractor | None = None
        self._unreadable: set[int] = set()

    def __call__(self, rows: IntArray, views: IntArray) -> tuple[BoolArray, NDArray[Any]]:
        """Which of these views (n,) there are, and those (m, network.dim) float16. An image that cannot be read has
        none, with a warning."""
        keys = self._keys(rows, views)
        there = segments.find(self._folder, keys, self._network.dim)
        missing = {key: (row, view) for key, row, view, found
                   in zip(keys.tolist(), rows.tolist(), views.tolist(), there.found, strict=True)
                   if not found and row not in self._unreadable}  # fmt: skip
        if missing:
            self._make(missing)
            there = segments.find(self._folder, keys, self._network.dim)
        return there.found, there.vectors[:]

    def _keys(self, rows: IntArray, views: IntArray) -> segments.Keys:
        """The content hash of an image and the number of its view, as one hash."""
        pairs = zip(rows.tolist(), views.tolist(), strict=True)
        names = (f"{self._images[row].content_hash}:{view}" for row, view in pairs)
        return segments.keys(hashlib.sha256(name.encode()).hexdigest() for name in names)

    def _make(self, missing: dict[bytes, tuple[int, int]]) -> None:
        say_whose(self._features, self._network)
        self._extract = self._extract or self._network.open(self._device, 1 if self._device == "cpu" else self._threads)
        wanted = list(missing.items())
        with ThreadPoolExecutor(self._threads, "nearpair-lane") as pool, segments.Writer(self._folder) as writer:
            for start in range(0, len(wanted), TOLD):
                if len(wanted) > TOLD:
                    self._job.report("Making altered copies", start, len(wanted))
                some = wanted[start : start + TOLD]
                for (key, (row, _)), made in zip(some, pool.map(self._view, [asked for _, asked in some]), strict=True):
                    if isinstance(made, BadImage):
                        self._unreadable.add(row)
                        self._job.warn(f"{self._path(row)} has no altered copies: {made}")
                    else:
                        writer.add(np.array([key], "S32"), made)

    def _view(self, wanted: tuple[int, int]) -> FeatureArray | BadImage:
        row, view = wanted
        content = self._images[row].content_hash
        try:
            picture = same_picture(str(self._path(row)), content, short_side=self._network.draft_size)
        except BadImage as error:
            return error
        assert self._extract is not None
        return self._extract(self._network.preprocess(altered(picture, content, view))[None])

    def _path(self, row: int) -> Path:
        return Path(self._images[row].root, self._images[row].path)
