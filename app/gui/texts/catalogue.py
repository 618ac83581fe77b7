"""Catalogue: the translations of one language, kept as a Qt Linguist file (.ts) beside the compiled one (.qm).

English texts are the keys. Writing keeps every translation whose text still exists and drops the others.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from app import paths
from app.gui.texts import CONTEXT

FOLDER = paths.RESOURCES / "translations"
LANGUAGES: Mapping[str, str] = {"ko": "ko_KR"}


def source(language: str) -> Path:
    """The Linguist file of a language."""
    return FOLDER / f"nearpair_{language}.ts"


def compiled(language: str) -> Path:
    """What the window loads."""
    return source(language).with_suffix(".qm")


def read(language: str) -> dict[str, str]:
    """Text -> translation, "" where there is none yet."""
    if not source(language).exists():
        return {}
    tree = ElementTree.parse(source(language))
    return {message.findtext("source", ""): _translation(message) for message in tree.iter("message")}


def _translation(message: ElementTree.Element) -> str:
    found = message.find("translation")
    return "" if found is None or found.get("type") in ("unfinished", "vanished") else found.text or ""


def write(language: str, texts: Mapping[str, set[str]], translations: Mapping[str, str]) -> None:
    """Write `texts` with those of `translations` that belong to them, in the order of the texts, and compile them."""
    root = ElementTree.Element("TS", version="2.1", language=LANGUAGES[language], sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text in sorted(texts):
        message = ElementTree.SubElement(context, "message")
        for file in sorted(texts[text]):
            ElementTree.SubElement(message, "location", filename=f"../../{file}")
        ElementTree.SubElement(message, "source").text = text
        done = translations.get(text, "")
        ElementTree.SubElement(message, "translation", {} if done else {"type": "unfinished"}).text = done
    ElementTree.indent(root)
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    FOLDER.mkdir(exist_ok=True)
    source(language).write_text(f"{head}{ElementTree.tostring(root, 'unicode')}\n", encoding="utf-8")
    _compile(language)


def _compile(language: str) -> None:
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    # -silent: else it counts what is not translated yet on the way.
    subprocess.run([str(tool), "-silent", str(source(language)), "-qm", str(compiled(language))], check=True)
