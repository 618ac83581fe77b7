"""The look: two sets of colours over Qt's Fusion style, one style sheet, icons drawn in the colour of the text."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from app import paths


@dataclass(frozen=True)
class Colours:
    """One set of colours, by what they are for. The style sheet names them with @."""

    window: str
    surface: str
    raised: str
    rail: str
    border: str
    strong_border: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    chevron: str
    tick: str


LIGHT = Colours(
    window="#f5f6f8", surface="#ffffff", raised="#f0f2f5", rail="#eaedf1", border="#e0e4ea",
    strong_border="#c3cad4", text="#1b2330", muted="#5c6779", accent="#2f5fd0", accent_hover="#2550b5",
    accent_soft="#e3ebfc", on_accent="#ffffff", danger="#a8271d", danger_soft="#fbeae8",
    warning="#7a5200", warning_soft="#fcf3dd", chevron="chevron-light.svg", tick="tick-light.svg",
)  # fmt: skip
DARK = Colours(
    window="#15181d", surface="#1d2127", raised="#262b33", rail="#101317", border="#2d333c",
    strong_border="#48515e", text="#e7eaf0", muted="#9ba5b5", accent="#86a8ff", accent_hover="#a3bdff",
    accent_soft="#25345c", on_accent="#0d1530", danger="#ff9d92", danger_soft="#3d211f",
    warning="#f0c674", warning_soft="#382d18", chevron="chevron-dark.svg", tick="tick-dark.svg",
)  # fmt: skip

SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}

_chosen = {"name": "system"}


def is_dark() -> bool:
    """Whether the window is dark now, by the person's choice or the system's."""
    # Asked for here and not of Qt: some platforms cannot be told a scheme, and then go on reporting their own.
    chosen = _chosen["name"]
    return chosen == "dark" or (chosen == "system" and QGuiApplication.styleHints().colorScheme() == SCHEMES["dark"])


def colours() -> Colours:
    """The colours in force."""
    return DARK if is_dark() else LIGHT


def prefer(name: str) -> None:
    """Follow the "system", or be "light" or "dark" whatever it says, from the next `dress` on."""
    _chosen["name"] = name
    QGuiApplication.styleHints().setColorScheme(SCHEMES[name])  # for what Qt draws itself: title bars, dialogs


def choose(name: str) -> None:
    """Prefer these colours, at once."""
    prefer(name)
    dress()


def follow() -> None:
    """Set the style, and from now on change with the system's colours where they are followed."""
    QApplication.setStyle("Fusion")
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: dress())


def dress() -> None:
    """Give the application the palette and the style sheet of the colours in force."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setStyleSheet("")  # five times faster than to replace one sheet by another
    application.setPalette(_palette(colours()))
    application.setStyleSheet(_sheet(colours(), application.font().pointSizeF()))


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for names, value in (
        ((role.Window,), c.window),
        ((role.Base,), c.surface),
        ((role.AlternateBase, role.Button), c.raised),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), c.text),
        ((role.ToolTipBase,), c.surface),
        ((role.PlaceholderText,), c.muted),
        ((role.Highlight, role.Accent, role.Link), c.accent),
        ((role.HighlightedText,), c.on_accent),
    ):
        for name in names:
            palette.setColor(name, QColor(value))
    faint = QColor(c.muted)
    faint.setAlphaF(0.6)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, faint)
    return palette


def _sheet(c: Colours, points: float) -> str:
    """The style sheet with every @name replaced; sizes of text are multiples of the system font's."""
    size = points if points > 0 else 10.0  # -1: the font is set in pixels
    values = asdict(c) | {
        "icons": (paths.RESOURCES / "icons").as_posix(),
        "small": f"{size * 0.9:.1f}pt",
        "large": f"{size * 1.15:.1f}pt",
        "title": f"{size * 1.65:.1f}pt",
        "display": f"{size * 2.6:.1f}pt",
    }
    text = (paths.RESOURCES / "styles" / "window.qss").read_text(encoding="utf-8")
    return re.sub(r"@(\w+)", lambda match: values[match[1]], text)


def icon(name: str, colour: str | None = None) -> QIcon:
    """The icon `resources/icons/NAME.svg` in `colour` (default: the text's), faint where it is disabled."""
    c = colours()
    result = QIcon()
    result.addPixmap(_drawn(name, colour or c.text), QIcon.Mode.Normal)
    result.addPixmap(_drawn(name, c.strong_border), QIcon.Mode.Disabled)
    return result


def picture(name: str, size: int, colour: str | None = None) -> QPixmap:
    """The same drawing as a pixmap of `size` logical pixels."""
    return _drawn(name, colour or colours().muted, size)


@cache
def _drawn(name: str, colour: str, size: int = 22) -> QPixmap:
    source = (paths.RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    ratio = max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
