"""Project: made whole or not at all, opened only where that is safe, and what it says when it is not."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.core.records import Grade
from app.core.store import database, drives
from app.core.store.labels import By
from app.core.store.project import Project
from app.core.store.schema import VERSION, image
from app.errors import UserError
from tests.made import grade, project_of


def test_a_new_project_has_an_identity_a_scale_and_leaves_no_log(tmp_path: Path) -> None:
    with Project.create(tmp_path / "cats") as project:
        assert (project.name, project.path.name, project.role) == ("cats", "cats.nearpair", "command")
        assert len(project.uuid) == 32 and len(project.salt) == 32 and project.check() == []
        identity = (project.uuid, project.salt)
    assert {item.name for item in project.path.iterdir()} == {"project.db", "session.lock", "worker.lock"}
    with closing(sqlite3.connect(project.path / "project.db")) as connection:
        assert connection.execute("SELECT version FROM scale").fetchall() == [(1,)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    for path in (tmp_path / "cats", tmp_path / "cats.nearpair"):
        with Project.open(path) as again:
            assert (again.uuid, again.salt) == identity and again.session != project.session
    with Project.create(tmp_path / "dogs", salt="s") as other:
        assert other.salt == "s" and other.uuid != identity[0]


def test_every_connection_keeps_foreign_keys_and_is_on_disk_at_commit(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p") as project, project.db.read() as connection:
        asked = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("foreign_keys", "synchronous")]
        assert asked == [1, 2]


def test_values_of_its_own(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p") as project:
        assert project.get("missing") is None and project.get("missing", 3) == 3
        for value in ({"a": [1, 2.5, None]}, "text", False):
            project.set("key", value)
            assert project.get("key", 3) == value


def test_an_unfinished_creation_is_begun_again_and_anything_else_is_left_alone(tmp_path: Path) -> None:
    started = tmp_path / "p.nearpair"
    started.mkdir()
    (started / "project.db.new").write_bytes(b"half a database")
    (started / "session.lock").touch()
    Project.create(tmp_path / "p").close()
    assert not (started / "project.db.new").exists()
    with pytest.raises(UserError, match="is there already"):
        Project.create(started)
    (tmp_path / "photos.nearpair").mkdir()
    (tmp_path / "photos.nearpair" / "cat.jpg").touch()
    (tmp_path / "file.nearpair").touch()
    for name in ("photos", "file"):
        with pytest.raises(UserError, match="is there already"):
            Project.create(tmp_path / name)


def test_what_cannot_be_opened_is_told_in_one_sentence(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p") as project:
        path = project.path / "project.db"
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    strange = "is not a Nearpair project"
    for name, words in {"none": "there is no project at", "folder": strange, "file": strange}.items():
        with pytest.raises(UserError, match=words):
            Project.open(tmp_path / name)
    whole = path.read_bytes()
    damages = {b"": "is empty", b"no database at all" * 500: "is damaged", whole[:100] + b"\xff" * 5000: "is damaged"}
    for content, words in damages.items():
        path.write_bytes(content)
        for role in ("window", "reader"):
            with pytest.raises(UserError, match=words):
                Project.open(tmp_path / "p", role=role)  # type: ignore[arg-type]
        assert path.read_bytes() == content, "a damaged project is never rebuilt"
    path.write_bytes(whole)
    Project.open(tmp_path / "p").close()


@pytest.mark.parametrize("role", ["window", "command", "worker", "reader"])
def test_a_project_of_a_newer_program_is_refused(tmp_path: Path, role: str) -> None:
    Project.create(tmp_path / "p").close()
    with closing(sqlite3.connect(tmp_path / "p.nearpair" / "project.db")) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(UserError, match="was written by a newer Nearpair"):
        Project.open(tmp_path / "p", role=role)  # type: ignore[arg-type]


def test_a_reader_changes_nothing_and_makes_no_folder(tmp_path: Path) -> None:
    with project_of(tmp_path / "p", 3) as project:
        with Project.open(project.path, role="reader") as reader:
            assert len(reader.images.all()) == 3
            with pytest.raises(UserError, match="read-only"):
                reader.set("key", 1)
            assert not reader.folder("thumbs").exists()
        assert project.folder("thumbs").is_dir()
        with pytest.raises(ValueError, match="no folder"):
            project.folder("attic")  # type: ignore[arg-type]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:  # pragma: no cover
    project_of(tmp_path / "p", 1).close()
    folder = tmp_path / "p.nearpair"
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(UserError, match="cannot be written"):
            Project.open(folder)
        with Project.open(folder, role="reader") as reader:
            assert len(reader.images.all()) == 1
    finally:
        folder.chmod(stat.S_IRWXU)


def test_a_network_drive_is_refused_for_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Project.create(tmp_path / "p").close()
    monkeypatch.setattr(drives, "is_network", lambda path: True)
    for make in (lambda: Project.open(tmp_path / "p"), lambda: Project.create(tmp_path / "q")):
        with pytest.raises(UserError, match="is on a network drive"):
            make()
    assert not (tmp_path / "q.nearpair").exists()
    Project.open(tmp_path / "p", role="reader").close()


def test_the_file_system_is_that_of_the_deepest_mount() -> None:
    mounts = (
        "/dev/sda / ext4 rw 0 0\nserver:/x /home/me/My\\040Photos nfs4 rw 0 0\n"
        "tmpfs /home tmpfs rw 0 0\n/dev/sdb /home/me ext4 rw 0 0\n"
    )
    assert drives.kind_of(Path("/home/me/My Photos/p.nearpair"), mounts) == "nfs4"
    assert drives.kind_of(Path("/home/me/p"), mounts) == "ext4"
    assert drives.kind_of(Path("/home/you"), mounts) == "tmpfs"
    assert drives.kind_of(Path("/var"), mounts) == "ext4"
    assert not drives.is_network(Path(__file__))


def test_a_copy_is_whole_while_the_project_is_open(tmp_path: Path) -> None:
    with project_of(tmp_path / "p", 4) as project:
        grade(project, 1, 2, Grade.ND)
        copy = project.back_up(tmp_path / "copy.db")
        grade(project, 3, 4, Grade.ND)
        with pytest.raises(UserError, match="cannot be opened"):
            project.back_up(tmp_path / "nowhere" / "copy.db")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM label").fetchone() == (1,)
    assert [item.name for item in tmp_path.glob("*.part")] == []


def test_check_names_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    with project_of(tmp_path / "p", 4) as project:
        grade(project, 1, 2, Grade.ND)
        project.labels.undo(By("ann"))
        assert project.check() == []
        project.rounds.add_embedder(fingerprint="f", name="whiten", backbone="b", backbone_fingerprint="bf",
                                    head="whiten", file="checkpoints/w.safetensors", dim=2,
                                    network="checkpoints/n.safetensors")  # fmt: skip
        with project.db.write() as connection:
            connection.execute(image.update().where(image.c.id == 1).values(content_hash="other"))
            connection.exec_driver_sql("UPDATE label SET undoes = 'nothing' WHERE kind = 'undo'")
        (tmp_path / "photos").rmdir()
        found = project.check()
    parts = (
        "given to other images",
        "back step nothing",
        "w.safetensors is missing",
        "n.safetensors is missing",
        "photos of the collection is missing",
    )
    for words in parts:
        assert sum(words in sentence for sentence in found) == 1, found
    assert len(found) == 5


def test_check_finds_damage_inside_the_file(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    with project_of(tmp_path / "p", 400) as project:
        path = project.path / "project.db"
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute("SELECT rootpage - 1 FROM sqlite_schema WHERE name = 'image_file'").fetchone()[0]
    with path.open("r+b") as file:
        file.seek(4096 * page + 8)
        file.write(b"\xaa" * 4000)
    with Project.open(path.parent, role="reader") as project:
        assert any("damaged" in sentence for sentence in project.check())


def test_a_failed_write_leaves_the_connection_usable(tmp_path: Path) -> None:
    with project_of(tmp_path / "p", 2) as project:
        with pytest.raises(ZeroDivisionError), project.db.write() as connection:
            connection.execute(image.update().values(camera="x"))
            raise ZeroDivisionError
        assert project.images.all()[0].camera is None
        project.set("key", 1)
        assert project.get("key") == 1


def test_a_write_begins_as_soon_as_another_one_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Project.create(tmp_path / "p") as project, closing(sqlite3.connect(project.db.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        slept: list[float] = []

        def sleep(seconds: float) -> None:
            slept.append(seconds)
            if len(slept) == 40:  # by then SQLite's own waits would be 100 ms each
                other.rollback()

        monkeypatch.setattr(database, "time", SimpleNamespace(sleep=sleep, monotonic=lambda: 0.0))
        project.set("key", 1)
        assert slept == [database.TRY_AGAIN] * 40 and project.get("key") == 1
        with project.db.write() as connection:
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 1000 * database.BUSY_SECONDS


def test_a_project_that_stays_busy_is_told_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Project.create(tmp_path / "p") as project, closing(sqlite3.connect(project.db.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        clock = iter([0.0, database.BUSY_SECONDS - 1, database.BUSY_SECONDS + 1])
        monkeypatch.setattr(database, "time", SimpleNamespace(sleep=lambda _: None, monotonic=lambda: next(clock)))
        with pytest.raises(UserError, match="is busy"):
            project.set("key", 1)
        other.rollback()
        monkeypatch.undo()
        project.set("key", 1)  # the connection is as good as before


def test_opening_a_current_project_does_not_load_alembic(tmp_path: Path) -> None:
    Project.create(tmp_path / "p").close()
    code = "import sys; from pathlib import Path; from app.core.store.project import Project\n" \
           "Project.open(Path(sys.argv[1])).close(); print('alembic' in sys.modules)"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "p")], cwd=Path(__file__).parents[2],
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout.strip() == "False"
