"""The review page in the real window for tests: a small project, keys as a person presses them, what is stored."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from app.gui.pages.review import ReviewPage

Key = Qt.Key
SHIFT, CTRL, KEYPAD = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.KeypadModifier,
)
SIZE = 12


def add_batch(project: Project, name: str, blindness: str, size: int = SIZE) -> int:
    ids = [image.id for image in project.images.all()]
    pairs = [(a, b) for a in ids for b in ids if a < b][:size]
    rows = [
        BatchRow(a, b, 0.25 + n / 100, "knn", "knn rank=1 back=0 k=10", "hardest", 1.0, swapped=n % 2 == 1)
        for n, (a, b) in enumerate(pairs)
    ]
    new = NewBatch(name, "hardest", 0, None, 0, blindness=blindness, sealed=blindness == "sealed")
    return project.pairs.create_batch(new, rows).id


def look(qtbot: QtBot, page: ReviewPage) -> None:
    """Wait until both pictures have been seen long enough for an answer to count."""
    qtbot.waitUntil(lambda: page.attention.ready)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is, as a person does."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)
    QApplication.processEvents()


def answer(qtbot: QtBot, page: ReviewPage, *keys: Qt.Key) -> None:
    for key in keys:
        look(qtbot, page)
        press(key)


def send(page: ReviewPage, key: Qt.Key, text: str = "", *, code: int = 0, repeat: bool = False) -> None:
    """A key event with a scan code, as it comes from the system: first offered as an override of shortcuts."""
    plain = Qt.KeyboardModifier.NoModifier
    override = QKeyEvent(QEvent.Type.ShortcutOverride, key, plain, code, 0, 0, text, repeat)
    override.ignore()
    QApplication.sendEvent(page.canvas, override)
    assert override.isAccepted(), "a shortcut with this key would be triggered instead"
    # Handed over directly: QApplication.sendEvent would try the shortcuts again, without the scan code.
    event = QKeyEvent(QEvent.Type.KeyPress, key, plain, code, 0, 0, text, repeat)
    page.canvas.event(event)
    if not event.isAccepted():
        page.event(event)


def grades(page: ReviewPage) -> list[str | None]:
    """The current answer of every place of the batch, as stored."""
    assert page.session.project is not None and page.work is not None
    current = page.session.project.labels.current(page.session.annotator)
    pairs = page.session.project.pairs.batch_pairs(page.work.review.batch.id)
    return [label and (label.grade.value if label.grade else label.kind.value) for label in
            (current.get(pair.pair_id) for pair in pairs)]  # fmt: skip


def rows(project: Path) -> list[dict[str, Any]]:
    """The label table as it is on disk."""
    connection = sqlite3.connect(f"file:{project / 'project.db'}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    found = [dict(row) for row in connection.execute("SELECT * FROM label ORDER BY id")]
    connection.close()
    return found


def words_of(page: ReviewPage) -> str:
    """Everything readable in the inspector."""
    labels = page.frame.inspector.findChildren(QLabel)
    return "\n".join(label.text().replace("\u200b", "") for label in labels if label.isVisible())


