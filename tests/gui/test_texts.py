"""Texts: everything the window says can be translated, and what is translated is whole, current and used."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot

from app import paths
from app.core.jobs import Sentence
from app.errors import UserError
from app.gui import texts
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.texts import CONTEXT, catalogue, language, tr
from app.gui.texts.collecting import collect
from app.gui.texts.recognising import _patterns, recognised
from tests.gui import stages

GUI = paths.HOME / "app" / "gui"
# Tables collected as tables; files that speak to the command line.
ELSEWHERE = ("actions.py", "hidden.py", "texts/")
# Calls whose texts no person reads.
SILENT = {"getattr", "ValueError", "read_text", "with_name", "getLogger", "error", "info", "UserError", "setStyle",
          "setDefaultStyleSheet", "setObjectName", "setProperty", "find", "strftime", "setLabel"}  # fmt: skip
SHOWN = {"text", "paragraph", "button", "Column", "Card", "QLabel", "QAction", "QCheckBox", "QPushButton", "setText",
         "setToolTip", "setAccessibleName", "setPlaceholderText", "addTab", "addAction", "Difference"}  # fmt: skip
NAMES = {"Nearpair", "Nearpair {}", "{} - Nearpair", "English", "TPR ({})", "FPR ({})"}  # the same in every language
# What settings, stages and Qt call things.
CODES = {"Tab", "Backtab", "Return", "Enter", "Esc", "as they are", "all eight", "no new hard pair",
         "without either", "without geometry", "without facts", "all features"}  # fmt: skip
# Names, units and codes that are the same in Korean.
SAME = {"ND", "NND", "near-ND", "AUC", "AP", "ROC", "C-index", "Esc", "한국어 (&Korean)", "{km:,.1f} km",
        "{metres:.0f} m", "{text}", "{size:.1f} MB", "{size:.1f} kB", "{grade} for {left} – {right}",
        "{width} × {height} px, {size}, {format}"}  # fmt: skip


def files() -> list[Path]:
    return [path for path in sorted(GUI.rglob("*.py")) if not path.relative_to(GUI).as_posix().startswith(ELSEWHERE)]


def untranslated(tree: ast.Module) -> list[str]:
    """Literals that read like words for a person and stand in no call of tr or mark."""
    found: list[str] = []

    def walk(node: ast.AST) -> None:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return  # a docstring
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in {"tr", "mark", "count"} | SILENT:
                return
            first = node.args[0] if node.args else None
            if name in SHOWN and isinstance(first, ast.Constant) and re.match(r"[a-z]{2,}$", str(first.value)):
                found.append(f"{node.lineno}: {first.value}")  # one small word is shown by these
        if isinstance(node, ast.Compare | ast.Assert):
            return
        if isinstance(node, ast.JoinedStr):
            words = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            if re.search(r"[^\W\d_]{2,}", words) and " " in words and words not in NAMES:
                found.append(f"{node.lineno}: {words}")
            return
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and reads_like_words(node.value):
            found.append(f"{node.lineno}: {node.value}")
        for child in ast.iter_child_nodes(node):
            walk(child)

    walk(tree)
    return found


def reads_like_words(text: str) -> bool:
    if text in NAMES | CODES or re.match(r"(Ctrl|Alt|Shift)\+|%|#|\.", text):
        return False
    return bool(re.search(r"[^\W\d_]{2,}[,.:;]? +[^\W\d_{]", text) or re.match(r"&?[A-Z]&?[a-z]+", text)
                or re.search(r" .*[a-z][.…]$|[a-z]…$", text))  # fmt: skip


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(GUI).as_posix())
def test_every_text_of_the_window_goes_through_tr_or_mark(path: Path) -> None:
    assert untranslated(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_the_search_for_untranslated_texts_finds_them() -> None:
    source = 'f("Two words")\nx = f"{n} pairs"\ny = "Save"\nz = tr("Good one")\n"""Doc string."""\nw = "code"'
    assert untranslated(ast.parse(source)) == ["1: Two words", "2: {} pairs", "3: Save"]


@pytest.fixture(scope="module")
def collected() -> dict[str, set[str]]:
    return collect()


def test_texts_are_collected_from_everywhere(collected: dict[str, set[str]]) -> None:
    assert "app/gui/actions.py" in collected["&Keys"]
    assert "app/gui/pages/collection.py" in collected["Problems ({count:,})"]  # a call of tr
    assert "app/core/store/project.py" in {file for text in collected for file in collected[text]}  # errors
    assert {"Reading images", "Drawing pairs", "Comparing images"} <= set(collected)
    assert {"{number:,} images", "{number:,} image"} <= set(collected)
    assert "Identical decoded pixels." in collected and "wait for the running job, or cancel it" in collected


@pytest.mark.parametrize("code", catalogue.LANGUAGES)
def test_the_catalogue_holds_what_the_program_says_now(code: str, collected: dict[str, set[str]]) -> None:
    known = set(catalogue.read(code))
    advice = "run python -m app.gui.texts"
    assert sorted(set(collected) - known) == [], advice
    assert sorted(known - set(collected)) == [], advice


@pytest.mark.parametrize("code", catalogue.LANGUAGES)
def test_the_compiled_catalogue_is_of_this_source(code: str) -> None:
    translator = QTranslator()
    assert translator.load(str(catalogue.compiled(code))) or not any(catalogue.read(code).values())
    for text, translation in catalogue.read(code).items():
        assert translator.translate(CONTEXT, text) in ((translation,) if translation else ("", None)), text


def values(text: str) -> list[str]:
    return sorted(f"{name}:{spec}" for _, name, spec, _ in Formatter().parse(text) if name is not None)


def test_every_korean_text_is_korean_and_has_the_same_values() -> None:
    for text, translation in catalogue.read("ko").items():
        if translation:
            assert values(translation) == values(text), text
            worded = re.search(r"[^\W\d_]", re.sub(r"\{[^}]*\}", "", text)) and text not in SAME | NAMES
            assert not worded or (re.search("[가-힣]", translation) and translation != text), text
            assert translation.count("&") == text.count("&"), f"the letter to press with Alt: {text}"
            assert (text[-1] in ".…") == (translation[-1] in ".…"), text


def test_nothing_is_left_in_english() -> None:
    assert [text for text, translation in catalogue.read("ko").items() if not translation] == []


# -- how a text gets its language -----------------------------------------------------------------------------------

KOREAN = {
    "{path} is not a folder": "{path}은(는) 폴더가 아닙니다",
    "&Keys": "단축키(&K)",
    "{number:,} pairs": "{number:,}쌍",
    "{pairs} mined.": "{pairs}을 찾았습니다.",
    "Reading {name}": "{name} 읽는 중",
    "{left} and {right}": "{left}과(와) {right}",
    "{candidate} is {answer} than {baseline}, by {low}.": "{candidate}: {baseline}보다 {answer} ({low}).",
    "measured on this machine": "이 컴퓨터에서 잰 값",
}


@pytest.fixture
def korean(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    catalogue.write("ko", {text: {"here.py"} for text in KOREAN}, KOREAN)
    _patterns.cache_clear(), recognised.cache_clear()
    language.speak("ko")
    yield
    language.speak("en")
    _patterns.cache_clear(), recognised.cache_clear()


def test_a_catalogue_keeps_what_is_there_and_drops_what_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    catalogue.write("ko", {"A <b> & “c”": {"b.py"}, "Two\nlines": {"a.py"}}, {"Two\nlines": "두\n줄", "Gone": "없음"})
    assert catalogue.read("ko") == {"A <b> & “c”": "", "Two\nlines": "두\n줄"}


@pytest.mark.usefixtures("korean")
def test_texts_errors_and_sentences_are_said_in_the_language_in_force() -> None:
    assert tr("{number:,} pairs", number=1200) == "1,200쌍"
    assert tr(UserError("{path} is not a folder", path="/a")) == "/a은(는) 폴더가 아닙니다"
    assert tr(Sentence("Reading {name}", name="x.zip")) == "x.zip 읽는 중"
    assert tr("Not in there") == "Not in there"
    assert tr("{pairs} mined.", pairs=tr("{number:,} pairs", number=3)) == "3쌍을 찾았습니다."


@pytest.mark.usefixtures("korean")
def test_a_stored_sentence_is_recognised_by_its_template() -> None:
    assert tr("trained is better than whiten, by .02 (.01 to .03).") == "trained: whiten보다 better (.02 (.01 to .03))."
    assert tr("measured on this machine") == "이 컴퓨터에서 잰 값"
    assert tr("holiday is not a folder") == "holiday은(는) 폴더가 아닙니다"
    assert tr("one.jpg and the other.jpg") == "one.jpg과(와) the other.jpg"
    assert tr("only some of them ran so far and others come") == "only some of them ran so far and others come"
    assert tr("whatever else was written there") == "whatever else was written there"


@pytest.mark.usefixtures("korean")
def test_the_window_speaks_it_from_its_start_and_the_core_stays_english(memory: Memory, qtbot: QtBot) -> None:
    window = MainWindow(memory, stages.NAME)
    qtbot.addWidget(window)
    assert window.commands.actions["shortcuts"].text() == "단축키(&K)"
    assert str(UserError("{path} is not a folder", path="/a")) == "/a is not a folder"


def test_a_choice_of_language_is_kept_for_the_next_start(window: MainWindow) -> None:
    window.commands.actions["language_ko"].trigger()
    assert Memory(window.memory._settings).language == "ko"
    chosen = [name for name in language.NAMES if window.commands.actions[f"language_{name}"].isChecked()]
    assert chosen == ["ko"] and "next start" in window.bottom.note_text.text()


@pytest.mark.parametrize(
    ("system", "choice", "spoken"),
    [(["ko-KR", "en"], "system", "ko"), (["de-DE", "ko"], "system", "ko"), (["de"], "system", "en"),
     (["en-GB", "ko"], "system", "en"), (["ko"], "en", "en"), (["en"], "ko", "ko"), (["en"], "xx", "en")],
)  # fmt: skip
def test_the_language_of_the_system_is_followed(
    monkeypatch: pytest.MonkeyPatch, system: list[str], choice: str, spoken: str
) -> None:
    class Locale:
        def uiLanguages(self) -> list[str]:
            return system

    monkeypatch.setattr(language.QLocale, "system", staticmethod(Locale))
    assert language.resolved(choice) == spoken


def test_a_sentence_is_a_text_that_remembers_its_template() -> None:
    sentence = pickle.loads(pickle.dumps(Sentence("{name} holds {n:,} images", name="a", n=1500)))
    assert sentence == "a holds 1,500 images"
    assert (sentence.template, sentence.values) == ("{name} holds {n:,} images", {"name": "a", "n": 1500})


def test_english_needs_no_catalogue() -> None:
    assert texts.spoken == "en" and tr("{number:,} pairs", number=2) == "2 pairs"
    assert QCoreApplication.translate(CONTEXT, "&Keys") == "&Keys"
