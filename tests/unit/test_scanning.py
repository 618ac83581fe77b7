"""Scanning: what is taken for an image, and that nothing on a disk makes it wait or fall."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from app.core.jobs import Job
from app.core.reading.files import BadImage, opened
from app.core.reading.formats import SUFFIXES, starts_like_image
from app.core.reading.scanning import scan
from tests.data.odd import make

needs_posix = pytest.mark.skipif(os.name == "nt", reason="no such files on Windows")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "JPEG2000", "PPM", "QOI"])
def test_pictures_are_found_under_any_name(tmp_path: Path, kind: str) -> None:
    (tmp_path / "IMG_0001").write_bytes(make.encoded(make.scene(), kind))
    (tmp_path / "picture.backup").write_bytes(make.encoded(make.scene(), kind))
    assert [file.path for file in scan(tmp_path)] == ["IMG_0001", "picture.backup"]


def test_other_files_are_passed_over(tmp_path: Path) -> None:
    for name, data in (("a.txt", b"BMW is a maker of cars"), ("b", b""), ("c.mp4", b"\0\0\0\x18ftypisom\0\0\0\0"),
                       ("d.py", b"P = 3\n"), ("e.pdf", b"%PDF-1.7"), ("g.svg", b"<svg/>")):  # fmt: skip
        (tmp_path / name).write_bytes(data)
    assert scan(tmp_path) == []


def test_a_suffix_is_enough(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        (tmp_path / f"a{suffix.upper()}").write_bytes(b"anything")
    assert len(scan(tmp_path)) == len(SUFFIXES) and ".cr2" in SUFFIXES and ".heic" in SUFFIXES


def test_a_start_is_no_proof_before_it_is_whole() -> None:
    assert not any(starts_like_image(b"\x89PNG\r\n\x1a\n"[:n]) for n in range(8))
    assert not starts_like_image(b"RIFF\0\0\0\0WAVE") and not starts_like_image(b"\0\0\0\x18ftypqt  ")


@needs_posix
def test_pipes_sockets_and_devices_are_named_and_never_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    os.mkfifo(tmp_path / "pipe.zip")
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)  # a socket's path may have 100 bytes
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("s.png")
        (tmp_path / "null.gif").symlink_to("/dev/null")
        found = {file.path: (file.problem, file.detail) for file in scan(tmp_path)}
    assert {path: code for path, (code, _) in found.items()} == dict.fromkeys(
        ("pipe.jpg", "s.png", "null.gif"), "not-a-file"
    )
    assert "device" in found["null.gif"][1] and "socket" in found["s.png"][1]
    for name in ("pipe.jpg", "s.png", "null.gif"):
        with pytest.raises(BadImage, match="no file"), opened(tmp_path / name):
            pass


@needs_posix
def test_a_pipe_that_takes_a_files_place_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    plain = (tmp_path / "a.jpg").stat()
    os.mkfifo(tmp_path / "p.jpg")
    monkeypatch.setattr(Path, "stat", lambda *_, **__: plain)
    with pytest.raises(BadImage, match="named pipe"), opened(tmp_path / "p.jpg"):
        pass


@needs_posix
def test_names_at_and_over_the_limits(tmp_path: Path) -> None:
    (tmp_path / ("n" * 251 + ".jpg")).write_bytes(b"x")
    here = Path.cwd()
    folder = tmp_path
    try:  # deeper than a path may be long: only step by step
        os.chdir(tmp_path)
        for _ in range(20):
            Path("d" * 250).mkdir()
            os.chdir("d" * 250)
            folder = folder / ("d" * 250)
        Path("deep.jpg").write_bytes(b"x")
    finally:
        os.chdir(here)
    warnings: list[str] = []
    found = scan(tmp_path, Job(on_warning=warnings.append))
    assert [len(file.path) for file in found if not file.problem] == [255]
    assert len(warnings) == 1 and "too long" in warnings[0] and len(warnings[0]) < 400
    with pytest.raises(BadImage) as caught, opened(folder / "deep.jpg"):
        pass
    assert caught.value.code == "name-too-long"


@needs_posix
def test_without_permission_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)  # root may read everything, so it cannot be tried for real
    with pytest.raises(BadImage, match="Permission denied") as caught, opened(tmp_path / "a.jpg"):
        pass
    assert caught.value.code == "no-permission"
