"""The written report: one page that needs nothing else, and every figure beside it."""

from __future__ import annotations

import csv
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from app.core.reporting.html_report import as_html, figures_of, write_report
from app.core.reporting.loss_shapes import WITHOUT
from app.core.store.project import Project
from models.errors import UserError
from models.losses import LOSSES
from tests.reports import scene_report

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Checked(HTMLParser):
    """Reads a page: every tag closed in turn, its words kept."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.words: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(page)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action", "data")]
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return scene_report(tmp_path_factory.mktemp("scenes") / "p")


@pytest.fixture
def project(tmp_path: Path) -> Any:
    name = "plain" if sys.platform == "win32" else '<b>&"'
    with Project.create(tmp_path / f"{name}.nearpair") as project:
        yield project


def test_every_file_is_there_and_every_figure_on_the_page(
    project: Project, report: dict[str, Any], tmp_path: Path
) -> None:
    files = write_report(project, report, tmp_path / "out", {"evaluate.resamples": 200}, 3)
    assert files[0] == tmp_path / "out" / "report.html" and all(file.stat().st_size for file in files)
    assert sorted(path for path in (tmp_path / "out").rglob("*") if path.is_file()) == sorted(files)
    assert json.loads(files[1].read_text(encoding="utf-8")) == report
    figures = figures_of(report)
    page = Checked(files[0].read_text(encoding="utf-8"))
    assert page.tags.count("figure") == page.tags.count("svg") == len(figures) > 10
    text = " ".join(page.words)
    for name, figure in figures.items():
        assert f"figures/{name}.svg" in text
        ET.parse(tmp_path / "out" / "figures" / f"{name}.svg")
        with (tmp_path / "out" / "figures" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == sum(len(series.y) for series in figure.series)
    assert "evaluate.resamples" in text and "200" in text


def test_the_page_stands_alone_and_holds_no_figure_that_is_none(project: Project, report: dict[str, Any]) -> None:
    html = as_html(project, report, figures_of(report), {}, 0)
    outside = set(re.findall(r"https?://[^\s\"'<>]*", html)) - {"http://www.w3.org/2000/svg"}
    page = Checked(html)
    assert outside == set() and page.links == [] and "script" not in page.tags
    assert "@import" not in html and "url(" not in html
    assert not re.search(r"\b(nan|inf)\b", html, re.IGNORECASE)
    assert "None" not in " ".join(page.words)


def test_every_loss_is_drawn_or_the_page_says_why_not(project: Project, report: dict[str, Any]) -> None:
    assert {f"loss-{name.replace('_', '-')}" for name in LOSSES.names()} <= figures_of(report).keys()
    report = report | {"loss_shapes": {"reason": WITHOUT, "losses": {}}}
    figures = figures_of(report)
    assert not any(name.startswith("loss-") for name in figures)
    assert f"Without the shapes of the losses: {WITHOUT}." in Checked(as_html(project, report, figures, {}, 0)).words


@pytest.mark.skipif(sys.platform == "win32", reason="no file of that name")
def test_names_are_words_and_not_tags(project: Project, report: dict[str, Any]) -> None:
    report = report | {"verdict": report["verdict"] | {"sentence": "<i>a & b</i> is better."}}
    page = Checked(as_html(project, report, {}, {"<u>": "</table>"}, 0))
    assert project.name == '<b>&"' and not {"b", "i", "u"} & set(page.tags)
    text = "".join(page.words)
    assert '<b>&": evaluation' in text and "<i>a & b</i> is better." in text and "</table>" in text


def test_the_answer_begins_with_a_capital_and_the_figures_are_those_of_the_report(
    project: Project, report: dict[str, Any]
) -> None:
    words = Checked(as_html(project, report, {}, {}, 0)).words
    sentence = report["verdict"]["sentence"]
    assert sentence[:1].upper() + sentence[1:] in words
    value, low, high = report["sets"]["imported"]["embedders"]["whitened"]["strict"]["auc"]
    assert f"{value:.3f} ({low:.3f}–{high:.3f})" in words
    for found in report["thresholds"]["lenient"]:
        row = words.index(f"lenient, {found['target']}")
        assert words[row + 1] == ("–" if found["distance"] is None else f"{found['distance']:.4f}")
    assert any(found["distance"] for found in report["thresholds"]["lenient"])


def test_a_threshold_that_is_not_there_has_its_reason_below(project: Project, report: dict[str, Any]) -> None:
    none = dict.fromkeys(("distance", "tpr", "fpr", "precision", "false_alarms"))
    lacking = {"target": "precision=1", "pairs": [0, 0], "reason": "no threshold <keeps> it"} | none
    changed = report | {"thresholds": report["thresholds"] | {"strict": [lacking]}}
    words = Checked(as_html(project, changed, {}, {}, 0)).words
    assert "strict, precision=1: no threshold <keeps> it." in words
    row = words.index("strict, precision=1")
    assert words[row + 1 : row + 5] == ["–"] * 4


def test_a_folder_that_cannot_be_written_is_refused_in_a_sentence(
    project: Project, report: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="cannot be written"):
        write_report(project, report, tmp_path / "file", {}, 0)
