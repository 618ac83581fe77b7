"""Extraction: pictures are handed over one by one, the network takes them in batches, features go to disk.

The network runs in lanes, threads of its own, while the caller waits for the next picture; so decoders, preprocessing
and network overlap. The decoders step back behind the network (`priority`), and the network waits for pictures only
when there are none: no core is idle while there is work of either kind.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from app.core.atomic import make_folder, replacing
from app.core.embedding import segments, tuning
from app.core.embedding.tuning import Pace
from app.core.reading.decoders import cores
from models import device as devices
from models.backbone import Backbone, Extractor, FeatureArray, Pixels
from models.views import turn

ABOUT = "backbone.json"
WARM = 64  # images before the pace is measured: a smaller job would spend more on it than it gains
IN_HAND = 2  # batches per lane that run or wait; bounds the memory

Item = tuple[str, int, Pixels]  # content hash, view, input of the network


def folder_of(features: Path, network: Backbone, view: int = 0) -> Path:
    """Where the segments of one backbone and dihedral view lie in a project's `features` folder."""
    folder = features / network.fingerprint[:16]
    return folder / f"view{view}" if view else folder


def say_whose(features: Path, network: Backbone) -> None:
    """Leave a note for people and for `on_disk`: a fingerprint alone names nothing."""
    if not (note := folder_of(features, network) / ABOUT).exists():
        make_folder(note.parent)
        with replacing(note) as part:
            part.write_text(json.dumps({"name": network.name, "values": dict(network.values), "dim": network.dim,
                                        "fingerprint": network.fingerprint}), "utf-8")  # fmt: skip


def on_disk(features: Path) -> dict[str, int]:
    """How many features there are, by backbone, its settings and the view where there are several."""
    found = {}
    for about in sorted(features.glob(f"*/{ABOUT}")):
        with suppress(OSError, ValueError, TypeError, KeyError):
            told = json.loads(about.read_text("utf-8"))
            values = " ".join(f"{key}={value}" for key, value in sorted(told["values"].items()))
            name = " ".join(filter(None, (str(told["name"]), values, about.parent.name[:6])))
            for folder in (about.parent, *sorted(about.parent.glob("view*"))):
                count = len(np.unique(segments.stored_keys(folder, int(told["dim"]))))
                found[name if folder == about.parent else f"{name} {folder.name}"] = count
    return found


class Extraction:
    """Features of pictures handed over with `take`, for some dihedral views; those on disk already are passed over.

    Nothing is opened before the first picture that is needed. What was computed is kept also when the block ends
    in an error or a cancellation. `computed` counts, by view. `threads` 0 = all cores; `batch` 0 = the `pace`, and
    without one that which was measured here before or is after the first WARM images.
    """

    def __init__(
        self,
        network: Backbone,
        features: Path,
        *,
        views: Sequence[int] = (0,),
        device: str = "auto",
        threads: int = 0,
        batch: int = 0,
        pace: Pace | None = None,
    ) -> None:
        self.computed: Counter[int] = Counter()
        self._features = features
        self._network, self._device, self._threads, self._batch = network, device, threads or cores(), batch
        folders = {view: folder_of(features, network, view) for view in views}
        self._writers = {view: segments.Writer(folder) for view, folder in folders.items()}
        self._stored = {view: segments.stored_keys(folder, network.dim) for view, folder in folders.items()}
        self._taken: set[bytes] = set()
        self._waiting: list[Item] = []
        self._running: deque[tuple[list[Item], Future[FeatureArray]]] = deque()
        self._pool: ThreadPoolExecutor | None = None
        self._extract: Extractor
        self._pace = pace or Pace(1, 1, 1)
        self._given, self._measure = pace, False

    def take(self, content_hash: str, pixels: Pixels) -> None:
        """Hand over one prepared picture; waits while the network is behind."""
        views = self._due(content_hash)
        if views and self._pool is None:
            self._open()
        for view in views:
            self._waiting.append((content_hash, view, turn(pixels, view) if view else pixels))
            if len(self._waiting) >= self._pace.batch:
                self._start()
        while self._running and (self._running[0][1].done() or len(self._running) >= IN_HAND * self._pace.lanes):
            self._finish()
        if self._measure and sum(self.computed.values()) >= WARM:
            self._set_pace([pixels])

    def _due(self, content_hash: str) -> list[int]:
        """The views of this content that are neither on disk nor taken before: copies of a file come one by one."""
        key = segments.keys([content_hash])
        if key[0] in self._taken:
            return []
        self._taken.add(key[0])
        return [view for view, stored in self._stored.items() if not _holds(stored, key)]

    def _open(self) -> None:
        say_whose(self._features, self._network)
        self._device = devices.resolve(self._device)
        pace = self._given or tuning.remembered(self._network, self._device, self._threads)
        if self._batch:
            pace = tuning.by_hand(self._device, self._threads, self._batch)
        self._measure = pace is None
        self._go(pace or tuning.usual(self._device, self._threads))

    def _go(self, pace: Pace) -> None:
        """Run at this pace from now on."""
        self._extract = self._network.open(self._device, pace.threads)
        self._pool, self._pace = ThreadPoolExecutor(pace.lanes, "nearpair-lane"), pace

    def _set_pace(self, pixels: list[Pixels]) -> None:
        self._measure = False
        self._drain()
        pace = tuning.measured(self._network, self._device, self._threads, pixels)
        tuning.remember(self._network, self._device, self._threads, pace)
        self._close()
        self._go(pace)

    def _start(self) -> None:
        assert self._pool is not None
        batch, self._waiting = self._waiting, []
        self._running.append((batch, self._pool.submit(self._extract, np.stack([item[2] for item in batch]))))

    def _finish(self) -> None:
        """Wait for the oldest batch and write its rows."""
        batch, running = self._running.popleft()
        rows = running.result()
        views = np.array([view for _, view, _ in batch])
        keys = segments.keys(content_hash for content_hash, _, _ in batch)
        for view in np.unique(views).tolist():
            there = views == view
            self._writers[view].add(keys[there], rows[there])
            self.computed[view] += int(there.sum())

    def _drain(self) -> None:
        """Everything that was handed over, to its end."""
        if self._waiting:
            self._start()
        while self._running:
            self._finish()

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._drain()
            else:
                self._salvage()
        finally:
            self._close()
            for writer in self._writers.values():
                writer.close()

    def _salvage(self) -> None:
        """Keep what the network has computed or is about to; a batch that fails now is only missing."""
        while self._running:
            if self._running[0][1].exception() is None:
                self._finish()
            else:
                self._running.popleft()


def _holds(ascending: segments.Keys, key: segments.Keys) -> bool:
    place = int(np.searchsorted(ascending, key)[0])
    return place < len(ascending) and bool(ascending[place] == key[0])
