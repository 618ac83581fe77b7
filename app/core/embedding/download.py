"""Download: weights that are not bundled, fetched when a person asks in that very moment, or taken from a file."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPException
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from app import __version__
from app.core.atomic import make_folder, replacing
from app.core.jobs import NULL_JOB, Job
from models import weights
from models.backbones import BACKBONES, open_choice
from models.errors import UserError
from models.weights import Source
from models.weights.install import check

TIMEOUT = 30.0  # seconds without a byte
CHUNK = 1 << 18
SLACK = 1 << 20  # a server that sends more than this beyond the stated size is not sending the file


@dataclass(frozen=True)
class Offer:
    """What can be fetched for a backbone, for a person to agree to."""

    backbone: str
    url: str
    megabytes: int
    licence: str
    folder: str
    there: bool


def offers() -> list[Offer]:
    """Every set of weights that is not bundled, and whether it is there."""
    return [
        Offer(name, source.url, round(source.bytes / 1e6), source.licence, str(weights.user_folder()),
              weights.there(name))
        for name, source in weights.sources().items()
    ]  # fmt: skip


def offer(backbone: str) -> Offer | None:
    """What there is to fetch before this backbone can be used; None when nothing is missing."""
    return next((one for one in offers() if one.backbone == backbone and not one.there), None)


def download(backbone: str, file: str = "", job: Job = NULL_JOB) -> dict[str, Any]:
    """Bring the weights of a backbone into the user's folder, from the network or from `file`, and try them.

    Nothing half written stays, whatever ends it. UserError in one sentence for no network, a wrong file, a full disk.
    """
    source = weights.source(backbone)
    if find_spec("torch") is None:
        raise UserError("{backbone} needs torch, which this build does not have", backbone=backbone)
    result = {"backbone": backbone, "folder": str(source.place.parent), "licence": source.licence}
    put_by_hand = source.place.is_file()
    if weights.there(backbone) and not file and _usable(backbone, job):
        return result | {"fetched": 0}
    make_folder(source.place.parent)
    _clean(source)
    size = _take(Path(file), source, job) if file else _fetch(source, job)
    try:
        job.report("Trying the network")
        _open(backbone)
    finally:
        if not put_by_hand:
            source.place.unlink()  # what is used is the converted one
    return result | {"fetched": size}


def _usable(backbone: str, job: Job) -> bool:
    """Whether what is there can be used; if not it is fetched again."""
    job.report("Trying the network")
    try:
        _open(backbone)
    except UserError as error:
        job.warn(str(error))
        return False
    return True


def _open(backbone: str) -> None:
    """Convert what is there and build the network with it, all of it in memory once."""
    values = {s.key: s.default for s in BACKBONES.entry(backbone).settings}
    open_choice(backbone, values).open("cpu", 0)


def _take(file: Path, source: Source, job: Job) -> int:
    """Take the published file from where the person has it."""
    if not file.is_file():
        raise UserError("there is no file {path}", path=file)
    job.report("Checking the file")
    check(source, file)
    if file.resolve() != source.place.resolve():
        _needs_room(source)
        with replacing(source.place) as made, file.open("rb") as given, made.open("wb") as out:
            for chunk in _chunks(given):
                job.report("Copying", out.tell(), source.bytes)
                out.write(chunk)
    return file.stat().st_size


def _fetch(source: Source, job: Job) -> int:
    """Fetch the published file; it takes its place only when it is whole and the right one."""
    _needs_room(source)
    with replacing(source.place) as made:
        try:
            _receive(source, made, job)
        except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
            raise _unreachable(source, error) from error
        job.report("Checking the file")
        if not weights.digest(made).startswith(source.sha256):
            raise UserError("what {url} sent is not {file}: its sha256 is another than {sha256}; nothing was kept",
                            url=source.url, file=source.file, sha256=source.sha256)  # fmt: skip
    return source.place.stat().st_size


def _receive(source: Source, made: Path, job: Job) -> None:
    request = urllib.request.Request(source.url, headers={"User-Agent": f"nearpair/{__version__}"})
    with closing(urllib.request.urlopen(request, timeout=TIMEOUT)) as answer, made.open("wb") as out:
        announced = int(answer.headers.get("Content-Length") or 0)
        for chunk in _chunks(answer):
            out.write(chunk)
            job.report(f"Fetching {source.file}", out.tell(), announced or source.bytes)
            if out.tell() > source.bytes + SLACK:
                raise HTTPException("it sends more than the file")
        if out.tell() < announced:
            raise HTTPException(f"the connection ended after {out.tell()} of {announced} bytes")


def _chunks(file: Any) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _unreachable(source: Source, error: Exception) -> UserError:
    reason = getattr(error, "reason", None) or error
    return UserError(
        "{url} could not be fetched ({reason}); try again, or put {file} (sha256 {sha256}) into {folder}",
        url=source.url, reason=reason, file=source.file, sha256=source.sha256, folder=source.place.parent,
    )  # fmt: skip


def _needs_room(source: Source) -> None:
    """UserError unless both the file and what it is converted to find room."""
    folder = source.place.parent
    if shutil.disk_usage(folder).free < 2.2 * source.bytes:
        raise UserError("{folder} has no room for {megabytes} MB", folder=folder,
                        megabytes=round(2.2 * source.bytes / 1e6))  # fmt: skip


def _clean(source: Source) -> None:
    """Remove what a download that was killed left behind."""
    for part in source.place.parent.glob(f".{source.file}.*.part"):
        with suppress(OSError):
            part.unlink()

