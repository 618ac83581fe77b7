"""Applying what was measured, from the Evaluate page: matches of the whole collection, leakage between two parts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from app.errors import UserError
from app.gui import report_view
from app.gui.report_view import Report
from app.gui.runner import Outcome
from app.gui.session import Session
from app.gui.texts import mark, tr
from app.gui.widgets import ask
from app.gui.widgets.applied_card import AppliedCard
from app.gui.widgets.apply_dialog import ApplyDialog
from app.gui.widgets.leakage_card import LeakageCard
from app.gui.widgets.leakage_dialog import LeakageDialog
from app.gui.widgets.stated_thresholds import StatedThresholds
from app.gui.widgets.threshold_form import ThresholdForm
from app.gui.widgets.written_card import WrittenCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

NO_THRESHOLD = mark(
    "No threshold keeps any target on the pairs graded so far; grade more of the evaluation side and measure."
)
OTHER_EMBEDDER = mark("The measured thresholds are those of {old}, and {new} is the newest embedding; measure again.")
FEW_PARTS = mark("There is nothing to compare: the images lie in one folder, and no split was made yet.")
SIDES = {"train": mark("training side of the split"), "evaluation": mark("evaluation side of the split")}


class ApplyingHandlers:
    """Handlers of `apply` and `leakage`; the page brings the cards."""

    session: Session
    report: Report
    written: WrittenCard
    stated: StatedThresholds
    applied: AppliedCard
    leaked: LeakageCard

    def refresh(self) -> None:
        """Show the newest report."""
        raise NotImplementedError

    def on_apply(self) -> None:
        if (offered := self._thresholds()) is None:
            return
        dialog = ApplyDialog(*offered, cast("QWidget", self))
        dialog.chosen.connect(self._threshold_chosen)
        dialog.open()

    def _threshold_chosen(self, at: str, cut: str, linkage: str) -> None:
        project = self.session.project
        assert project is not None
        place = project.path.with_name(f"{project.name}-matches.csv")
        words = tr("Matching pairs to"), tr("Pairs (*.csv)")
        ask.new_file(cast("QWidget", self), *words, lambda out: self.apply_to(at, cut, linkage, out), place)

    def apply_to(self, at: str, cut: str, linkage: str, out: Path) -> None:
        """Write the pairs within the threshold for `at` to `out`, and their groups beside it."""
        self.written.hide()
        self.applied.hide()
        groups = out.with_name(f"{out.stem}-groups.csv")
        self.session.start("apply", tr("Writing {name}", name=out.name), at=at, cut=cut,
                           linkage=linkage, out=str(out), groups_out=str(groups))  # fmt: skip

    def on_leakage(self) -> None:
        parts = self.comparable()
        if len(parts) < 2:
            self.session.refused.emit(tr(FEW_PARTS))
            return
        if (offered := self._thresholds()) is None:
            return
        dialog = LeakageDialog(parts, *offered, cast("QWidget", self))
        dialog.chosen.connect(self.compare_parts)
        dialog.open()

    def compare_parts(self, first: str, second: str, at: str, cut: str) -> None:
        """Look for images of the second part that match one of the first."""
        self.leaked.hide()
        self.leaked.asked = {"first": first, "second": second, "at": at, "cut": cut}
        self.session.start("leakage", tr("Comparing two parts"), between=[first, second], at=at, cut=cut)

    def save_leaks(self) -> None:
        """Ask for a file and write the whole list to it."""
        project = self.session.project
        assert project is not None
        place = project.path.with_name(f"{project.name}-leakage.csv")
        words = tr("Leaked images to"), tr("Images (*.csv)")
        ask.new_file(cast("QWidget", self), *words, self.save_leaks_to, place)

    def save_leaks_to(self, out: Path) -> None:
        """Compare the same parts once more and write every leaked image with its match to `out`."""
        asked = self.leaked.asked
        self.session.start("leakage", tr("Writing {name}", name=out.name), between=[asked["first"], asked["second"]],
                           at=asked["at"], cut=asked["cut"], out=str(out))  # fmt: skip

    def comparable(self) -> dict[str, str]:
        """What can be compared, with its words: the sides of the split, then folders."""
        from app.core.applying.parts import folders, has_split

        project = self.session.project
        assert project is not None
        sides = {side: tr(words) for side, words in SIDES.items()} if has_split(project) else {}
        return sides | folders(project)

    def _thresholds(self) -> tuple[ThresholdForm, str] | None:
        """What a threshold is chosen with, and why measured ones are not offered, "" if they are.

        None, and a sentence above the page, while nothing was embedded.
        """
        from app.core.applying.operating_points import kept
        from app.core.measuring.evaluation_pairs import compared

        project = self.session.project
        assert project is not None
        self.refresh()
        try:
            newest = list(compared(project).values())[-1]
        except UserError as error:
            self.session.refused.emit(tr(error))
            return None
        known, note = [row for row in report_view.stated(self.report) if row.distance is not None], ""
        old = self.report.get("thresholds", {}).get("embedder", "")
        if known and old != newest.name:
            known, note = [], tr(OTHER_EMBEDDER, old=old, new=newest.name)
        elif self.report and not known:
            note = tr(NO_THRESHOLD)
        form = ThresholdForm()
        form.offer(known, kept(project, newest.fingerprint), self.stated.table.chosen())
        return form, note

    def show_applied(self, outcome: Outcome) -> None:
        """What came of `apply` or `leakage`."""
        project, result = self.session.project, outcome.changes.result
        if outcome.kind != "done" or project is None:
            return
        if outcome.stage == "apply":
            self.applied.show_result(result)
        elif outcome.stage == "leakage":
            self.leaked.show_result(project, result, self.comparable())
            if result["out"]:
                self.written.show_file(tr("The leaked images were written to"), Path(result["out"]))
