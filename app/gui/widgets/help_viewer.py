"""HelpViewer: the help pages in a window of their own; links lead from page to page and never out of the program."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QColor, QImage, QTextDocument, QTextLength, QTextTable
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QMenu, QMenuBar, QTextBrowser, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.help_pages import HelpPage, help_pages
from app.gui.texts import tr
from app.gui.widgets.cards import button, text
from app.gui.widgets.dialog_size import open_as

LIST = 220  # width of the list of pages
MARGIN = 18  # around the text of a page


class HelpViewer(QDialog):
    """The pages by title on the left, the chosen one on the right."""

    def __init__(self, pages: Sequence[HelpPage], shown: HelpPage | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pages = list(pages)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Help pages"))
        self.list.setFixedWidth(LIST)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems([page.title for page in self._pages])
        self.browser = _Browser()
        self.browser.anchorClicked.connect(self.follow)
        self.list.currentRowChanged.connect(self._show_row)
        self.note = text("", "muted")
        sides = QHBoxLayout()
        sides.setSpacing(14)
        sides.addWidget(self.list)
        sides.addWidget(self.browser, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.note, 1)
        close = button(tr("Close"), "primary", self.accept)
        close.setDefault(True)
        bottom.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 20, 20, 16)
        rows.setSpacing(14)
        rows.addLayout(sides, 1)
        rows.addLayout(bottom)
        open_as(self, 960, 680)
        if self._pages:
            self.list.setCurrentRow(self._pages.index(shown) if shown in self._pages else 0)
        else:
            self.note.setText(tr("This build came without help pages."))

    @property
    def page(self) -> HelpPage | None:
        """The page that is shown."""
        row = self.list.currentRow()
        return self._pages[row] if row >= 0 else None

    def follow(self, link: QUrl) -> None:
        """Go where a link leads: to a place on this page, or to another page; anything else is only named."""
        if not link.path() and link.hasFragment():
            self.browser.scrollToAnchor(link.fragment())
            return
        names = [page.path.name for page in self._pages]
        if link.scheme() in ("", "file") and (name := Path(link.path()).name) in names:
            self.list.setCurrentRow(names.index(name))
            if link.hasFragment():
                self.browser.scrollToAnchor(link.fragment())
        else:
            self.note.setText(tr("Outside of the help: {link}", link=link.toString()))

    def _show_row(self, row: int) -> None:
        self.note.clear()
        if row >= 0:
            self.browser.show_page(self._pages[row])


class _Browser(QTextBrowser):
    """Shows Markdown files with pictures out of the folder of the help; fetches nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setAccessibleName(tr("Help"))
        self._page: HelpPage | None = None

    def show_page(self, page: HelpPage) -> None:
        """Show one page from its top."""
        self._page = page
        c = theme.colours()
        self.document().setDefaultStyleSheet(f"a {{ color: {c.accent}; }} code {{ color: {c.text}; }}")
        self.document().setDocumentMargin(MARGIN)
        self.setMarkdown(page.path.read_text(encoding="utf-8"))
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _dress(frame)
        self.moveCursor(self.textCursor().MoveOperation.Start)

    def _fitted(self, picture: QImage) -> QImage:
        """The picture as wide as the page at most, in pixels of the screen."""
        ratio = self.devicePixelRatioF()
        beside = 2 * MARGIN + self.verticalScrollBar().sizeHint().width() + 4
        room = int((self.width() - beside) * ratio)
        if picture.width() > room:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
        return picture

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Pictures from the folder of the help; nothing else, and nothing from the network."""
        picture = kind == QTextDocument.ResourceType.ImageResource.value and name.scheme() in ("", "file")
        if self._page is None or not picture:
            return None
        place = (self._page.path.parent / name.path()).resolve()
        inside = place.is_relative_to(self._page.folder.resolve())
        return self._fitted(QImage(str(place))) if inside and place.is_file() else None


def _dress(table: QTextTable) -> None:
    """A thin line around every cell, and never wider than the page."""
    shape = table.format()
    shape.setBorderCollapse(True)
    shape.setBorder(1)
    shape.setBorderBrush(QColor(theme.colours().border))
    shape.setCellPadding(6)
    shape.setCellSpacing(0)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)


def open_help(window: QWidget, page: HelpPage | None = None) -> None:
    """Show the help, on this page or on the first."""
    HelpViewer(help_pages(), page, window).open()


def add_help(bar: QMenuBar, window: QWidget) -> None:
    """Put every help page on top of the menu Help."""
    menu = next(action.menu() for action in bar.actions() if action.text() == tr("&Help"))
    assert isinstance(menu, QMenu)
    first = menu.actions()[0]
    for page in help_pages():
        action = QAction(page.title, menu)
        action.triggered.connect(partial(_open, window, page))
        menu.insertAction(first, action)
    menu.insertSeparator(first)


def _open(window: QWidget, page: HelpPage, _checked: bool = False) -> None:
    open_help(window, page)
