"""The verifier of the learning curve: fitted to the answers of a fold, asked about all pairs of its evaluation side."""

from __future__ import annotations

import numpy as np

from app.core.judging import judge as judging
from app.core.judging import recorded
from app.core.judging.judge import Judge
from app.core.judging.lessons import pairs_to_learn
from app.core.judging.pair_features import PairFeatures
from app.core.judging.verifier import refuse_too_few
from app.core.learning import split
from app.core.records import Cut, EmbedderRow, IntArray
from app.core.settings import Settings
from app.core.store.project import Project
from models.verifiers import VERIFIERS
from tests.bench.learning_curve_figures import Closeness

LEFT_OUT = {"": (), ", without facts": recorded.NAMES}


class Examination:
    """Every pair of the images `evaluation`, with what verifiers see of it under the embedder `row`."""

    def __init__(self, project: Project, row: EmbedderRow, evaluation: IntArray) -> None:
        self._row, self._images = row, evaluation
        self._places = np.triu_indices(len(evaluation), 1)
        self._ends = evaluation[self._places[0]], evaluation[self._places[1]]
        self._table = PairFeatures(project, row, "cpu").table(*self._ends)

    def judged(self, project: Project, settings: Settings, seed: int) -> dict[str, dict[Cut, Closeness]]:
        """How certainly any two of the images match, by cut, as learned from the answers of `project`: with all
        features, and without those recorded of files, which may tell the sources of this collection apart.

        UserError with too few grades.
        """
        features = PairFeatures(project, self._row, "cpu")
        now = split.update(project, settings)
        pairs = pairs_to_learn(project, now, features, settings["judge.drawn"], np.random.default_rng(seed))
        refuse_too_few(pairs.rank[pairs.drawn == 0])
        lesson = pairs.lesson(judging.features_of(features, pairs.left, pairs.right, geometry=True))
        entry = VERIFIERS.entry(settings["judge.verifier"])
        own = settings.of_entry("verifier", entry)

        def close(judge: Judge) -> dict[Cut, Closeness]:
            chances = judge.of_table(self._table, features, *self._ends, settings["judge.checked"])
            return {cut: self._square(chances.order(cut)) for cut in Cut}

        return {name: close(judging.fit(lesson, entry.name, seed, own, without)) for name, without in LEFT_OUT.items()}

    def _square(self, values: Closeness) -> Closeness:
        one, other = self._places
        found = np.full((len(self._images), len(self._images)), -np.inf)
        found[one, other] = found[other, one] = values
        return found
