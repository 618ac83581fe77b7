"""Migrations: every label survives every step, a step that fails changes nothing, and who may not be opened is told."""

from __future__ import annotations

import lzma
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, inspect

from app import paths
from app.core.store import migrate
from app.core.store.schema import VERSION, metadata
from app.errors import UserError

ROOT = Path(__file__).parents[2]
LABELS = 1000

# Changing a column makes SQLite rebuild the table that every pair, and so every label, hangs on.
REBUILD = """
    with op.batch_alter_table("image") as table:
        table.alter_column("camera", new_column_name="device")
        table.add_column(sa.Column("stars", sa.Integer()))
    with op.batch_alter_table("pair") as table:
        table.add_column(sa.Column("seen", sa.Integer(), nullable=False, server_default="0"))
"""


RELEASED = sorted((ROOT / "tests" / "data" / "projects").glob("version*.db.xz"))  # a database of every older version


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database as the first version wrote it, with 1,000 labels."""
    return unpacked(RELEASED[0], tmp_path / "p")


def unpacked(packed: Path, folder: Path) -> Path:
    folder.mkdir()
    (folder / "project.db").write_bytes(lzma.decompress(packed.read_bytes()))
    with closing(sqlite3.connect(folder / "project.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    return folder / "project.db"


def scripts(folder: Path, *steps: str) -> Path:
    """A script location with the real first step and these as the ones after it."""
    shutil.copytree(paths.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__", "000[2-9]_*"))
    for number, body in enumerate(steps, 2):
        (folder / "versions" / f"{number:04}_made.py").write_text(
            f"import os, signal\nimport sqlalchemy as sa\nfrom alembic import op\n\n"
            f'revision = "{number:04}"\ndown_revision = "{number - 1:04}"\n\n\ndef upgrade():\n{body}\n'
        )
    return folder


def asked(path: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def everything(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_the_first_step_makes_what_the_schema_says(tmp_path: Path) -> None:
    migrate.create(tmp_path / "stepped.db")
    stepped = create_engine(f"sqlite:///{tmp_path / 'stepped.db'}")
    declared = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    metadata.create_all(declared)
    assert shape(stepped) == shape(declared)
    assert asked(tmp_path / "stepped.db", "PRAGMA user_version") == [(VERSION,)]
    assert "CASCADE" not in " ".join(everything(tmp_path / "stepped.db")).upper()
    stepped.dispose()
    declared.dispose()


def shape(engine: Engine) -> dict[str, Any]:
    found = inspect(engine)
    return {
        table: {
            "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(table)},
            "key": set(found.get_pk_constraint(table)["constrained_columns"]),
            "parents": sorted(str((k["constrained_columns"], k["referred_table"], k["referred_columns"], k["options"]))
                              for k in found.get_foreign_keys(table)),
            "unique": sorted(str(u["column_names"]) for u in found.get_unique_constraints(table)),
            "checks": sorted(str(c["sqltext"]) for c in found.get_check_constraints(table)),
            "indexes": sorted((str(i["name"]), str(i["column_names"])) for i in found.get_indexes(table)),
        }
        for table in found.get_table_names()
    }  # fmt: skip


def test_a_rebuilt_table_costs_no_label(database: Path, tmp_path: Path) -> None:
    before = asked(database, "SELECT * FROM label")
    copy = migrate.upgrade(database, scripts(tmp_path / "s", REBUILD), 2)
    assert asked(database, "PRAGMA user_version") == [(2,)]
    assert asked(database, "SELECT * FROM label") == before and len(before) == LABELS
    assert asked(database, "SELECT count(*), max(seen) FROM pair") == [(LABELS, 0)]
    assert asked(database, "SELECT stars, device FROM image LIMIT 1") == [(None, None)]
    assert asked(database, "PRAGMA foreign_key_check") == [] and asked(database, "PRAGMA integrity_check") == [("ok",)]
    assert asked(database, "PRAGMA application_id") == [(0x4E504149,)]
    assert copy is not None and copy.parent.name == "backups"
    assert asked(copy, "SELECT * FROM label") == before and asked(copy, "PRAGMA user_version") == [(1,)]


def test_the_copy_has_what_is_only_in_the_log(database: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database)) as held:
        held.execute("PRAGMA wal_autocheckpoint = 0")
        held.execute("UPDATE label SET note = 'only in the log'")
        held.commit()
        assert Path(f"{database}-wal").stat().st_size > 0
        copy = migrate.upgrade(database, scripts(tmp_path / "s", REBUILD), 2)
        assert copy is not None
        assert asked(copy, "SELECT count(*) FROM label WHERE note = 'only in the log'") == [(LABELS,)]
        assert not Path(f"{copy}-wal").exists()


@pytest.mark.parametrize("packed", RELEASED, ids=lambda path: path.name)
def test_every_released_version_comes_here_with_all_its_labels(packed: Path, tmp_path: Path) -> None:
    database = unpacked(packed, tmp_path / "p")
    before = asked(database, "SELECT * FROM label")
    assert len(before) == LABELS and migrate.version_of(database) < VERSION
    assert migrate.upgrade(database) is not None
    assert migrate.version_of(database) == VERSION and asked(database, "SELECT * FROM label") == before
    migrate.create(tmp_path / "fresh.db")
    engines = [create_engine(f"sqlite:///{path}") for path in (database, tmp_path / "fresh.db")]
    assert shape(engines[0]) == shape(engines[1])
    for engine in engines:
        engine.dispose()


def test_there_is_a_database_of_every_older_version() -> None:
    assert [path.name for path in RELEASED] == [f"version{number}.db.xz" for number in range(1, VERSION)]


def test_a_current_database_is_left_alone(database: Path) -> None:
    migrate.upgrade(database)
    shutil.rmtree(database.parent / "backups")
    before = database.read_bytes()
    assert migrate.upgrade(database) is None
    assert database.read_bytes() == before and not (database.parent / "backups").exists()


@pytest.mark.parametrize(
    "failure",
    ['    raise RuntimeError("half-way")', '    op.execute("DELETE FROM image")  # rows of pair lose their parents',
     '    op.execute("INSERT INTO nowhere VALUES (1)")'],
)  # fmt: skip
def test_a_step_that_fails_half_way_changes_nothing(database: Path, tmp_path: Path, failure: str) -> None:
    before = everything(database)
    with pytest.raises(Exception, match=r"half-way|without their parents|no such table"):
        migrate.upgrade(database, scripts(tmp_path / "s", REBUILD + failure), 2)
    assert everything(database) == before and asked(database, "PRAGMA user_version") == [(1,)]
    assert len(list((database.parent / "backups").iterdir())) == 1, "the copy is kept"
    migrate.upgrade(database, scripts(tmp_path / "again", REBUILD), 2)
    assert asked(database, "SELECT count(*) FROM label") == [(LABELS,)]


def test_each_step_is_a_transaction_of_its_own(database: Path, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="third"):
        migrate.upgrade(database, scripts(tmp_path / "s", REBUILD, '    raise RuntimeError("third")'), 3)
    assert asked(database, "PRAGMA user_version") == [(2,)]
    assert asked(database, "SELECT count(stars), count(*) FROM image") == [(0, 60)]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of Unix")
def test_a_step_that_is_killed_changes_nothing(database: Path, tmp_path: Path) -> None:
    before = everything(database)
    location = scripts(tmp_path / "s", REBUILD + "    os.kill(os.getpid(), signal.SIGKILL)")
    code = "import sys; from pathlib import Path; from app.core.store import migrate\n" \
           "migrate.upgrade(Path(sys.argv[1]), Path(sys.argv[2]), 2)"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code, str(database), str(location)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert everything(database) == before and asked(database, "PRAGMA user_version") == [(1,)]


def test_a_newer_database_is_refused_and_left_alone(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 7")
    before = database.read_bytes()
    with pytest.raises(UserError, match=r"newer Nearpair \(its version is 7, this one reads up to 3\)"):
        migrate.upgrade(database)
    assert database.read_bytes() == before


def test_a_damaged_file_is_told_from_a_newer_and_a_strangers(database: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "other.db"
    with closing(sqlite3.connect(stranger)) as connection:
        connection.execute("CREATE TABLE mine (x)")
    (tmp_path / "text.db").write_text("not a database, but long enough to have a header" * 40)
    (tmp_path / "empty.db").touch()
    for name, words in {"other.db": "another program", "text.db": "damaged", "empty.db": "is empty"}.items():
        with pytest.raises(UserError, match=words):
            migrate.version_of(tmp_path / name)
    assert migrate.version_of(database) == 1


def test_a_damaged_database_is_not_migrated(database: Path, tmp_path: Path) -> None:
    content = bytearray(database.read_bytes())
    page = 4096 * asked(database, "SELECT rootpage - 1 FROM sqlite_schema WHERE name = 'label'")[0][0]
    content[page + 100 : page + 4000] = b"\xaa" * 3900
    database.write_bytes(content)
    with pytest.raises(UserError, match="damaged"):
        migrate.upgrade(database, scripts(tmp_path / "s", REBUILD), 2)
    assert database.read_bytes() == content
    assert list((database.parent / "backups").iterdir()) == []


def test_a_gap_between_the_steps_is_a_bug(database: Path, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no complete way"):
        migrate.upgrade(database, scripts(tmp_path / "s", REBUILD), 3)
    assert asked(database, "PRAGMA user_version") == [(1,)]
