"""Why a pair was asked, as a sentence in the language of the window."""

from __future__ import annotations

from app.core.mining.why import TEMPLATES, WORDS_OF_VIEW, why_text
from app.gui.texts import tr


def why_words(stored: str) -> str:
    """The sentence for a stored reason."""
    templates = {key: tr(template) for key, template in TEMPLATES.items()}
    return why_text(stored, templates, {view: tr(words) for view, words in WORDS_OF_VIEW.items()})
