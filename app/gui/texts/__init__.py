"""Texts: every text of the window in the language of the person; English is both the source and the fallback.

The core writes English templates with named values and knows no language; here a template is translated first and
filled in afterwards.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from app.core.jobs import Sentence
from app.errors import UserError

CONTEXT = "Nearpair"
spoken = "en"  # the language in force; texts.language sets it


def tr(text: str | UserError, /, **values: object) -> str:
    """`text` in the language in force, its named values filled in.

    A UserError or a Sentence brings its own template and values. What no translation knows stays as it is.
    """
    if isinstance(text, UserError | Sentence):
        return tr(text.template, **text.values)
    known = QCoreApplication.translate(CONTEXT, text)
    if not values:
        return _stored(text) if spoken != "en" and known == text else known
    return known.format(**{name: _value(value) for name, value in values.items()})


def mark(text: str) -> str:
    """`text` itself: says that it is shown to a person, where it stands in a table; `tr` follows where it is shown."""
    return text


def _stored(sentence: str) -> str:
    """A sentence that was filled in before it came here; unknown ones stay English."""
    from app.gui.texts.recognising import bare, recognised

    found = recognised(sentence, spoken) if " " in sentence else None
    if found is None:
        return sentence
    template, values = found
    inner = {name: _stored_value(value) for name, value in values.items()}
    return bare(QCoreApplication.translate(CONTEXT, template)).format(**inner)


def _stored_value(value: str) -> str:
    return tr(value) if " " in value else value  # one word may be the name of a file


def _value(value: object) -> object:
    return tr(value) if isinstance(value, UserError | Sentence) else value


def plain(text: str) -> str:
    """A text without the letter to press with Alt, which some languages add in brackets."""
    return re.sub(r"\(&.\)|&", "", text)
