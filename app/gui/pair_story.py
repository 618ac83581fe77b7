"""PairStory: gathers what the inspector may show of a pair at the batch's level of blindness."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.grading.relations import Relations
from app.core.grading.review import Review
from app.core.reading.files import is_there
from app.core.records import BatchPair, Image
from app.gui import pair_facts
from app.gui.pair_facts import BLIND, OPEN, SEALED
from app.gui.pair_loader import sides
from app.gui.predicted import predicted_texts
from app.gui.texts import tr
from app.gui.why_words import why_words
from app.gui.widgets.inspector import PairFacts

if TYPE_CHECKING:
    from app.core.judging.prediction import GradeCurve
    from app.core.store.project import Project


class PairStory:
    """One batch's facts; `image` gives the record of an image."""

    def __init__(self, project: Project, review: Review, image: Callable[[int], Image]) -> None:
        self._project, self._review, self._image = project, review, image
        self._relations: Relations | None = None

    @property
    def level(self) -> str:
        """sealed, blind or open: what may be seen now."""
        if self._review.batch.blindness == SEALED:
            return SEALED
        return OPEN if self._review.revealed else BLIND

    def names(self, pair: BatchPair) -> tuple[str, ...]:
        """The file names, left and right as shown, where they may be seen."""
        if self.level != OPEN:
            return ()
        return tuple(self.name(id) for id in sides(pair))

    def name(self, image: int) -> str:
        """The file name of an image; for the open level."""
        return self._image(image).path.rsplit("/", 1)[-1]

    def facts(
        self, pair: BatchPair, extras: tuple[tuple[str, ...], str], *, flipped: bool, with_relations: bool
    ) -> PairFacts:
        """What may be shown of this pair with its tags and note; `flipped`: the sides were exchanged by hand.

        Relations only when `with_relations`: they cost a pass over all answers.
        """
        left, right = (self._image(id) for id in (reversed(sides(pair)) if flipped else sides(pair)))
        level = self.level
        if level == OPEN:
            self._review.shown.add(pair.pair_id)
        seen_as = {
            SEALED: "",
            BLIND: tr("Dimensions and file size are the same."),
            OPEN: tr("Nothing that is recorded."),
        }
        return PairFacts(
            why=self._why(pair) if level == OPEN else (),
            differences=pair_facts.differences(left, right, level),
            same=seen_as[level],
            remarks=[*pair_facts.remarks(left, right, level), *self._how_to_find(pair)],
            history=self._history(pair, level),
            relations=self._related(left.id, right.id) if with_relations and level == OPEN else (),
            tags=extras[0],
            note=extras[1],
        )

    def forget_relations(self) -> None:
        """Answers have changed."""
        self._relations = None

    def lost(self, pair: BatchPair) -> str | None:
        """The folder of the collection that a picture of the pair was in, when no file of it is left."""
        for image in (self._image(id) for id in sides(pair)):
            if not is_there(Path(image.root, image.path)) and self._project.images.file_of(image.id) is None:
                return image.root
        return None

    def _how_to_find(self, pair: BatchPair) -> list[str]:
        """What to do when a file is gone; at every level, as it says nothing about the pictures."""
        gone = self.lost(pair) is not None
        return [tr("A file is gone. “Relink folder…” finds a folder that was moved.")] if gone else []

    def _why(self, pair: BatchPair) -> list[str]:
        lines = [why_words(pair.why)] if pair.why else []
        if pair.distance is not None:
            lines.append(tr("Distance {distance:.3f} ({miner}).", distance=pair.distance, miner=pair.miner))
            lines += predicted_texts(self._curve, pair.distance)
        return lines

    @cached_property
    def _curve(self) -> GradeCurve | None:
        from app.core.judging.prediction import stored

        return stored(self._project, self._review.batch.embedder)

    def _history(self, pair: BatchPair, level: str) -> list[str]:
        if level == SEALED:
            return []
        if level == OPEN:
            labels = self._review.labels_of(pair.pair_id)
        else:  # the others' answers stay hidden
            own = self._review.label_of(pair.pair_id)
            labels = [own] if own else []
        lines = []
        for label in labels:
            who = tr("You") if label.annotator == self._review.annotator else label.annotator
            lines.append(f"{who}: {pair_facts.answer_text(label)}, {pair_facts.clock_text(label.created_at)}")
        return lines

    def _related(self, left: int, right: int) -> list[str]:
        if self._relations is None:
            from app.core.reading.identical import duplicates

            self._relations = self._project.labels.relations(duplicates(self._project))
        return pair_facts.relation_texts(self._relations, left, right)
