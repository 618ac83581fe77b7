"""What every entry of every registry owes, whoever wrote it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.core.catalog import REGISTRIES
from app.core.settings import Settings, find, parse_assignments, table
from app.errors import UserError
from models.registry import Registry
from models.settings import Setting

ENTRIES = [(kind, entry.name) for kind, registry in REGISTRIES.items() for entry in registry]


@pytest.mark.parametrize(("kind", "name"), ENTRIES)
def test_an_entry_resolves_and_has_one_line_of_help(kind: str, name: str) -> None:
    entry = REGISTRIES[kind].entry(name)
    assert entry.load() is not None
    assert entry.help.endswith(".") and "\n" not in entry.help and 20 <= len(entry.help) <= 160


@pytest.mark.parametrize(("kind", "name"), ENTRIES)
def test_an_entry_lives_in_a_file_of_its_own_name(kind: str, name: str) -> None:
    module = REGISTRIES[kind].entry(name).target.split(":")[0].rsplit(".", 1)[-1]
    assert module in {name, f"{name}_pairs"}


@pytest.mark.parametrize("key", table())
def test_a_setting_accepts_its_default_and_has_words(key: str) -> None:
    setting = table()[key]
    assert setting.check(setting.default) == setting.default
    assert setting.parse(str(setting.default)) == setting.default
    assert setting.label and setting.help.endswith(".")


def test_a_name_is_declared_once_and_a_wrong_one_lists_the_choices() -> None:
    registry: Registry[object] = Registry("miner")
    registry.add("one", "json:loads", help="x")
    with pytest.raises(ValueError, match="twice"):
        registry.add("one", "json:loads", help="x")
    with pytest.raises(UserError, match="choices are one"):
        registry.entry("two")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("miner.knn.k=0", "between 1 and 1000"),
        ("miner.knn.k=ten", "whole number"),
        ("miner.knn.kk=3", "did you mean miner.knn.k"),
        ("mine.miner=guess", "one of knn"),
        ("train.learning_rate=nan", "between"),
        ("miner.knn.k", "key=value"),
    ],
)
def test_a_wrong_setting_is_refused_in_one_sentence(text: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        parse_assignments([text])


def test_overrides_are_typed_and_reach_their_entry() -> None:
    settings = parse_assignments(["miner.knn.k=7"])
    assert settings.of_entry("miner", REGISTRIES["miner"].entry("knn")) == {"k": 7}
    assert Settings().having(batch__size=5)["batch.size"] == 5
    assert find("batch.size").parse("12") == 12
    assert Setting("x", True, "x", "x.").parse("off") is False


def test_listing_the_choices_imports_none_of_them() -> None:
    code = (
        "import sys, app.core.settings as s; s.table()\n"
        "print([m for m in sys.modules if m.startswith(('models.losses.', 'models.backbones.', 'app.core.miners.'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
