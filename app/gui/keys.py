"""Keys: which keys mean which action now: those of the table, or the ones a person has put in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from PySide6.QtGui import QKeySequence

from app.gui.actions import ACTIONS, GRADE_ACTIONS, ActionSpec, spec
from app.gui.texts import plain, tr

# The keys that move the focus, press a button or close a dialog.
OF_WINDOW = ("Tab", "Shift+Tab", "Backtab", "Return", "Enter", "Esc")

_bound: dict[str, tuple[str, ...]] = {}  # action id -> its keys, of those that were changed


def keys_of(id: str) -> tuple[str, ...]:
    """The keys of an action now, as QKeySequence writes them."""
    return _bound.get(id, spec(id).keys)


def changed() -> Mapping[str, tuple[str, ...]]:
    """The actions that have other keys than the table gives them."""
    return dict(_bound)


def may_change(action: ActionSpec) -> bool:
    """Grades may, and whatever is a shortcut; Space, arrows and the like belong to the canvas."""
    return not action.by_page or action.id in GRADE_ACTIONS


def use(bound: Mapping[str, Sequence[str]]) -> None:
    """Take these keys and no others; what no longer fits (another version, a clash) goes back to the table's."""
    known = {action.id for action in ACTIONS if may_change(action)}
    _bound.clear()
    _bound.update({id: tuple(keys) for id, keys in bound.items() if id in known and tuple(keys) != spec(id).keys})
    while wrong := [id for id, keys in _bound.items() if any(refusal(id, key) for key in keys)]:
        del _bound[wrong[0]]


def refusal(id: str, key: str) -> str:
    """Why the action may not have this key, as a sentence; "" when it may."""
    name = QKeySequence(key).toString()
    if not name:
        return tr("This key cannot be used.")
    if name in OF_WINDOW:
        return tr("{key} belongs to the window.", key=shown_key(name))
    if id in GRADE_ACTIONS and "+" in name.removesuffix("+"):
        return tr("A grade needs a key by itself, without Ctrl, Alt or Shift.")
    for wanted in (name, f"Shift+{name}") if id in GRADE_ACTIONS else (name,):
        owner = next((action for action in ACTIONS if action.id != id and wanted in _taken(action)), None)
        if owner is not None:
            return tr("{key} belongs to “{action}”.", key=shown_key(wanted), action=name_of(owner))
    return ""


def is_free(key: str, *, but_of: str) -> bool:
    """Whether no other action than `but_of` has this key."""
    return not any(key in _taken(action) for action in ACTIONS if action.id != but_of)


def _taken(action: ActionSpec) -> set[str]:
    names = {QKeySequence(key).toString() for key in keys_of(action.id)}
    return names | {f"Shift+{name}" for name in names} if action.id in GRADE_ACTIONS else names


@cache
def code_of_key(key: str) -> int:
    """The Qt code of a key without modifiers."""
    return int(QKeySequence(key)[0].key())


def name_of(action: ActionSpec) -> str:
    """The name of an action without what a menu needs."""
    return plain(tr(action.text)).rstrip("…")


def shown_key(key: str) -> str:
    """One key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def first_shown(id: str) -> str:
    """The key of an action as a sentence names it; the action's name where somebody took all its keys away."""
    keys = keys_of(id)
    return shown_key(keys[0]) if keys else name_of(spec(id))


def shown(action: ActionSpec) -> str:
    """The keys of an action as this system writes them, "" without any."""
    keys = [shown_key(key) for key in keys_of(action.id)]
    return tr("{key} or {other}", key=", ".join(keys[:-1]), other=keys[-1]) if len(keys) > 1 else "".join(keys)
