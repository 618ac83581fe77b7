"""Tables and figures of the written report."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

DASH = "–"  # a figure that is missing; its reason stands beside it


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """An HTML table; texts are escaped."""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads) if any(heads) else ""
    body = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    return f"<div class='wide'><table>{'<tr>' + head + '</tr>' if head else ''}{body}</table></div>"


def shown(figure: Sequence[float] | None) -> str:
    """A figure with its interval; a dash where there is none."""
    return DASH if figure is None else "{:.3f} ({:.3f}–{:.3f})".format(*figure)
