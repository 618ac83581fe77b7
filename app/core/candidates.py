"""Candidate files: what one miner proposed in one round, sorted, and opened without being read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.atomic import replacing
from app.core.records import Candidates, FloatArray, IntArray
from app.core.why import Whys
from models.errors import UserError


def closest_first(hashes: Mapping[int, str], left: IntArray, right: IntArray, distance: FloatArray) -> IntArray:
    """The order of pairs everywhere: distance rounded to 6 decimals, then the content hashes of left and right.

    Image ids depend on the order of ingest and the last bits of a distance on the machine; these do not.
    """
    ids = np.union1d(left, right)
    by_hash = np.argsort(np.array([hashes[image] for image in ids.tolist()], np.str_), kind="stable")
    place = np.empty(len(ids), np.int64)
    place[by_hash] = np.arange(len(ids))
    ends = place[np.searchsorted(ids, left)], place[np.searchsorted(ids, right)]
    return np.lexsort((ends[1], ends[0], rounded(distance)))


def rounded(distance: FloatArray) -> NDArray[np.float64]:
    """Distances with the 6 decimals that files carry."""
    wide: NDArray[np.float64] = distance.astype(np.float64)
    return wide.round(6)


def write_candidates(found: Candidates, path: Path) -> None:
    """Write a candidate file: uncompressed Arrow, to be memory-mapped; whole or not at all."""
    import pyarrow as pa

    whys = found.why if isinstance(found.why, Whys) else Whys.listed(found.why)
    reasons = pa.DictionaryArray.from_arrays(whys.codes.astype(np.int32), pa.array(whys.texts, pa.string()))
    table = pa.table({"left": found.left, "right": found.right, "distance": found.distance, "why": reasons})
    table = table.replace_schema_metadata({"miner": found.miner})
    with replacing(path) as temporary, pa.ipc.new_file(str(temporary), table.schema) as file:
        file.write_table(table)


def read_candidates(path: Path) -> Candidates:
    """The candidates of a file as views of it; UserError when it is gone or damaged."""
    import pyarrow as pa

    try:
        with pa.memory_map(str(path)) as source:  # the columns keep the map alive
            table = pa.ipc.open_file(source).read_all().combine_chunks()
    except (OSError, pa.ArrowInvalid) as error:
        raise UserError("the mined pairs in {path} are missing or damaged; mine again", path=path) from error

    def column(name: str) -> Any:
        chunks = table[name].chunks
        return chunks[0] if chunks else pa.array([], table.schema.field(name).type)

    reasons = column("why")
    return Candidates(
        column("left").to_numpy(),
        column("right").to_numpy(),
        column("distance").to_numpy(),
        table.schema.metadata[b"miner"].decode(),
        Whys(reasons.indices.to_numpy(), tuple(reasons.dictionary.to_pylist())),
    )
