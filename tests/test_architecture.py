"""The architecture, proved: who may import whom, how long files and functions may be, what the window loads."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {"torch", "torchvision", "timm", "faiss", "cv2", "onnxruntime", "sklearn", "scipy"}
# Reached only through a registry or from inside a function: these may name torch at module level.
LOSSES = ("comparisons", "contrastive", "degree", "histogram", "infonce", "lifted_structure", "margin", "n_pair",
          "ordinal_margin", "quadruplet", "range", "ranking_infonce", "shapes", "triplet")  # fmt: skip
TRAINING = ("finetune", "steps", "group_steps", "resuming", "plain_state", "looking", "students/head",
            "students/correction", "students/deep", "students/lanes", "students/last", "students/full",
            "students/mlp")  # fmt: skip
TORCH_FILES = {*(f"models/{name}.py" for name in TRAINING), *(f"models/losses/{name}.py" for name in LOSSES)}

# Local features, geometry and what changed: the files behind app/core/verifying/verify.py and difference.py.
VERIFYING = ("app/core/verifying/keypoints.py", "app/core/verifying/geometry.py", "app/core/verifying/difference.py")


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imports(path: Path, *, module_level: bool = False) -> Iterator[str]:
    """Names imported by a file; with `module_level` only those that run on import (TYPE_CHECKING excepted)."""

    def walk(node: ast.AST) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from (alias.name for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{path} uses a relative import"
                yield child.module or ""
                yield from (f"{child.module}.{alias.name}" for alias in child.names)
            elif module_level and isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                continue
            elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                yield from (() if module_level else walk(child))
            else:
                yield from walk(child)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")))


def offenders(folder: str, banned: set[str], *, allowed: tuple[str, ...] = (), module_level: bool = False) -> list[str]:
    found = []
    for path in sources(folder):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(allowed or ("/",)):
            seen = set(imports(path, module_level=module_level))
            hits = {i for i in seen for b in banned if i == b or i.startswith(b + ".")}
            found += [f"{name} imports {hit}" for hit in sorted(hits)]
    return found


def test_models_know_neither_the_window_nor_the_program_nor_the_database() -> None:
    assert not offenders("models", {"PySide6", "sqlalchemy", "alembic", "faiss", "app"})


def test_core_knows_no_qt_and_no_window() -> None:
    assert not offenders("app/core", {"PySide6", "pyqtgraph", "app.gui", "app.cli", "app.worker"})


def test_only_the_store_speaks_sql() -> None:
    assert not offenders("app/core", {"sqlalchemy", "alembic", "sqlite3"}, allowed=("app/core/store/",))


def test_each_heavy_library_has_its_place_in_the_core() -> None:
    assert not offenders("app/core", {"faiss"})
    assert not offenders("app/core", {"onnxruntime", "timm", "torchvision"})
    assert not offenders("app/core", {"cv2"}, allowed=VERIFYING)
    allowed = ("app/core/searching/sieves.py", "app/core/searching/blocks.py", "app/core/doctor.py")
    assert not offenders("app/core", {"torch"}, allowed=allowed)


def test_the_window_never_imports_networks_search_or_database() -> None:
    assert not offenders("app/gui", HEAVY | {"sqlalchemy", "alembic", "sqlite3", "models"})


def test_heavy_libraries_are_imported_inside_functions() -> None:
    assert not offenders("app", HEAVY, module_level=True)
    assert not offenders("models", HEAVY, allowed=tuple(TORCH_FILES), module_level=True)


def test_the_layers_below_never_look_up() -> None:
    assert not offenders("app/core", {"app.gui"}) + offenders("models", {"app"})


@pytest.mark.parametrize("path", sources("app", "models"), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_file_is_over_400_lines_and_no_function_over_40(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, f"{node.name} is too long"


def test_the_median_file_is_short_and_no_drawer_exists() -> None:
    paths = [path for path in sources("app", "models") if path.read_text(encoding="utf-8").strip()]
    assert statistics.median(len(p.read_text(encoding="utf-8").splitlines()) for p in paths) <= 130
    assert not [p for p in paths if p.stem in {"utils", "helpers", "manager", "common", "misc"}]


def test_the_window_opens_without_networks_and_search() -> None:
    code = (
        "import sys, app.__main__, app.gui.main_window, app.core.catalog, app.core.settings\n"
        "from app.core import settings; settings.table()\n"
        f"print(sorted(set({sorted(HEAVY)}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_top_level_holds_only_what_was_agreed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not listed:
        pytest.skip("not a git checkout")
    agreed = {"app", "resources", "models", "tests", "build.spec", "pyproject.toml", "README.md", "LICENSE",
              "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", ".gitignore", ".gitattributes", ".ci"}  # fmt: skip
    assert {name.split("/")[0] for name in listed} <= agreed
