"""One side of `knn1m` in a process of its own: `python -m tests.bench.knn1m_side SIDE VECTORS OUT CELLS PROBES`.

Writes the neighbours (rows, 10 each, the row itself left out) to OUT and its seconds and peak memory to stdout.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

K = 10


def ours(path: Path, probes: int, device: str) -> tuple[np.ndarray, dict[str, float]]:
    """Through `open_search`, as a miner does, with the files it keeps."""
    from app.core.records import Embeddings
    from app.core.searching import selfjoin
    from app.core.searching.search import open_search

    spent: dict[str, float] = {}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            found = function(*args, **kwargs)
            spent[name] = time.perf_counter() - began
            return found

        return run

    selfjoin.learn, selfjoin.assign = timed("train_s", selfjoin.learn), timed("add_s", selfjoin.assign)  # type: ignore[assignment]
    vectors = np.load(path, mmap_mode="r")
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        search = open_search(
            Embeddings(np.arange(len(vectors)), vectors), method="cells", probes=probes, device=device,
            folder=Path(folder), fingerprint="bench",
        )  # fmt: skip
        found = search.neighbours(K)
    spent["total_s"] = time.perf_counter() - began
    spent["search_s"] = spent["total_s"] - spent["train_s"] - spent["add_s"]
    return found.others, spent


def faiss_ivf(path: Path, cells: int, probes: int) -> tuple[np.ndarray, dict[str, float]]:
    """faiss `IVF{cells},Flat` as it comes, on all cores."""
    import faiss

    from app.core.reading.decoders import cores

    faiss.omp_set_num_threads(cores())
    vectors = np.load(path).astype(np.float32)
    began = time.perf_counter()
    index = faiss.index_factory(vectors.shape[1], f"IVF{cells},Flat")
    index.train(vectors)
    trained = time.perf_counter()
    index.add(vectors)
    added = time.perf_counter()
    index.nprobe = probes
    _, found = index.search(vectors, K + 1)
    ended = time.perf_counter()
    itself = found == np.arange(len(found))[:, None]
    itself[~itself.any(axis=1), -1] = True
    spent = {"train_s": trained - began, "add_s": added - trained, "search_s": ended - added, "total_s": ended - began}
    return found[~itself].reshape(-1, K), spent


def main() -> None:
    """Run the named side."""
    side, path, out, cells, probes, device = sys.argv[1:]
    if side == "ours":
        found, spent = ours(Path(path), int(probes), device)
    else:
        found, spent = faiss_ivf(Path(path), int(cells), int(probes))
    np.save(out, found.astype(np.int32))
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {"cpu_s": used.ru_utime + used.ru_stime, "peak_bytes": used.ru_maxrss * 1024}
    sys.stdout.write(json.dumps(spent | told))


if __name__ == "__main__":
    main()
