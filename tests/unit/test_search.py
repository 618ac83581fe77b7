"""Search as miners use it: exact or by cells, files that are gone on from and never trusted, an honest recall."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open

from app.core.jobs import Cancelled, Job, Progress
from app.core.records import Embeddings
from app.core.searching import cell_search, index_files
from app.core.searching.index import between, nearest
from app.core.searching.search import chosen, open_search
from app.core.searching.selfjoin import Join
from models.errors import UserError
from tests.vectors import DEVICES, blobs, halved, pairs_oracle, present

BASE = blobs(np.random.default_rng(0), 5000)


def by_cells(folder: Path | None = None, base: Embeddings = BASE, **more: Any) -> Any:
    return open_search(base, method="cells", folder=folder, **({"fingerprint": "f" * 64} | more))


@pytest.fixture
def joins(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of what was joined, in no order."""
    done: list[int] = []
    real = Join.nearest

    def counted(self: Join, rows: Any, k: int) -> Any:
        done.append(len(rows))
        return real(self, rows, k)

    monkeypatch.setattr(Join, "nearest", counted)
    return done


@pytest.mark.parametrize("device", DEVICES)
def test_looking_into_every_cell_is_the_exact_answer(device: str) -> None:
    present(device)
    exact = nearest(BASE, BASE, 7)
    found = by_cells(probes=1000, device=device).neighbours(7)
    assert np.array_equal(found.others, exact.others)
    assert np.array_equal(found.distances, exact.distances)


@pytest.mark.parametrize("base", [BASE, halved(BASE)], ids=["float32", "float16"])
def test_what_is_reported_of_a_pair_is_exact_and_most_are_found(base: Embeddings) -> None:
    search = by_cells(base=base, probes=6)
    found = search.neighbours(5)
    there = found.others >= 0
    ids = np.broadcast_to(base.ids[:, None], there.shape)
    assert np.array_equal(found.distances[there], between(base, ids[there], found.others[there]))
    assert (found.others != ids).all()
    assert (np.diff(found.distances, axis=1)[there[:, 1:]] >= 0).all()
    told = search.report()
    truth = nearest(base, base, 5)
    real = np.mean(found.distances <= truth.distances[:, -1:])
    assert 0.7 < real < 1.0
    assert told["recall"] == pytest.approx(real, abs=0.03)
    assert told["recall_low"] <= real
    assert told["method"] == "cells"


def test_a_damaged_plan_shows_in_the_recall(monkeypatch: pytest.MonkeyPatch) -> None:
    good = by_cells(probes=6)
    good.neighbours(5)
    real = cell_search.plan

    def damaged(*args: Any) -> Any:
        found = real(*args)
        found.probes[:, 1:] = np.random.default_rng(0).permutation(found.probes[:, 1:])
        home = np.random.default_rng(1).random(len(found.probes)) < 0.2
        found.probes[home, 0] = np.random.default_rng(2).permutation(found.probes[home, 0])
        return found

    monkeypatch.setattr(cell_search, "plan", damaged)
    bad = by_cells(probes=6)
    bad.neighbours(5)
    assert bad.report()["recall"] < good.report()["recall"] - 0.1


@pytest.mark.parametrize("wrong", ["strangers", "all but the nearest"])
def test_an_index_that_is_wrong_under_its_right_stamp_shows_in_the_recall(wrong: str, tmp_path: Path) -> None:
    def told() -> dict[str, Any]:
        search = by_cells(tmp_path, probes=12)
        search.neighbours(5)
        return search.report()

    good = told()
    for path in tmp_path.rglob("*-5-*.safetensors"):
        with safe_open(path, framework="numpy") as file:
            stamp = json.loads(file.metadata()[index_files.TOLD])["stamp"]
        arrays = index_files.read(path, stamp)
        assert arrays is not None
        if wrong == "strangers":
            arrays["others"] = np.random.default_rng(0).permutation(arrays["others"])
        else:  # of every fourth image the nearest is lost; the distances tell nothing of it, nor do the numbers
            arrays["others"][::4, 0] = arrays["others"][::4, 4]
        index_files.write(path, stamp, **arrays)
    bad = told()
    if wrong == "strangers":
        assert bad["recall"] < good["recall"] - 0.5
    assert bad["recall"] < good["recall"] - 0.02 and bad["recall_first"] < good["recall_first"] - 0.1
    assert bad["sample"] == good["sample"] == 512


def test_exact_is_exact_and_says_so() -> None:
    search = open_search(BASE, method="exact")
    some = BASE.ids[10:4000:7]
    found, truth = search.neighbours(4, some), nearest(BASE, BASE, 4)
    assert np.array_equal(found.ids, some)
    assert np.array_equal(found.others, truth.others[10:4000:7])
    told = search.report()
    assert (told["method"], told["recall"], told["recall_low"]) == ("exact", 1.0, 1.0)
    assert told["blocks"]["rows"] > 0


@pytest.mark.parametrize("method", ["exact", "cells"])
def test_rows_that_were_found_are_not_looked_for_again(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    search = open_search(BASE, method=method, probes=1000)
    wide = search.neighbours(12)
    monkeypatch.setattr(search, "_way", None)
    assert np.array_equal(search.neighbours(5).others, wide.others[:, :5])
    some = BASE.ids[::3]
    assert np.array_equal(search.neighbours(12, some).distances, wide.distances[::3])


def test_a_few_wider_rows_cost_only_themselves(joins: list[int]) -> None:
    search = by_cells(probes=1000)
    search.neighbours(3)
    assert search.neighbours(4, BASE.ids[:9]).others.shape == (9, 4)
    joins.clear()
    few = search.neighbours(20, BASE.ids[100:140])
    assert joins == [40]
    assert np.array_equal(few.others, nearest(BASE, BASE, 20).others[100:140])


def test_a_second_run_joins_nothing_and_says_the_same(tmp_path: Path, joins: list[int]) -> None:
    first = by_cells(tmp_path).neighbours(4)
    assert sum(joins) == 5000
    joins.clear()
    again = by_cells(tmp_path).neighbours(4)
    assert not joins
    assert np.array_equal(again.others, first.others)
    assert np.array_equal(again.distances, first.distances)


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        by_cells(tmp_path / name, seed=3).neighbours(4)
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.safetensors"))
    assert len(files) > 3
    assert all((tmp_path / "one" / f).read_bytes() == (tmp_path / "two" / f).read_bytes() for f in files)


def test_cancelled_in_the_middle_it_goes_on_where_it_was(tmp_path: Path, joins: list[int]) -> None:
    seen: list[str] = []

    def told(progress: Progress) -> None:
        seen.append(progress.text)

    job = Job(told, is_cancelled=lambda: seen.count(cell_search.TEXT) > 1)
    with pytest.raises(Cancelled):
        by_cells(tmp_path, job=job, threads=1).neighbours(4)
    before = sum(joins)
    assert 0 < before < 5000
    joins.clear()
    whole = by_cells(tmp_path).neighbours(4)
    assert sum(joins) == 5000 - before
    assert np.array_equal(whole.others, by_cells().neighbours(4).others)


@pytest.mark.parametrize("harm", ["truncate", "flip", "empty", "foreign"])
def test_a_file_that_cannot_be_trusted_is_made_again(harm: str, tmp_path: Path, joins: list[int]) -> None:
    first = by_cells(tmp_path).neighbours(4)
    files = sorted(tmp_path.rglob("*.safetensors"))
    other = by_cells(tmp_path / "other", fingerprint="e" * 64)
    other.neighbours(4)
    foreign = {path.name.partition("-")[2]: path for path in (tmp_path / "other").rglob("*.safetensors")}
    for path in files:
        content = path.read_bytes()
        if harm == "foreign":
            content = foreign[path.name.partition("-")[2]].read_bytes()
        elif harm == "flip":
            content = content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]
        path.write_bytes(b"" if harm == "empty" else content[: len(content) // 2] if harm == "truncate" else content)
    joins.clear()
    again = by_cells(tmp_path).neighbours(4)
    assert sum(joins) == 5000
    assert np.array_equal(again.others, first.others)


def test_other_vectors_or_settings_never_meet_old_files(tmp_path: Path, joins: list[int]) -> None:
    by_cells(tmp_path).neighbours(4)
    for change in ({"base": blobs(np.random.default_rng(9), 5000)}, {"probes": 3}, {"seed": 8}):
        joins.clear()
        by_cells(tmp_path, **change).neighbours(4)
        assert sum(joins) == 5000
    stems = {path.name.split("-")[0] for path in tmp_path.rglob("*.safetensors")}
    assert len(stems) == 1  # the files of before are gone


def test_killed_in_the_middle_it_goes_on_where_it_was(tmp_path: Path, joins: list[int]) -> None:
    code = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        import numpy as np
        from app.core.searching.selfjoin import Join
        from tests.unit.test_search import by_cells
        real, done = Join.nearest, []
        def slow(self, rows, k):
            done.append(1)
            if len(done) > 2:
                print("now", flush=True)
                time.sleep(60)
            return real(self, rows, k)
        Join.nearest = slow
        by_cells(Path(sys.argv[1]), threads=1).neighbours(4)
        """
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "now\n"
        os.kill(child.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    written = len(list(tmp_path.rglob("*-4-*.safetensors")))
    assert written == 2
    whole = by_cells(tmp_path).neighbours(4)
    assert 0 < sum(joins) < 5000
    assert np.array_equal(whole.others, by_cells().neighbours(4).others)


@pytest.mark.parametrize("method", ["exact", "cells"])
def test_pairs_within_a_distance_come_once(method: str) -> None:
    base = Embeddings(BASE.ids[:1500], BASE.vectors[:1500])
    left, right, distance = open_search(base, method=method, probes=1000).within(0.5)
    expected = pairs_oracle(base, 0.5)
    assert expected
    assert set(zip(left.tolist(), right.tolist(), strict=True)) == expected
    assert len(left) == len(expected)
    assert np.array_equal(distance, between(base, left, right))
    assert (np.lexsort((right, left)) == np.arange(len(left))).all()
    with pytest.raises(UserError, match="choose a smaller distance"):
        open_search(base, method=method, probes=1000).within(0.5, most=len(expected) - 1)
    assert len(open_search(base, method=method, probes=1000).within(0.5, most=len(expected))[0]) == len(expected)


@pytest.mark.parametrize("method", ["exact", "cells"])
@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_images(method: str, count: int, tmp_path: Path) -> None:
    base = blobs(np.random.default_rng(1), count)
    search = open_search(base, method=method, folder=tmp_path)
    found = search.neighbours(3)
    assert found.others.shape == (count, 3)
    assert (found.others >= 0).sum() == count * (count - 1)
    assert len(search.within(2.0)[0]) == count * (count - 1) // 2
    assert search.report()["recall"] == 1.0


def test_left_to_itself_it_is_exact_as_long_as_that_takes_a_minute() -> None:
    assert chosen("auto", 60_000, 512, "cpu", 2) == "exact"
    assert chosen("auto", 190_000, 512, "cpu", 2) == "cells"
    assert chosen("auto", 190_000, 512, "cpu", 16) == "exact"
    assert chosen("auto", 500_000, 512, "cuda") == "exact"
    assert chosen("auto", 5_000_000, 512, "cuda:0") == "cells"
    assert chosen("exact", 10**7, 512, "cpu") == "exact"
    assert chosen("cells", 10, 512, "cpu") == "cells"
    with pytest.raises(ValueError, match="sideways"):
        open_search(BASE, method="sideways")


def test_a_report_without_a_full_search_measures_a_sample() -> None:
    search = by_cells(probes=1000)
    began = time.perf_counter()
    search.neighbours(5, BASE.ids[:20])
    told = search.report()
    assert told["recall"] == 1.0
    assert told["sample"] == 512
    assert 0 < told["seconds"] <= time.perf_counter() - began
