"""Commands: the table of actions made into QActions, menus and buttons, enabled by what they need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMainWindow

from app.gui.actions import ACTIONS, MENUS, NEEDS, ActionSpec
from app.gui.keys import keys_of, shown, shown_key
from app.gui.texts import tr

Do = Callable[[ActionSpec], None]


class Commands:
    """One QAction for every row of ACTIONS; `do` is called with the row when its action is triggered."""

    def __init__(self, window: QMainWindow, do: Do) -> None:
        self.actions = {action.id: _made(action, window, do) for action in ACTIONS}
        self.take_keys()
        for title, ids in MENUS:
            menu = window.menuBar().addMenu(tr(title))
            menu.setToolTipsVisible(True)
            for id in ids:
                if id is None:
                    menu.addSeparator()
                else:
                    menu.addAction(self.actions[id])

    def update(self, words: frozenset[str], page: str, texts: Mapping[str, str]) -> None:
        """Enable what is possible: `words` are the needs met now; keys of Review live only on its page.

        `texts` are those of actions that say what they would do now, by id.
        """
        for spec in ACTIONS:
            missing = [need for need in spec.needs if need not in words]
            action = self.actions[spec.id]
            action.setEnabled(not missing and (spec.context != "review" or page == "review"))
            help = tr(spec.help)
            if not spec.by_page:
                action.setText(texts.get(spec.id) or tr(spec.text))
            action.setToolTip(f"{help} ({tr(NEEDS[missing[0]])})" if missing else help)

    def take_keys(self) -> None:
        """Give every action the keys it has now."""
        for spec in ACTIONS:
            action = self.actions[spec.id]
            if spec.by_page:
                action.setText(f"{tr(spec.text)}\t{shown(spec)}")  # after a tab a menu shows it as a key
            else:
                action.setShortcuts([QKeySequence(key) for key in keys_of(spec.id)])

    def bind(self, button: QAbstractButton, id: str) -> None:
        """Make `button` do the action `id`, enabled and explained as the action is."""
        action = self.actions[id]

        def follow() -> None:
            button.setEnabled(action.isEnabled())
            button.setToolTip(action.toolTip() if button.text() else _named(button.accessibleName(), action, id))

        button.clicked.connect(lambda _checked=False: action.trigger())
        action.changed.connect(follow)
        follow()


def _made(spec: ActionSpec, window: QMainWindow, do: Do) -> QAction:
    action = QAction(tr(spec.text), window, checkable=spec.checkable)
    action.setObjectName(spec.id)
    action.setAutoRepeat(spec.id in _REPEATED)
    action.setMenuRole(_ROLES.get(spec.id, QAction.MenuRole.NoRole))
    action.triggered.connect(partial(_trigger, spec, do))
    return action


def _named(name: str, action: QAction, id: str) -> str:
    """The hint of a button without words."""
    words = {"name": name, "key": ", ".join(map(shown_key, keys_of(id))), "help": action.toolTip()}
    return tr("{name} ({key}): {help}", **words) if words["key"] else tr("{name}: {help}", **words)


def _trigger(spec: ActionSpec, do: Do, _checked: bool = False) -> None:
    do(spec)


_REPEATED = ("zoom_in", "zoom_out")  # all others act once however long the key is held
_ROLES = {"quit": QAction.MenuRole.QuitRole, "about": QAction.MenuRole.AboutRole}
