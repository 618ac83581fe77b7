"""What every miner and pair exporter owes, whoever wrote it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.exchanging.exporting import write
from app.core.exchanging.pair_rows import PairRow
from app.core.exporters import EXPORTERS
from app.core.jobs import Cancelled, Job
from app.core.miners import MINERS
from app.core.mining import proposals
from app.core.mining.bursts import bursts
from app.core.mining.candidates import write_candidates
from app.core.mining.why import parts, why_text
from app.core.searching import hash_index
from app.core.searching.index import between
from tests.collection import (
    CHECKED_ELSEWHERE,
    COUNT,
    IDS,
    JUDGED,
    RULES,
    TWINS,
    Brute,
    collection,
    mined,
    pairs_of,
    ranks,
)
from tests.made import sha

SETTLED = {*JUDGED, *TWINS, (7, 9)}


@pytest.mark.parametrize("name", MINERS.names())
def test_a_miner_proposes_open_pairs_once_with_a_reason(name: str) -> None:
    found = mined(name).candidates
    pairs = pairs_of(found)
    assert len(pairs) == len(set(pairs)) == len(found.why) > 0
    assert all(left < right for left, right in pairs)
    assert {image for pair in pairs for image in pair} <= set(IDS.tolist())
    assert not SETTLED & set(pairs)
    assert found.miner == name
    order = [(round(float(d), 6), sha(str(a)), sha(str(b))) for (a, b), d in zip(pairs, found.distance, strict=True)]
    assert order == sorted(order)
    assert {parts(text)[0] for text in found.why} == {name}
    assert all(why_text(text) != text for text in set(found.why))


@pytest.mark.parametrize("name", MINERS.names())
def test_the_same_seed_gives_the_same_file_whatever_the_blocks_and_the_search(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_candidates(mined(name).candidates, tmp_path / "one.arrow")
    monkeypatch.setattr(proposals, "ROW_CELLS", 60)
    monkeypatch.setattr(hash_index, "_PAIRS", 3)
    write_candidates(mined(name, search=Brute()).candidates, tmp_path / "two.arrow")
    assert (tmp_path / "one.arrow").read_bytes() == (tmp_path / "two.arrow").read_bytes()


@pytest.mark.parametrize("name", MINERS.names())
def test_known_matches_are_left_out_or_proposed_by_choice(name: str) -> None:
    known = collection().known
    left_out, asked = (mined(name, mine__known=choice).candidates for choice in ("leave out", "propose"))
    matches = known.matches(left_out.left, left_out.right)
    assert matches.all() if MINERS.entry(name).needs == "known" else not matches.any()
    if name not in {"relative_margin", "hash_near"}:  # the first stays below the matches, the other knows few pairs
        assert known.matches(asked.left, asked.right).any()
    assert not SETTLED & set(pairs_of(asked))


@pytest.mark.parametrize("name", MINERS.names())
def test_caps_hold_and_what_they_cost_is_told(name: str) -> None:
    whole = mined(name).candidates
    done = mined(name, mine__per_image=2, mine__per_group_pair=1, mine__per_folder_pair=5)
    found, report = done.candidates, done.report
    assert set(pairs_of(found)) <= set(pairs_of(whole))
    _, most = np.unique(np.concatenate((found.left, found.right)), return_counts=True)
    assert most.max(initial=0) <= 2
    assert report["hubs"] == {"most": int(most.max(initial=0)), "covered": len(most), "images": COUNT}
    data = collection()
    for label, cap in ((data.known.clusters(data.ids), 1), (bursts(data.facts(), 2.0), 1), (data.facts().folder, 5)):
        ends = np.sort([label[found.left - 1], label[found.right - 1]], axis=0)
        assert np.unique(ends, axis=1, return_counts=True)[1].max(initial=0) <= cap
    dropped = sum(n for reason, n in report["left_out"].items() if reason.startswith("per_"))
    assert dropped == len(whole) - len(found)
    assert set(report) == {"search", "hubs", "left_out", "random", "seconds"}


@pytest.mark.parametrize("name", MINERS.names())
def test_a_share_of_random_pairs_is_mixed_in_and_says_so(name: str) -> None:
    plain, done = set(pairs_of(mined(name).candidates)), mined(name, mine__random_share=0.25)
    pairs = pairs_of(done.candidates)
    drawn = {pair for pair, text in zip(pairs, done.candidates.why, strict=True) if text.startswith("random ")}
    assert len(set(pairs)) == len(pairs)
    assert plain <= set(pairs)
    if name != "random":
        assert len(drawn) == done.report["random"] == round(len(plain) / 3)
        assert set(pairs) - drawn == plain
    assert not SETTLED & set(pairs)


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("name", MINERS.names())
def test_nothing_or_next_to_nothing_is_no_error(name: str, count: int) -> None:
    assert not pairs_of(mined(name, count=count).candidates)  # the first two images are judged


@pytest.mark.parametrize("name", MINERS.names())
def test_a_cancelled_run_ends(name: str) -> None:
    with pytest.raises(Cancelled):
        mined(name, job=Job(is_cancelled=lambda: True))


@pytest.mark.parametrize("name", RULES)
def test_why_says_the_numbers_of_the_rule(name: str) -> None:
    data = collection()
    found = mined(name).candidates
    order = {image: {other: rank for rank, other in ranks(data, image)} for image in IDS.tolist()}
    for (a, b), distance, text in zip(pairs_of(found), found.distance, found.why, strict=True):
        said = parts(text)[1]
        assert abs(between(data.embeddings, np.array([a]), np.array([b]))[0] - distance) < 1e-6
        if "rank" in said:
            assert int(said["rank"]) in (order[a][b], order[b][a])
        RULES[name](data, a, b, float(distance), said, order)


def test_every_miner_has_its_rule_checked() -> None:
    assert set(RULES) == set(MINERS.names()) - CHECKED_ELSEWHERE


@pytest.mark.parametrize("name", [entry.name for entry in EXPORTERS if entry.needs == "pairs"])
@pytest.mark.parametrize("count", [0, 3])
def test_a_pair_exporter_writes_what_it_is_given_and_the_same_bytes_twice(
    name: str, count: int, tmp_path: Path
) -> None:
    rows = [PairRow(f"{n}.jpg", "b.jpg", "c", "d", distance=n / 7, round=n) for n in range(count)]
    written = []
    for out in (tmp_path / "one", tmp_path / "two"):
        assert write(name, out, PairRow, iter(rows), count) == count
        written.append(out.read_bytes())
    assert written[0] == written[1]
    assert all(f"{n}.jpg".encode() in written[0] for n in range(count))
