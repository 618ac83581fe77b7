"""Vectors of one's own from the command line: out of one project, into another, mined with, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from app.core.embedding.extraction import on_disk
from app.core.reading.ingest import ingest
from app.core.settings import Settings
from app.core.store.project import Project
from tests.e2e.conftest import Nearpair

COUNT = 8


def test_vectors_made_elsewhere_mine_without_a_network(nearpair: Nearpair, tmp_path: Path) -> None:
    pictures, project, out = tmp_path / "pictures", tmp_path / "p.nearpair", tmp_path / "own.npz"
    pictures.mkdir()
    for number in range(COUNT):
        Image.effect_noise((64, 48), 30 + 20 * number).save(pictures / f"{number}.png")
    with Project.create(project) as made:
        ingest(made, [pictures], Settings(), processes=1)
    bad = nearpair("import", project, "--format", "embeddings", pictures / "0.png")
    assert bad.code == 1 and bad.err.strip().splitlines()[-1].endswith("0.png is not an .npz of plain arrays")

    angle = np.arange(COUNT - 1) ** 2 / 20  # neighbours on a circle; the last picture gets no vector
    np.savez(out, vectors=np.column_stack((np.cos(angle), np.sin(angle))),
             paths=np.array([f"{number}.png" for number in range(COUNT - 1)]))  # fmt: skip
    told = nearpair("import", project, "--format", "embeddings", out, "--json").json
    assert (told["command"], told["embedder"], told["images"], told["bad"]) == ("import", "own", COUNT - 1, [])
    assert [(Path(image["path"]).name, image["reason"]) for image in told["without"]] == [
        ("7.png", "the imported file has no vector of it")
    ]

    mined = nearpair("mine", project, "--embedder", "own", "--set", "miner.knn.k=1", "--json").json
    assert (mined["embedder"], mined["embedded"], mined["images"]) == ("own", 0, COUNT - 1)
    assert "has no features: the imported file has no vector of it" in mined["warnings"][0]
    assert not on_disk(project / "features"), "no network has looked at a picture"
    pairs = tmp_path / "pairs.csv"
    assert nearpair("export", project, "--format", "csv", "--candidates", pairs).code == 0
    first = pairs.read_text(encoding="utf-8").splitlines()[1].split(",")
    assert first[:2] == ["0.png", "1.png"] and abs(float(first[4]) - 2 * np.sin(angle[1] / 2)) < 1e-5
