"""Zip files as folders: paths into them, what is refused, and that no size is believed."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.jobs import Job
from app.core.reading import archives
from app.core.reading.archives import BadArchive, members, split
from app.core.reading.files import BadImage, content_hash, file_size, is_there, on_disk, opened
from app.core.reading.scanning import scan


def archive(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as made:
        for name, data in files.items():
            made.writestr(zipfile.ZipInfo(name), data, method)
    return path


def patched(path: Path, name: bytes, at: int, value: int) -> None:
    """Change four bytes of a file's entry in the list of contents."""
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\1\2", 0, data.rindex(name))
    struct.pack_into("<I", data, entry + at, value)
    path.write_bytes(data)


def code(path: Path) -> str:
    with pytest.raises(BadImage) as caught, opened(path):
        pass
    return caught.value.code


def test_a_path_leads_into_a_zip_file_only_where_it_is_a_file(tmp_path: Path) -> None:
    made = archive(tmp_path / "Photos.ZIP", {"in/a.jpg": b"a"})
    assert split(tmp_path / "Photos.ZIP!/in/a.jpg") == (made, "in/a.jpg")
    assert split(made) is None and split(tmp_path / "none.zip!/a.jpg") is None
    real = tmp_path / "odd.zip!"
    real.mkdir()
    (real / "a.jpg").write_bytes(b"plain")
    archive(real / "b.zip", {"c.zip!/d.jpg": b"deep"})
    assert split(real / "a.jpg") is None and split(real / "b.zip!/c.zip!/d.jpg") == (real / "b.zip", "c.zip!/d.jpg")
    with opened(real / "a.jpg") as file:
        assert file.read() == b"plain"
    with opened(real / "b.zip!/c.zip!/d.jpg") as file:
        assert file.read() == b"deep"
    assert on_disk(tmp_path / "Photos.ZIP!/in/a.jpg") == made and on_disk(made) == made
    assert is_there(tmp_path / "Photos.ZIP!/in/a.jpg") and not is_there(tmp_path / "none.zip!/a.jpg")
    assert file_size(tmp_path / "Photos.ZIP!/in/a.jpg") == 1 and file_size(tmp_path / "Photos.ZIP!/b.jpg") is None


def test_a_folder_beside_a_zip_file_of_its_name_is_left_out(tmp_path: Path) -> None:
    archive(tmp_path / "p.zip", {"a.jpg": b"zipped"})
    (tmp_path / "p.zip!").mkdir()
    (tmp_path / "p.zip!" / "a.jpg").write_bytes(b"plain")
    warnings: list[str] = []
    assert [file.path for file in scan(tmp_path, Job(on_warning=warnings.append))] == ["p.zip!/a.jpg"]
    assert len(warnings) == 1 and "the zip file beside it" in warnings[0]
    with opened(tmp_path / "p.zip!/a.jpg") as file:
        assert file.read() == b"zipped"
    (tmp_path / "p.zip").unlink()
    assert [file.path for file in scan(tmp_path)] == ["p.zip!/a.jpg"]


@given(data=st.binary(max_size=5000), stored=st.booleans())
def test_what_is_read_is_what_was_packed(tmp_path_factory: pytest.TempPathFactory, data: bytes, stored: bool) -> None:
    folder = tmp_path_factory.mktemp("zip")
    made = archive(folder / "a.zip", {"x": b"other", "y/z": data}, zipfile.ZIP_STORED if stored else 8)
    member = members(made)["y/z"]
    with made.open("rb") as file:
        assert archives.read(file, member) == data and member.size == len(data)


def test_a_member_can_be_sought_and_hashed(tmp_path: Path) -> None:
    archive(tmp_path / "a.zip", {"x.jpg": b"abc"})
    with opened(tmp_path / "a.zip!/x.jpg") as file:
        assert content_hash(file).startswith("ba7816bf") and file.read() == b"abc"
        file.seek(-1, os.SEEK_END)
        assert file.read() == b"c" and str(file.name).endswith("x.jpg")


def test_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    for name, at, value, expected in (
        ("less", 24, 10, "bomb"), ("more", 24, 20_000, "truncated"), ("checksum", 16, 1, "truncated"),
        ("offset", 42, 7, "unreadable"), ("far", 42, 1 << 30, "unreadable"),
    ):  # fmt: skip
        made = archive(tmp_path / f"{name}.zip", {"a.jpg": b"0123456789" * 1000})
        patched(made, b"a.jpg", at, value)
        assert code(tmp_path / f"{name}.zip!/a.jpg") == expected, name


def test_a_bomb_unpacks_to_no_more_than_it_states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = archive(tmp_path / "a.zip", {"a.jpg": bytes(50_000_000), "b.jpg": os.urandom(50_000)})
    monkeypatch.setattr(archives, "MOST_BYTES", 10_000_000)
    assert made.stat().st_size < 150_000
    assert code(tmp_path / "a.zip!/a.jpg") == "too-large"
    archives._members.cache_clear()
    monkeypatch.undo()
    patched(made, b"a.jpg", 24, 4_000_000_000)
    assert [file.problem for file in scan(tmp_path)] == ["bomb"], "more than deflate can pack"


def test_the_same_bytes_under_many_names_are_a_bomb(tmp_path: Path) -> None:
    made = archive(tmp_path / "a.zip", {f"{n:03}.jpg": b"" for n in range(200)} | {"x.jpg": bytes(900_000)})
    good = members(made)["x.jpg"]
    for n in range(200):
        patched(made, f"{n:03}.jpg".encode(), 42, good.offset)
        patched(made, f"{n:03}.jpg".encode(), 24, good.size)
    with pytest.raises(BadArchive, match="claims to hold"):
        members(made)


def test_a_list_of_contents_that_is_too_long_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = archive(tmp_path / "a.zip", {f"{n}.jpg": b"x" for n in range(100)})
    monkeypatch.setattr(archives, "MOST_DIRECTORY", 1000)
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("the list was read"))
    with pytest.raises(BadArchive, match="too many files"):
        members(made)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_packing_methods_are_named(tmp_path: Path, method: int) -> None:
    archive(tmp_path / "a.zip", {"a.jpg": b"x" * 100}, method)
    assert code(tmp_path / "a.zip!/a.jpg") == "unreadable"


@pytest.mark.parametrize("name", ["../a.jpg", "/a.jpg", "x/../../a.jpg", "C:/a.jpg", "..\\a.jpg", "C:\\a.jpg"])
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    info = zipfile.ZipInfo("placeholder")
    info.filename = name
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(info, b"x")
        made.writestr("ok.jpg", b"x")
    (tmp_path / "a.zip").write_bytes(buffer.getvalue())
    found = scan(tmp_path)
    assert [(file.path, file.problem) for file in found] == [("a.zip", "unsafe-name"), ("a.zip!/ok.jpg", "")]
    assert all(member.problem[0] for member in members(tmp_path / "a.zip").values() if member.name != "ok.jpg")


def test_a_touched_zip_file_has_the_files_it_had(tmp_path: Path) -> None:
    made = archive(tmp_path / "a.zip", {"a.jpg": b"one", "__MACOSX/._a.jpg": b"junk", "notes.txt": b"t"})
    before = scan(tmp_path)
    os.utime(made, ns=(1, 1))
    assert scan(tmp_path) == before and [file.path for file in before] == ["a.zip!/a.jpg"]
    archive(made, {"a.jpg": b"two"})
    assert scan(tmp_path) != before


def test_what_vanished_or_is_damaged_is_named(tmp_path: Path) -> None:
    made = archive(tmp_path / "a.zip", {"a.jpg": b"x", "empty.jpg": b""})
    assert code(tmp_path / "a.zip!/b.jpg") == "missing"
    assert code(tmp_path / "a.zip!/empty.jpg") == "empty"
    made.write_bytes(made.read_bytes()[:-30])
    assert code(tmp_path / "a.zip!/a.jpg") == "unreadable" and file_size(tmp_path / "a.zip!/a.jpg") is None
    assert [(file.path, file.problem) for file in scan(tmp_path)] == [("a.zip", "unreadable")]
    made.unlink()
    assert code(tmp_path / "a.zip!/a.jpg") == "missing"
