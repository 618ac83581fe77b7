"""Mining: miners propose unjudged pairs for people to grade.

Miners think in rows: for an image, which of its neighbours to propose. `Proposals` holds such rows; `candidates`
makes pairs of them: left < right, each once, nothing settled, closest first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.atomic import make_folder
from app.core.candidates import closest_first, write_candidates
from app.core.index import nearest
from app.core.jobs import NULL_JOB, Job
from app.core.known import Known, keys
from app.core.miners import MINERS
from app.core.records import Candidates, Embeddings, FloatArray, IntArray, Neighbours
from app.core.settings import Settings
from app.core.why import Whys
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.records import EmbedderRow
    from app.core.store.project import Project
    from app.core.store.rounds import Mining

ROW_CELLS = 4_000_000  # neighbours held at once while rows are widened

Miner = Callable[..., Candidates]  # (MiningInput, **settings of its registry entry)


@dataclass(frozen=True)
class MiningInput:
    """What a miner may look at: `hashes` are content hashes by image id, `neighbours(k, ids)` rows of k nearest."""

    ids: IntArray
    hashes: Mapping[int, str]
    known: Known
    neighbours: Callable[[int, IntArray], Neighbours]


@dataclass(frozen=True)
class Proposals:
    """Rows of proposed neighbours: of `anchor`, `other` is neighbour number `rank` and proposal number `place`."""

    anchor: IntArray
    other: IntArray
    distance: FloatArray
    rank: IntArray
    place: IntArray


def over(embeddings: Embeddings, hashes: Mapping[int, str], known: Known, device: str, job: Job) -> MiningInput:
    """The input of a miner that searches these embeddings exactly."""

    def neighbours(k: int, ids: IntArray) -> Neighbours:
        rows = np.searchsorted(embeddings.ids, ids)
        return nearest(Embeddings(ids, embeddings.vectors[rows]), embeddings, k, device=device, job=job)

    return MiningInput(embeddings.ids, hashes, known, neighbours)


def unmatched(data: MiningInput, k: int) -> Proposals:
    """For every image the `k` nearest it is not known to match and that are not settled; fewer only at the end.

    Known matches crowd the front of a row, so rows that come up short are searched again with twice the width.
    """
    found = []
    waiting, width = data.ids, 2 * k + 8
    while len(waiting):
        short = []
        step = max(1, ROW_CELLS // width)
        for start in range(0, len(waiting), step):
            rows = data.neighbours(width, waiting[start : start + step])
            proposals, incomplete = _first_free(data.known, rows, k, exhausted=width >= len(data.ids) - 1)
            found.append(proposals)
            short.append(incomplete)
        waiting, width = np.concatenate(short), 2 * width
    return Proposals(*(_column(found, name) for name in Proposals.__dataclass_fields__))


def _first_free(known: Known, rows: Neighbours, k: int, *, exhausted: bool) -> tuple[Proposals, IntArray]:
    """The first k of each row that are open, for rows that have k or are `exhausted`; and the ids of the others."""
    anchors = np.broadcast_to(rows.ids[:, None], rows.others.shape)
    free = (rows.others >= 0) & ~known.settled(anchors, rows.others) & ~known.matches(anchors, rows.others)
    places = np.cumsum(free, axis=1, dtype=np.int64)
    complete = (places[:, -1] >= k) | exhausted
    row, column = np.nonzero(free & (places <= k) & complete[:, None])
    proposals = Proposals(
        rows.ids[row], rows.others[row, column], rows.distances[row, column], column + 1, places[row, column]
    )
    return proposals, rows.ids[~complete]


def _column(parts: Sequence[Proposals], name: str) -> Any:
    none = np.empty(0, np.float32 if name == "distance" else np.int64)
    return np.concatenate([none, *(getattr(part, name) for part in parts)])


def candidates(
    data: MiningInput, proposals: Proposals, miner: str, whys: Callable[[IntArray, IntArray, IntArray], Whys]
) -> Candidates:
    """Pairs of the proposed rows. `whys` gets each pair's rank, place and the rank of the other direction (0: none).

    Where both images propose each other the better rank speaks. Order: distance rounded to 6 decimals, then the
    content hashes of left and right, so that it is the same on every machine.
    """
    left, right = np.minimum(proposals.anchor, proposals.other), np.maximum(proposals.anchor, proposals.other)
    new = ~data.known.settled(left, right)
    order = np.flatnonzero(new)
    key = keys(left, right)
    order = order[np.lexsort((proposals.rank[order], key[order]))]
    first = order[np.concatenate(([True], key[order][1:] != key[order][:-1]))[: len(order)]]
    back = np.zeros(len(key), np.int64)
    again = np.flatnonzero(key[order][1:] == key[order][:-1])
    back[order[again]] = proposals.rank[order[again + 1]]
    first = first[closest_first(data.hashes, left[first], right[first], proposals.distance[first])]
    reasons = whys(proposals.rank[first], proposals.place[first], back[first])
    return Candidates(left[first], right[first], proposals.distance[first], miner, reasons)


def mine(
    project: Project,
    embedder: EmbedderRow,
    embeddings: Embeddings,
    settings: Settings,
    *,
    seed: int = 0,
    device: str = "cpu",
    job: Job = NULL_JOB,
) -> tuple[Candidates, Mining]:
    """Run the miner of `settings` in the current round, keep what it proposes and note the run in the project."""
    round_ = project.rounds.current()
    if round_ is None:
        raise UserError("the project {project} has no round yet; embed it first", project=project.name)
    entry = MINERS.entry(settings["mine.miner"])
    values = settings.of_entry("miner", entry)
    images = project.images.by_ids(embeddings.ids.tolist())
    hashes = {image.id: image.content_hash for image in images.values()}
    found = entry.load()(over(embeddings, hashes, Known.of(project), device, job), **values)
    file = Path("candidates", str(round_.number), f"{entry.name}.arrow")
    make_folder(project.folder("candidates") / str(round_.number))
    write_candidates(found, project.path / file)
    row = project.rounds.add_mining(
        round=round_.number,
        miner=entry.name,
        embedder=embedder.fingerprint,
        file=file.as_posix(),
        candidates=len(found),
        images=len(embeddings.ids),
        seed=seed,
        settings=values,
    )
    return found, row
