"""Mining: miners propose unjudged pairs for people to grade.

A miner is a function `mine(data: MiningInput, **settings) -> Candidates`, in a file of its own, declared by one line
in `app/core/miners/__init__.py`. It decides which pairs are worth asking, and says of each why in the numbers of its
own rule; it looks at nothing but its `MiningInput`. Two ways lead to its candidates, both in `proposals.py`:

    candidates(data, unmatched(data, k), name, whys)                    of every image its nearest open ones
    candidates(data, Proposals.of_pairs(data, left, right), name, whys)    pairs found in any other way

Both take care of left < right, of each pair standing once, of settled pairs and of the order. What holds for every
miner is done here and nowhere else: pairs that are known to match are left out or kept as `mine.known` says (a miner
declared with needs="known" proposes such pairs by intention), then the caps,
then the share of random pairs (which are a control, so the caps have no say in them).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.atomic import make_folder
from app.core.jobs import NULL_JOB, Job
from app.core.miners import MINERS
from app.core.miners.random import drawn
from app.core.mining.candidates import chosen, closest_first, write_candidates
from app.core.mining.caps import Caps, capped, hubs
from app.core.mining.distance_spread import spread
from app.core.mining.image_facts import facts_of
from app.core.mining.known import Known
from app.core.mining.mining_input import Facts, MiningInput, Searching
from app.core.mining.round_files import INDEX, free_file, sweep
from app.core.mining.why import Whys
from app.core.records import Candidates, Embeddings
from app.core.searching.search import open_search
from app.core.searching.view_search import ViewSearch
from app.core.settings import Settings
from models.errors import UserError
from models.registry import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.core.records import EmbedderRow
    from app.core.store.project import Project
    from app.core.store.rounds import Mining

Miner = Callable[..., Candidates]  # (MiningInput, **settings of its registry entry)
KNOWN = "known"  # of a registry entry: what it proposes matches by closure, so mine.known has no say


@dataclass(frozen=True)
class Mined:
    """What a miner proposed after the common rules, and the run's report.

    `report`: "search" (method, recall ...), "hubs" (most pairs of one image, images with a pair), "left_out" (by
    reason), "random" (pairs mixed in) and "seconds".
    """

    candidates: Candidates
    report: dict[str, Any]


def over(embeddings: Embeddings, hashes: Mapping[int, str], known: Known, device: str, job: Job) -> MiningInput:
    """The input of a miner that searches these embeddings and knows nothing else of the images."""
    count = len(embeddings.ids)
    search = open_search(embeddings, method="exact", device=device, job=job)
    return MiningInput(embeddings, hashes, known, search, lambda: Facts.none(count), job=job)


def propose(data: MiningInput, entry: Entry[Miner], settings: Settings) -> Mined:
    """Run one miner on this input, then the rules that all miners share: known matches, caps, random pairs."""
    began = time.perf_counter()
    data.left_out.clear()
    data = replace(data, propose_known=settings["mine.known"] == "propose")
    found = entry.load()(data, **settings.of_entry("miner", entry))
    data.job.report("Choosing pairs")
    if entry.needs != KNOWN and not data.propose_known and len(found):
        matches = data.known.matches(found.left, found.right)
        data.left_out["known"] += int(matches.sum())
        found = chosen(found, np.flatnonzero(~matches))
    found = capped(data, found, Caps.of(settings))
    found, mixed = _with_random(data, found, settings["mine.random_share"])
    report = {
        "search": data.search.report(),
        "hubs": hubs(found, len(data.ids)),
        "left_out": {name: count for name, count in sorted(data.left_out.items()) if count},
        "random": mixed,
        "seconds": round(time.perf_counter() - began, 3),
    }
    return Mined(found, report)


def _with_random(data: MiningInput, found: Candidates, share: float) -> tuple[Candidates, int]:
    """The candidates with random open pairs among them, so that these are `share` of all; and how many they are."""
    wanted = round(len(found) * share / (1 - share))
    if not wanted:
        return found, 0
    left, right = drawn(data, wanted, found)
    distance, view = data.distances(left, right)
    pairs = len(data.ids) * (len(data.ids) - 1) // 2
    whys = Whys.joined([Whys.listed(found.why), Whys.of("random", of=np.full(len(left), pairs)).seen_under(view)])
    both = np.concatenate((found.left, left)), np.concatenate((found.right, right))
    distances = np.concatenate((found.distance, distance))
    views = None if view is None or found.view is None else np.concatenate((found.view, view))
    order = closest_first(data.hashes, *both, distances)
    mixed = Candidates(*both, distances, found.miner, whys, views)
    return chosen(mixed, order), len(left)


def _input(
    project: Project,
    fingerprint: str,
    embeddings: Embeddings,
    settings: Settings,
    turned: Mapping[int, Embeddings],
    seed: int,
    device: str,
    job: Job,
) -> MiningInput:
    """What a miner may look at in this project; over several views the search is exact."""
    search: Searching = ViewSearch(embeddings, turned, device, job) if turned else open_search(
        embeddings, method=settings["mine.search"], probes=settings["mine.probes"], device=device,
        folder=project.path / INDEX, fingerprint=fingerprint, seed=seed, job=job,
    )
    return MiningInput(
        embeddings,
        project.images.content_hashes(),
        Known.of(project),
        search,
        cache(lambda: facts_of(project, embeddings.ids)),
        lambda ids: project.images.by_ids(ids.tolist()),
        turned,
        seed=seed,
        job=job,
        folder=project.folder("features"),
    )


def mine(
    project: Project,
    embedder: EmbedderRow,
    embeddings: Embeddings,
    settings: Settings,
    *,
    seed: int = 0,
    device: str = "cpu",
    turned: Mapping[int, Embeddings] | None = None,
    begins: Mapping[str, Any] | None = None,
    job: Job = NULL_JOB,
) -> tuple[Candidates, Mining]:
    """Run the miner of `settings` in the current round, keep what it proposes and note the run in the project.

    `turned`: embeddings of the pictures under other views, by view; then a distance is the least over the views.
    With `begins`, settings to note, the run begins the next round, which is there with its first candidates or not
    at all.
    """
    number = _number(project, begins is not None)
    entry = MINERS.entry(settings["mine.miner"])
    sweep(project)
    data = _input(project, embedder.fingerprint, embeddings, settings, turned or {}, seed, device, job)
    done = propose(data, entry, settings)
    done.report["distances"] = spread(embeddings, done.candidates, data.known, seed)
    row = project.rounds.add_mining(
        round=number,
        miner=entry.name,
        embedder=embedder.fingerprint,
        file=_written(project, number, done.candidates),
        candidates=len(done.candidates),
        images=len(embeddings.ids),
        seed=seed,
        settings=settings.of_entry("miner", entry),
        report=done.report,
        begins=begins,
    )
    sweep(project)
    return done.candidates, row


def _written(project: Project, number: int, found: Candidates) -> str:
    """The file, relative to the project, that these candidates of a round were written to."""
    former = next((run.file for run in project.rounds.minings(number) if run.miner == found.miner), None)
    file = free_file(number, found.miner, former)
    make_folder(project.folder("candidates") / str(number))
    write_candidates(found, project.path / file)
    return file.as_posix()


def _number(project: Project, begins: bool) -> int:
    """The number of the current round, or of the next one."""
    round_ = project.rounds.current()
    if round_ is None and not begins:
        raise UserError("the project {project} has no round yet; embed it first", project=project.name)
    return 0 if round_ is None else round_.number + begins
