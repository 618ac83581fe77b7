"""Collecting: every text a person can meet in the window, with the file it comes from, read from the sources.

The window's own texts stand in calls of `tr` and `mark`. Texts of the core are templates of errors and progress, rows
of its tables (settings, registries, grades, reasons), and whatever the modules of SPOKEN say.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app import paths

# Modules whose sentences reach the window as plain text, for instance out of a stored report.
SPOKEN = (
    "app/core/applying/find_report.py", "app/core/applying/match_rule.py", "app/core/benchmark/recapture.py",
    "app/core/learning/split.py", "app/core/learning/trainset.py", "app/core/measuring/evaluate.py",
    "app/core/measuring/evaluation_pairs.py", "app/core/measuring/measure.py", "app/core/measuring/threshold.py",
    "app/core/measuring/verdict.py", "app/core/mining/mining_cost.py", "app/core/mining/mining_report.py",
    "app/core/reading/archives.py", "app/core/reading/decoders.py", "app/core/reporting/report_figures.py",
    "app/core/reporting/rounds_table.py",
)  # fmt: skip
_FOLDERS = ("app/gui", "app/core", "models")  # what only the command line says stays English
_WINDOW = {"tr": 0, "mark": 0}  # function -> which argument is the text
_CORE = {"UserError": 0, "BadImage": 0, "BadArchive": 1, "Sentence": 0, "report": 0, "track": 2, "warn": 0,
         "_give_up": 1}  # fmt: skip
_NO_TEXT = ("ValueError", "KeyError", "AssertionError", "RuntimeError", "startswith", "getattr", "TypeVar", "with_name")


def collect() -> dict[str, set[str]]:
    """Every text -> the files it stands in, relative to the program's folder."""
    found: dict[str, set[str]] = {}
    for path in sorted(path for folder in _FOLDERS for path in (paths.HOME / folder).rglob("*.py")):
        name = path.relative_to(paths.HOME).as_posix()
        for text in _of_file(name, ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(text, set()).add(name)
    for name, text in _of_tables():
        found.setdefault(text, set()).add(name)
    return {text: files for text, files in found.items() if any(letter.isalpha() for letter in text)}


def _of_file(name: str, tree: ast.Module) -> Iterator[str]:
    constants = {target.id: node.value for node in tree.body if isinstance(node, ast.Assign)
                 for target in node.targets if isinstance(target, ast.Name)}  # fmt: skip
    wanted = _WINDOW if name.startswith("app/gui/") else _CORE
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = _called(node)
            if called in wanted:
                yield from _argument(node, wanted[called], constants)
            yield from (
                word.value.value
                for word in node.keywords
                if called == "decode_all" and word.arg == "text" and isinstance(word.value, ast.Constant)
            )
            if called == "count" and len(node.args) == 2 and isinstance(node.args[1], ast.Constant):
                yield from (f"{{number:,}} {node.args[1].value}{end}" for end in ("", "s"))
    if name in SPOKEN:
        yield from _sentences(tree)


def _argument(call: ast.Call, place: int, constants: dict[str, ast.expr]) -> Iterator[str]:
    """The texts the argument can be: a literal, a choice of literals, or a constant of the module."""
    given = call.args[place] if len(call.args) > place else None
    for part in [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]:
        value = constants.get(part.id) if isinstance(part, ast.Name) else part
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value
        elif isinstance(value, ast.JoinedStr):
            yield template_of(value)


def _sentences(tree: ast.Module) -> Iterator[str]:
    """Literals of a module that read like words for a person; f-strings as templates."""
    silent = {id(part) for node in ast.walk(tree) for part in _silent_parts(node)}
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        if isinstance(node, ast.JoinedStr):
            text = template_of(node)
            if any(" " in str(part.value).strip() for part in node.values if isinstance(part, ast.Constant)):
                yield text
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and is_worded(node.value):
            yield node.value


def _silent_parts(node: ast.AST) -> Iterator[ast.AST]:
    """What is never shown: docstrings, arguments of functions that only look, pieces inside an f-string, `__all__`."""
    if isinstance(node, ast.Expr):
        yield node.value
    elif isinstance(node, ast.Call) and _called(node) in _NO_TEXT:
        yield from (part for argument in node.args for part in ast.walk(argument))
    elif isinstance(node, ast.JoinedStr):
        yield from (part for value in node.values for part in ast.walk(value))
    elif isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
        yield from ast.walk(node.value)


def is_worded(text: str) -> bool:
    """Whether a literal reads like words for a person: two words, or one that begins with a capital."""
    words = text.split()
    return len(words) > 1 and sum(word.strip(".,:;()…").isalpha() for word in words) > 1


def template_of(node: ast.JoinedStr) -> str:
    """An f-string as a template: its values get the last name in their expression."""
    made, taken = "", []
    for part in node.values:
        if isinstance(part, ast.Constant):
            made += str(part.value).replace("{", "{{").replace("}", "}}")
        elif isinstance(part, ast.FormattedValue):
            name = _name(part.value)
            taken.append(name)
            made += f"{{{name}{taken.count(name) if taken.count(name) > 1 else ''}}}"
    return made


def _name(value: ast.expr) -> str:
    names = [node.id if isinstance(node, ast.Name) else node.attr for node in ast.walk(value)
             if isinstance(node, ast.Name | ast.Attribute)]  # fmt: skip
    return names[0].strip("_").lower() if names else "value"


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _of_tables() -> Iterator[tuple[str, str]]:
    """Texts that are rows of a table, with the file of the table."""
    from app.core import catalog, records, settings
    from app.core.mining import mining_report, why
    from app.gui import actions

    yield from (("app/gui/actions.py", text) for action in actions.ACTIONS for text in (action.text, action.help))
    yield from (("app/gui/actions.py", text) for text in (*actions.NEEDS.values(), *(t for t, _ in actions.MENUS)))
    yield from (("app/core/records.py", text) for choice in records.SCALE for text in (choice.text, choice.definition))
    yield from (("app/core/records.py", kind.value) for kind in records.Kind)
    names = {name for kind in catalog.REGISTRIES for name in catalog.names(kind)}
    for setting in settings.table().values():
        words = [choice for choice in setting.choices if choice not in names]
        yield from (("app/core/settings.py", text) for text in (setting.label, setting.help, *words))
    for entry in (entry for registry in catalog.REGISTRIES.values() for entry in registry):
        yield f"{entry.target.rpartition('.')[0].replace('.', '/')}/__init__.py", entry.help
    yield from (("app/core/mining/why.py", text) for text in (*why.TEMPLATES.values(), *why.WORDS_OF_VIEW.values()))
    yield from (("app/core/mining/mining_report.py", text) for text in mining_report.LEFT_OUT.values())
