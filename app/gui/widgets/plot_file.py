"""A plot as a file: PNG as it looks here, SVG as in the written report, CSV with the numbers at full precision."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtWidgets import QWidget

from app.core.atomic import replacing
from app.core.reporting.figures import Figure
from app.core.reporting.svg import as_svg
from app.errors import UserError
from app.gui import theme
from app.gui.texts import mark

PATTERN = mark("Picture (*.png);;Drawing (*.svg);;Numbers (*.csv)")
SCALE = 2  # pixels of a PNG for one of the screen


def write(figure: Figure, shown: QWidget, path: Path) -> None:
    """Write `figure` to `path`, in the format its suffix names; `shown` is the widget with its drawing and legend.

    UserError for another suffix, and where the system refuses.
    """
    suffix = path.suffix.lower()
    if suffix not in (".png", ".svg", ".csv"):
        raise UserError("{path} cannot be written: its name must end in .png, .svg or .csv", path=path)
    with replacing(path) as part:
        if suffix == ".png":
            _write_png(shown, part)
        else:
            text = as_svg(figure) if suffix == ".svg" else figure.as_csv()
            part.write_text(text, encoding="utf-8", newline="\n")


def _write_png(shown: QWidget, path: Path) -> None:
    image = QImage(shown.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(QColor(theme.colours().surface))
    shown.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    # Qt does not say why it fails; opening the file for it does.
    with path.open("wb"):
        pass
    if not image.save(str(path), "PNG"):
        raise UserError("{path} could not be written", path=path)
