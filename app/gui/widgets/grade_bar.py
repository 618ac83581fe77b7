"""GradeBar: the answers of the scale as buttons; each has a key, a sign, a colour and its meaning on hover."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.core.records import SCALE, Choice
from app.gui import theme
from app.gui.actions import GRADE_ACTIONS, spec
from app.gui.keys import keys_of, shown_key
from app.gui.texts import mark, plain, tr

SIGNS = {"DUP": "≡", "ND": "=", "near-ND": "≈", "NND": "≠", "lookalike": "≠≈", "unsure": "?", "bad": "✕"}
_SHORT = {"bad_left": mark("Bad left"), "bad_right": mark("Bad right")}
OTHERS = ("unsure", "later", "bad_left", "bad_right")
INSET, SPACE, CAP = 10, 8, 12  # from the frame, between parts, around a key's name
SMALL = 0.86  # of the size of the text, where text and key stand one above the other
SHAKE_MS = 260
MIDDLE = 0.19  # the luminance on which black and white are read equally well


def colour_of(code: str) -> QColor:
    """The colour of an answer of the scale; a plain grey for the others."""
    return QColor(next((choice.colour for choice in SCALE if choice.code == code), theme.colours().muted))


def ink_on(colour: QColor) -> QColor:
    """Black or white, whichever can be read on `colour`."""
    red, green, blue = (part**2.2 for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return QColor("#10141a") if 0.2126 * red + 0.7152 * green + 0.0722 * blue > MIDDLE else QColor("white")


def draw_sign(painter: QPainter, rect: QRectF, code: str) -> None:
    """The sign of an answer on its colour: the two always come together."""
    colour = colour_of(code)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, 5, 5)
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(max(8, round(rect.height() * (0.66 if len(SIGNS[code]) == 1 else 0.5))))
    painter.save()
    painter.setFont(font)
    painter.setPen(ink_on(colour))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, SIGNS[code])
    painter.restore()


class AnswerButton(QAbstractButton):
    """One answer: sign, text, key cap. `chosen`: the pair has this answer; `doubtful`: with low confidence.

    `stacked` puts the text above the key where there is little room. The key cap of the left image stands on the left.
    """

    def __init__(self, code: str, words: str, key: str, meaning: str) -> None:
        super().__init__()
        self.code, self.meaning = code, meaning
        self.chosen = self.doubtful = self.stacked = self.key_first = False
        self.setText(words)
        self.setAccessibleName(words)
        self.take_key(key)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def take_key(self, key: str) -> None:
        """Show `key` on the cap and in the hints."""
        self.key = key
        self.setToolTip(f"{self.meaning}  ({key})")
        self.setAccessibleDescription(tr("{meaning} Key {key}.", meaning=self.meaning, key=key))
        self.updateGeometry()
        self.update()

    def mark(self, *, chosen: bool, doubtful: bool = False) -> None:
        """Show whether the pair has this answer."""
        self.chosen, self.doubtful = chosen, doubtful
        self.update()

    def sizeHint(self) -> QSize:
        metrics, unit = QFontMetrics(self.font()), self._unit()
        cap = metrics.horizontalAdvance(self.key) + CAP
        if self.stacked:
            small = QFontMetrics(self._small())
            return QSize(max(cap, small.horizontalAdvance(self.text())) + 2 * SPACE, unit + 18)
        width = 2 * INSET + cap + metrics.horizontalAdvance(self.text()) + SPACE
        width += unit + SPACE if self.code in SIGNS else 0
        return QSize(width, unit + 18)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(QFontInfo(font).pixelSize() * SMALL))
        return font

    def _unit(self) -> int:
        return QFontMetrics(self.font()).height() + 6

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Space belongs to the canvas whatever has the focus; Enter presses the button.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, c = QPainter(self), theme.colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        self._paint_frame(painter)
        if self.stacked:
            self._paint_stacked(painter)
            return
        unit, room = self._unit(), QRectF(self.rect()).adjusted(INSET, 0, -INSET, 0)
        if self.code in SIGNS:
            draw_sign(painter, QRectF(room.left(), (self.height() - unit) / 2, unit, unit), self.code)
            room.setLeft(room.left() + unit + SPACE)
        room = self._paint_key(painter, room)
        painter.setPen(QColor(c.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_stacked(self, painter: QPainter) -> None:
        """The text above, the name of the key below."""
        c, font = theme.colours(), self._small()
        high = QFontMetrics(font).height()
        top = (self.height() - 2 * high - 1) / 2
        painter.setFont(font)
        painter.setPen(QColor(c.text))
        painter.drawText(QRectF(0, top, self.width(), high), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.setPen(QColor(c.muted))
        painter.drawText(QRectF(0, top + high + 1, self.width(), high), Qt.AlignmentFlag.AlignCenter, self.key)

    def _paint_frame(self, painter: QPainter) -> None:
        c = theme.colours()
        strong = QColor(c.text) if self.code not in SIGNS else colour_of(self.code)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        fill = QColor(c.surface if self.isDown() or not self.underMouse() else c.raised)
        if self.chosen:
            fill = QColor(strong)
            fill.setAlphaF(0.22)
        pen = QPen(QColor(c.strong_border), 1)
        if self.chosen:
            pen = QPen(strong, 2, Qt.PenStyle.DashLine if self.doubtful else Qt.PenStyle.SolidLine)
        if self.hasFocus():
            pen = QPen(QColor(c.accent), 2)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRoundedRect(frame, 8, 8)

    def _paint_key(self, painter: QPainter, room: QRectF) -> QRectF:
        """Draw the key cap at one end of `room`; what is left of it."""
        c, metrics = theme.colours(), QFontMetrics(self.font())
        width, height = float(metrics.horizontalAdvance(self.key) + CAP), metrics.height() + 2.0
        first = self.key_first
        rect = QRectF(room.left() if first else room.right() - width, (self.height() - height) / 2, width, height)
        painter.setPen(QPen(QColor(c.strong_border), 1))
        painter.setBrush(QColor(c.window))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(QColor(c.muted))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.key)
        return room.adjusted(width + SPACE, 0, 0, 0) if first else room.adjusted(0, 0, -width, 0)


class GradeBar(QWidget):
    """A row of answers. graded(code, low confidence): a scale button was pressed. acted(id): another one was."""

    graded = Signal(str, bool)
    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, AnswerButton] = {}
        self._inner = QWidget()
        row = QHBoxLayout(self._inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for choice in SCALE:
            row.addWidget(self._grade_button(choice), 1)
        row.addSpacing(2)
        for id in OTHERS:
            row.addWidget(self._other_button(id))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 0, 8, 0)  # room to shake in
        outer.addWidget(self._inner)
        self._shake = QPropertyAnimation(self._inner, b"pos", self)
        self._shake.setDuration(SHAKE_MS)
        self._shake.setEasingCurve(QEasingCurve.Type.OutQuad)

    def _grade_button(self, choice: Choice) -> AnswerButton:
        meaning = tr("{definition} Shift: low confidence.", definition=tr(choice.definition))
        id = next(id for id, code in GRADE_ACTIONS.items() if code == choice.code)
        button = AnswerButton(choice.code, tr(choice.text), _key_of(id), meaning)
        button.clicked.connect(lambda _checked=False: self.graded.emit(choice.code, _shift_is_down()))
        self.buttons[choice.code] = button
        return button

    def _other_button(self, id: str) -> AnswerButton:
        action = spec(id)
        words = plain(tr(_SHORT.get(id, action.text)))
        button = AnswerButton("", words, _key_of(id), tr(action.help))
        button.key_first = id == "bad_left"
        button.setAccessibleName(plain(tr(action.text)))
        button.clicked.connect(lambda _checked=False: self.acted.emit(id))
        self.buttons[id] = button
        return button

    def take_keys(self) -> None:
        """Show the keys in force; others may have been chosen."""
        for id in (*GRADE_ACTIONS, *OTHERS):
            self.buttons[GRADE_ACTIONS.get(id, id)].take_key(_key_of(id))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The lesser answers put their text above their key when all do not fit side by side."""
        lesser = [self.buttons[id] for id in OTHERS]
        for button in lesser:
            button.stacked = False
        fits = sum(b.sizeHint().width() + SPACE for b in self.buttons.values()) + 2 * SPACE <= self.width()
        for button in lesser:
            button.stacked = not fits
            button.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As wide as it is with those texts above their keys."""
        lesser = [self.buttons[id] for id in OTHERS]
        now = [button.stacked for button in lesser]
        for button in lesser:
            button.stacked = True
        sizes = [button.sizeHint() for button in self.buttons.values()]
        for button, stacked in zip(lesser, now, strict=True):
            button.stacked = stacked
        wide = sum(size.width() + SPACE for size in sizes) + 2 * SPACE
        return QSize(wide, max(size.height() for size in sizes))

    def show_answer(self, code: str, *, doubtful: bool = False, bad_side: str = "") -> None:
        """Mark what the pair has been answered (empty: nothing yet); `bad_side` is the side as shown."""
        marked = f"bad_{bad_side}" if code == "bad" else code
        for name, button in self.buttons.items():
            button.mark(chosen=name == marked, doubtful=doubtful)

    def shake(self) -> None:
        """Say no: the key came too early and must be pressed again."""
        self._shake.stop()
        home = QPoint(8, 0)
        for moment, offset in ((0.0, 0), (0.2, -7), (0.4, 6), (0.6, -4), (0.8, 2), (1.0, 0)):
            self._shake.setKeyValueAt(moment, home + QPoint(offset, 0))
        self._shake.start()

    @property
    def shaking(self) -> bool:
        """Whether it is saying no at this moment."""
        return self._shake.state() is QPropertyAnimation.State.Running


def _key_of(id: str) -> str:
    """The first key of an action as it stands on the cap, "" without any."""
    return shown_key(keys_of(id)[0]) if keys_of(id) else ""


def _shift_is_down() -> bool:
    from PySide6.QtWidgets import QApplication

    return bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
