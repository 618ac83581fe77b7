"""The help pages in two languages: every English page has its Korean twin, and the viewer shows the right one."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from app import paths
from app.gui.help_pages import FOLDER, help_pages
from app.gui.texts import language
from app.gui.widgets.help_viewer import HelpViewer

ENGLISH = sorted(path.name for path in FOLDER.glob("*.md"))
IMAGE = QTextDocument.ResourceType.ImageResource.value
NUMBER = re.compile(r"(?:\d|(?<=\d)[.,](?=\d)|\.(?=\d))+")
ZEROS = {"천만": "0" * 7, "백만": "0" * 6, "만": "0" * 4}
# Pictures of the window that show its words.
OF_ITS_LANGUAGE = {
    "review.webp": "korean.webp", "difference.webp": "difference-ko.webp", "sheet.webp": "sheet-ko.webp",
}  # fmt: skip


def english(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def korean(name: str) -> str:
    return (FOLDER / "ko" / name).read_text(encoding="utf-8")


def headings(text: str) -> list[tuple[int, str]]:
    return [(len(found[1]), found[2]) for found in re.finditer(r"^(#+) (.*)$", text, re.MULTILINE)]


def tables(text: str) -> list[list[list[str]]]:
    """Every table as rows of cells."""
    found = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [[row.strip("|").split("|") for row in table.splitlines()] for table in found]


def spans(text: str) -> Counter[str]:
    return Counter(" ".join(span.split()) for span in re.findall(r"`([^`]+)`", text))


def blocks(text: str) -> list[str]:
    """The lines of the code blocks without their comments, which are translated."""
    lines = [line for line in text.splitlines() if re.match(r" {4}", line)]
    return [re.sub(r"\s+# .*$", "", line) for line in lines]


def numbers(text: str) -> Counter[str]:
    """The numbers outside of code spans; millions in digits, and without fractions, which are words in English."""
    text = re.sub(r"\d+분의 \d+", "", re.sub(r"`[^`]+`", "", text))
    text = re.sub(r"(\d) million", rf"\g<1>{ZEROS['백만']}", text)
    text = re.sub(rf"(\d)({'|'.join(ZEROS)})", lambda found: found[1] + ZEROS[found[2]], text)
    return Counter(NUMBER.findall(text))


def pictures(text: str) -> list[str]:
    return re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)


def links(text: str) -> list[str]:
    return re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", " ".join(text.split()))


def plain(text: str) -> str:
    document = QTextDocument()
    document.setMarkdown(text)
    return document.toPlainText()


def test_every_page_has_its_twin_and_no_twin_is_left_alone() -> None:
    assert len(ENGLISH) >= 15
    assert sorted(path.name for path in (FOLDER / "ko").iterdir()) == ENGLISH


@pytest.mark.parametrize("name", ENGLISH)
def test_a_twin_says_the_same_with_the_same_figures(name: str) -> None:
    ours, theirs = english(name), korean(name)
    assert [level for level, _ in headings(theirs)] == [level for level, _ in headings(ours)]
    for _, heading in headings(theirs):
        assert re.search("[가-힣]", heading), heading
    assert spans(theirs) == spans(ours)
    assert blocks(theirs) == blocks(ours)
    assert numbers(theirs) == numbers(ours)


@pytest.mark.parametrize("name", ENGLISH)
def test_the_tables_of_a_twin_have_the_same_numbers_row_by_row(name: str) -> None:
    ours, theirs = tables(english(name)), tables(korean(name))
    assert len(theirs) == len(ours)
    for table, twin in zip(ours, theirs, strict=True):
        assert [len(row) for row in twin] == [len(row) for row in table]
        for row, same in zip(table, twin, strict=True):
            assert numbers("|".join(same)) == numbers("|".join(row)), same
            for cell, other in zip(row, same, strict=True):
                assert spans(other) == spans(cell) and bool(other.strip()) == bool(cell.strip()), other


@pytest.mark.parametrize("name", ENGLISH)
def test_pictures_and_links_of_both_pages_lead_somewhere(name: str) -> None:
    ours, theirs = pictures(english(name)), pictures(korean(name))
    assert theirs == [f"../{OF_ITS_LANGUAGE.get(picture, picture)}" for picture in ours]
    assert links(korean(name)) == links(english(name))
    for folder, targets in ((FOLDER, ours + links(english(name))), (FOLDER / "ko", theirs + links(korean(name)))):
        for target in targets:
            assert (folder / target).is_file(), target


@pytest.mark.parametrize("name", ENGLISH)
@pytest.mark.usefixtures("qtbot")
def test_nothing_of_the_markup_shows_through(name: str) -> None:
    # A closing ** or * after a bracket or a quote is none when a Hangul syllable follows it.
    ours, theirs = plain(english(name)), plain(korean(name))
    for sign in ("*", "`", "](", "|"):
        assert theirs.count(sign) == ours.count(sign), sign


# -- shown -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def in_korean(qtbot: QtBot) -> Iterator[None]:
    language.speak("ko")
    yield
    language.speak("en")


def viewer(qtbot: QtBot, folder: Path = FOLDER) -> HelpViewer:
    made = HelpViewer(help_pages(folder))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_in_english_the_english_pages_are_shown(qtbot: QtBot) -> None:
    shown = viewer(qtbot)
    assert {page.path for page in help_pages()} == {FOLDER / name for name in ENGLISH}
    shown.follow(QUrl("reviewing.md"))
    assert shown.page is not None and shown.page.title == "Reviewing"
    assert "A batch is a fixed list of pairs." in shown.browser.toPlainText()


@pytest.mark.usefixtures("in_korean")
def test_in_korean_the_korean_pages_are_shown_with_their_pictures_and_links(qtbot: QtBot) -> None:
    shown = viewer(qtbot)
    assert {page.path for page in help_pages()} == {FOLDER / "ko" / name for name in ENGLISH}
    shown.follow(QUrl("finding.md"))
    assert shown.page is not None and shown.page.title == "이미지 찾기"
    shown.browser.anchorClicked.emit(QUrl("protocol.md"))
    assert shown.page.path == FOLDER / "ko" / "protocol.md" and not shown.note.text()
    shown.follow(QUrl("reviewing.md"))
    assert "배치는 정해진 쌍의 목록입니다." in shown.browser.toPlainText()
    for name in pictures(korean("reviewing.md")):
        picture = shown.browser.loadResource(IMAGE, QUrl(name))
        assert isinstance(picture, QImage) and picture.width() > 100


@pytest.mark.usefixtures("in_korean")
def test_what_a_language_lacks_is_shown_in_english_and_nothing_outside_of_the_help(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "help"
    (folder / "ko").mkdir(parents=True)
    (folder / "both.md").write_text("# Both\n", encoding="utf-8")
    (folder / "one.md").write_text("# Only English\n", encoding="utf-8")
    (folder / "broken.md").write_text("# Broken elsewhere\n", encoding="utf-8")
    (folder / "ko" / "both.md").write_text("# 둘 다\n", encoding="utf-8")
    (folder / "ko" / "broken.md").write_bytes(b"\xff\xfe\x00")
    for place in (tmp_path, folder, folder / "ko"):
        assert QImage(8, 8, QImage.Format.Format_RGB32).save(str(place / "a.png"))
    assert [page.title for page in help_pages(folder)] == ["Broken elsewhere", "Only English", "둘 다"]
    shown = viewer(qtbot, folder)
    shown.follow(QUrl("both.md"))
    assert shown.page is not None and shown.page.title == "둘 다"
    for name in ("a.png", "../a.png"):
        assert isinstance(shown.browser.loadResource(IMAGE, QUrl(name)), QImage)
    for name in ("../../a.png", str(tmp_path / "a.png"), "https://example.org/a.png"):
        assert shown.browser.loadResource(IMAGE, QUrl(name)) is None


def test_both_packages_carry_the_pages() -> None:
    wheel = tomllib.loads((paths.HOME / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    assert wheel["packages"]["find"]["namespaces"] and "resources*" in wheel["packages"]["find"]["include"]
    assert {"*.md", "*.webp"} <= set(wheel["package-data"]["*"])
    build = (paths.HOME / "build.spec").read_text(encoding="utf-8")
    assert '(str(ROOT / "resources"), "resources")' in build
