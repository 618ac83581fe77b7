"""Walk: a row of pairs shown one after the other beside the order of the batch, each grade stored with its mode."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.grading.review import Review
from app.core.records import BatchPair


class Walk:
    """`pairs` in their order, `at` the place of the one shown, None after the last. `title` says what it is.

    `anew`: pairs that are answered are shown as well, to be looked at once more.
    """

    def __init__(
        self, review: Review, pairs: Sequence[BatchPair], mode: str, title: str = "", *, anew: bool = False
    ) -> None:
        self.pairs, self.mode, self.title, self._anew = pairs, mode, title, anew
        self._review = review
        self.at: int | None = -1
        self.forward()

    @property
    def current(self) -> BatchPair | None:
        """The pair to show; None: the walk is at its end."""
        return None if self.at is None else self.pairs[self.at]

    def forward(self) -> None:
        """Go to the next pair that is to be asked."""
        assert self.at is not None
        self.at = next((place for place in range(self.at + 1, len(self.pairs)) if self._is_asked(place)), None)

    def back(self) -> None:
        """Go to the pair before; stays at the first."""
        self.at = max(0, (len(self.pairs) if self.at is None else self.at) - 1)

    def return_to(self, pair_id: int) -> bool:
        """Go to this pair, if it is one of the walk."""
        place = next((place for place, pair in enumerate(self.pairs) if pair.pair_id == pair_id), None)
        if place is not None:
            self.at = place
        return place is not None

    @property
    def left(self) -> int:
        """How many pairs are still to be asked, the one shown included."""
        return 0 if self.at is None else sum(self._is_asked(place) for place in range(self.at, len(self.pairs)))

    def _is_asked(self, place: int) -> bool:
        pair = self.pairs[place]
        if self._anew:
            return True
        verdict = self._review.closure.verdict(pair.left, pair.right)
        return self._review.label_of(pair.pair_id) is None and (verdict is None or bool(verdict.waits))
