"""PairStory: gathers what the inspector may show of a pair at the batch's level of blindness."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.grading.relations import Relations
from app.core.grading.review import Review
from app.core.mining.why import why_text
from app.core.records import BatchPair, Image
from app.gui import pair_facts
from app.gui.pair_facts import BLIND, OPEN, SEALED
from app.gui.pair_loader import sides
from app.gui.widgets.inspector import PairFacts

if TYPE_CHECKING:
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
        return tuple(self._image(id).path.rsplit("/", 1)[-1] for id in sides(pair))

    def facts(
        self, pair: BatchPair, extras: tuple[tuple[str, ...], str], *, flipped: bool, with_relations: bool
    ) -> PairFacts:
        """What may be shown of this pair with its tags and note; `flipped`: the sides were exchanged by hand.

        Relations only when `with_relations`: they cost a pass over all answers.
        """
        left, right = (self._image(id) for id in (reversed(sides(pair)) if flipped else sides(pair)))
        level = self.level
        seen_as = {SEALED: "", BLIND: "Dimensions and file size are the same.", OPEN: "Nothing that is recorded."}
        return PairFacts(
            why=self._why(pair) if level == OPEN else (),
            differences=pair_facts.differences(left, right, level),
            same=seen_as[level],
            remarks=pair_facts.remarks(left, right, level),
            history=self._history(pair, level),
            relations=self._related(left.id, right.id) if with_relations and level == OPEN else (),
            tags=extras[0],
            note=extras[1],
        )

    def forget_relations(self) -> None:
        """Answers have changed."""
        self._relations = None

    def _why(self, pair: BatchPair) -> list[str]:
        lines = [why_text(pair.why)] if pair.why else []
        if pair.distance is not None:
            lines.append(f"Distance {pair.distance:.3f} ({pair.miner}).")
        return lines

    def _history(self, pair: BatchPair, level: str) -> list[str]:
        if level == SEALED:
            return []
        if level == OPEN:
            labels = self._review.labels(pair.position)
        else:  # the others' answers stay hidden
            own = self._review.label(pair.position)
            labels = [own] if own else []
        lines = []
        for label in labels:
            who = "You" if label.annotator == self._review.annotator else label.annotator
            lines.append(f"{who}: {pair_facts.answer_text(label)}, {pair_facts.clock_text(label.created_at)}")
        return lines

    def _related(self, left: int, right: int) -> list[str]:
        if self._relations is None:
            from app.core.reading.identical import duplicates

            self._relations = Relations.from_answers(self._project.labels.answers(), duplicates(self._project))
        return pair_facts.relation_texts(self._relations, left, right)
