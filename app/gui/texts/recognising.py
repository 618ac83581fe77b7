"""Recognising: which template of the core a finished English sentence was made from, and with which values.

Reports, problems of files and advice are stored as sentences, for good and for every program. To show one in another
language its template is looked for among those of the catalogue.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from string import Formatter

LEAST = 1  # words of its own a template needs to be recognised by
BRIEF = 3  # words that a value has at most where the template has no more than one: else “and” would fit anything
KEPT = 4096  # sentences remembered: a table asks for the same ones again and again


@lru_cache(KEPT)
def recognised(sentence: str, language: str) -> tuple[str, dict[str, str]] | None:
    """The template with the most text of its own that `sentence` fits, and its values; None when it fits none."""
    for pattern, template, names, brief in _patterns(language):
        found = pattern.fullmatch(sentence)
        if found and not (brief and any(len(value.split()) > BRIEF for value in found.groups())):
            return template, dict(zip(names, found.groups(), strict=True))
    return None


def bare(template: str) -> str:
    """The template with plain places for its values: those of a recognised sentence are texts already."""
    parts = Formatter().parse(template)
    return "".join(_literal(text) + (f"{{{name}}}" if name else "") for text, name, _, _ in parts)


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str, list[str], bool]]:
    from app.gui.texts import catalogue

    made = []
    for template, translation in catalogue.read(language).items():
        parts = list(Formatter().parse(template)) if translation and "{" in template else []
        names = [name for _, name, _, _ in parts if name]
        own = "".join(text for text, _, _, _ in parts)
        worded = len(re.findall(r"[^\W\d_]{2,}", own))
        if names and len(set(names)) == len(names) and worded >= LEAST:
            shape = "".join(re.escape(text) + ("(.+?)" if name else "") for text, name, _, _ in parts)
            made.append((len(own), re.compile(shape, re.DOTALL), template, names, worded == LEAST))
    return [entry[1:] for entry in sorted(made, key=lambda entry: -entry[0])]
