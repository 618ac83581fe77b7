"""exact: 4400 x 80000 x 512, the five nearest, against faiss's flat index on its best kernel; answers compared too.

Both sides run in turn, each in a process of its own, with as many threads as cores; the best of each counts, as
whatever else the machine does can only slow one down. `--device cuda` measures a GPU.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import Any

import numpy as np

from tests.bench.faiss_kernel import KERNELS, in_child
from tests.bench.options import Options

K, CHECKED = 5, 200
SIZES = {False: (4400, 80_000, 512), True: (1100, 20_000, 512)}
TURNS = 3


def run(options: Options) -> dict[str, Any]:
    """The keys of the exact bench: speedup_over_faiss_flat, faiss_kernel, seconds, bytes, equal_answers."""
    quick, device = str(int(options.quick)), options.device
    best: dict[str, dict[str, Any]] = {}
    for turn in range(1 if options.quick else TURNS):
        for kernel in KERNELS:
            options.say(f"turn {turn + 1}: faiss {kernel or 'as it comes'}")
            name = f"faiss {kernel or 'as it comes'}"
            _take(best, name, in_child(kernel, "-m", "tests.bench.exact", "faiss", quick, ""))
        options.say(f"turn {turn + 1}: ours")
        _take(best, "ours", in_child("", "-m", "tests.bench.exact", "ours", quick, device))
    ours = best.pop("ours")
    kernel = min(best, key=lambda name: best[name]["s"])
    return {
        "sizes": SIZES[options.quick], "device": device,
        "speedup_over_faiss_flat": best[kernel]["s"] / ours["s"], "faiss_kernel": kernel.removeprefix("faiss "),
        "equal_answers": ours["equal"], "checked_rows": ours["checked"],
        "seconds": {"ours": ours["s"]} | {name: found["s"] for name, found in best.items()},
        "bytes": {"above_the_data": ours["above"], "faiss_above_the_data": best[kernel]["above"]},
    }  # fmt: skip


def _take(best: dict[str, dict[str, Any]], name: str, found: dict[str, Any] | None) -> None:
    if found is not None and found["s"] < best.get(name, {"s": np.inf})["s"]:
        best[name] = found


def _side(side: str, quick: bool, device: str) -> dict[str, Any]:
    from app.core.reading.decoders import cores
    from app.core.records import Embeddings
    from app.core.searching.index import nearest

    queries, count, dim = SIZES[quick]
    rng = np.random.default_rng(0)
    x, q = (rng.standard_normal((n, dim), dtype=np.float32) for n in (count, queries))
    for vectors in (x, q):
        vectors /= np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]  # without a copy
    if side == "faiss":
        import faiss

        faiss.omp_set_num_threads(cores())
        index = faiss.IndexFlatIP(dim)
        index.add(x)
        before = _peak()
        spent, _ = _timed(lambda: index.search(q, K))
        return {"s": spent, "above": _peak() - before}
    base, asked = Embeddings(np.arange(count), x), Embeddings(np.arange(count, count + queries), q)
    if device != "cpu":
        nearest(Embeddings(asked.ids[:64], q[:64]), base, K, device=device)  # starts the device
    before = _peak()
    spent, found = _timed(lambda: nearest(asked, base, K, device=device))
    above = _peak() - before
    checked = np.linspace(0, queries - 1, CHECKED).astype(int)
    return {"s": spent, "above": above, "checked": CHECKED, "equal": _equal(q, x, found, checked)}


def _timed(work: Any) -> tuple[float, Any]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def _equal(queries: np.ndarray, base: np.ndarray, found: Any, rows: np.ndarray) -> bool:
    """Whether ids and distances of these rows are those of a float64 brute force, ties by id."""
    squares = np.einsum("ij,ij->i", base, base, dtype=np.float64)
    for row in rows:
        query = queries[row].astype(np.float64)
        near = np.argsort(squares - 2 * (base @ queries[row]), kind="stable")[: 20 * K]  # far more than can matter
        distance = np.sqrt(((base[near].astype(np.float64) - query) ** 2).sum(axis=1))
        order = np.lexsort((near, distance))[:K]
        if near[order].tolist() != found.others[row].tolist():
            return False
        if not np.array_equal(distance[order].astype(np.float32), found.distances[row]):
            return False
    return True


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_side(sys.argv[1], sys.argv[2] == "1", sys.argv[3])))
