"""How well each miner finds true ND and near-ND pairs: per 1000 proposed pairs, on nd_dev without its file names.

The set's groups are consecutive names in one folder per source, and some files state times, so a copy is measured:
shuffled names, one folder, EXIF gone. across_folders and within_burst have nothing to work with there, open_triples
nothing before grades; they are listed with what they find, which is nothing.

Truth: pairs.csv. Precision over pairs that the truth decides (graded, or of two groups declared NND); recall over all
its ND and near-ND pairs that are two pictures. `--keep FILE` keeps every finished miner there and the project beside
it, and a run goes on from there.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.core import pipeline
from app.core.embedding.embed import embed_collection
from app.core.how import How
from app.core.jobs import NULL_JOB
from app.core.miners import MINERS
from app.core.mining.image_facts import facts_of
from app.core.mining.known import Known
from app.core.mining.mine import propose
from app.core.mining.mining_input import MiningInput
from app.core.searching.search import open_search
from app.core.settings import Settings
from app.core.store.images import KnownGroup
from app.core.store.project import Project
from tests.bench import miners_coarse
from tests.bench.miners_data import Truth, shuffled, truth_of
from tests.bench.options import Options, data

FIRST = (1000, 3000)
Values = dict[str, int | str]
SETTINGS: list[tuple[str, Values]] = [
    *((name, {}) for name in MINERS.names()),
    ("cluster_restricted", {"miner__cluster_restricted__pick": "nearest"}),
    ("rank_window", {"miner__rank_window__first": 2, "miner__rank_window__last": 10,
                     "miner__rank_window__pick": "nearest"}),
    ("hash_near", {"miner__hash_near__radius": 12}),
]  # fmt: skip
"""Every miner with its usual settings, some with others too."""


def run(options: Options) -> dict[str, Any]:
    """Every miner, first 1000 and 3000 rows; then coarse_to_fine against knn and against comparing all pairs."""
    source = data()
    if source is None:
        return {"skipped": "nd_dev is not here"}
    with _project(options) as (project, photos):
        names = shuffled(source / "nd_dev", photos)
        pipeline.ingest(project, How(device="cpu"), folders=[str(photos)])
        base = _input(project)
        truth = truth_of(project, source / "nd_dev", names, base.known)
        options.say(f"{len(base.ids)} images of {len(names)} files")
        kept = _kept(options.keep)
        if "features" not in kept:  # before the miner that needs them
            kept["features"] = miners_coarse.seconds_of_features(base)
            _keep(options.keep, "features", kept["features"])
        for miner, values in SETTINGS:
            name = " ".join([miner, *map(str, values.values())])
            if name not in kept:
                kept[name] = _measured(project, base, miner, values, truth)
                _keep(options.keep, name, kept[name])
            options.say(f"{name}: {kept[name]}")
        if "against" not in kept:
            seconds = {"features": kept["features"], "mined": kept["coarse_to_fine"]["seconds"]}
            kept["against"] = miners_coarse.against(base, truth, seconds)
            _keep(options.keep, "against", kept["against"])
        coarse, _ = kept.pop("against"), kept.pop("features")
        pairs = {grade: len(found) for grade, found in truth.pairs.items()}
        return {"images": len(base.ids), "true": pairs, "miners": kept, "coarse_to_fine": coarse}


@contextmanager
def _project(options: Options) -> Iterator[tuple[Project, Path]]:
    """A project and the folder of its pictures: beside the kept file, or for this run only."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(f"{options.keep}.work") if options.keep else Path(scratch)
        with Project.open_or_create(place / "p.nearpair") as project:
            yield project, place / "photos"


def _input(project: Project) -> MiningInput:
    """What the miners look at; what is computed of pictures is kept in the project, as when it is mined."""
    done = embed_collection(project, Settings(), "cpu", 0, NULL_JOB)
    return MiningInput(
        done.vectors, project.images.content_hashes(), Known.of(project), open_search(done.vectors, method="exact"),
        lambda: facts_of(project, done.vectors.ids), lambda ids: project.images.by_ids(ids.tolist()),
        folder=project.folder("features"),
    )  # fmt: skip


def _measured(project: Project, base: MiningInput, miner: str, values: Values, truth: Truth) -> dict[str, Any]:
    """How many pairs this miner proposes, and its scores by how many of the first are looked at."""
    known = _half_known(base) if miner == "relative_margin" else base
    began = time.perf_counter()
    found = propose(known, MINERS.entry(miner), Settings().having(**values)).candidates
    took = time.perf_counter() - began
    scores = {str(first): truth.scores(found, first) for first in FIRST}
    return {"pairs": len(found), "seconds": round(took, 1)} | scores


def _half_known(base: MiningInput) -> MiningInput:
    """relative_margin compares with known matches; here the nearest neighbour of every fourth image stands in."""
    rows = base.neighbours(1, base.ids)
    groups = [KnownGroup(end, f"{a}", False) for a, b in zip(rows.ids.tolist(), rows.others[:, 0].tolist(), strict=True)
              if a % 4 == 0 for end in (a, b)]  # fmt: skip
    return MiningInput(base.embeddings, base.hashes, Known.build([], groups=groups), base.search, base.facts)


def _kept(path: Path | None) -> dict[str, Any]:
    if path is None or not path.exists():
        return {}
    return dict(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def _keep(path: Path | None, name: str, told: Any) -> None:
    if path is not None:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([name, told]) + "\n")
