"""Candidate files: what one miner proposed in one round, sorted, and opened without being read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.atomic import replacing
from app.core.mining.why import Whys
from app.core.records import Candidates, FloatArray, IntArray
from models.errors import UserError

_PLACES = 1 << 21  # images whose places in the order fit beside a distance (at most 2, so 21 bits) in one number


def closest_first(hashes: Mapping[int, str], left: IntArray, right: IntArray, distance: FloatArray) -> IntArray:
    """The order of pairs everywhere: distance rounded to 6 decimals, then the content hashes of left and right.

    Image ids depend on the order of ingest and the last bits of a distance on the machine; these do not.
    """
    if not len(left):
        return np.empty(0, np.int64)
    there = np.zeros(int(max(left.max(), right.max())) + 1, np.bool_)  # ids are counted up, so a table is small
    there[left] = there[right] = True
    ids = np.flatnonzero(there)
    by_hash = np.argsort(np.array([hashes[image] for image in ids.tolist()], "S64"), kind="stable")
    place = np.empty(len(there), np.int64)
    place[ids[by_hash]] = np.arange(len(ids))
    ends = place[left], place[right]
    if len(ids) > _PLACES:
        return np.lexsort((ends[1], ends[0], rounded(distance)))
    # A million images have ten million pairs: one sort of one number is several times as fast as three of three.
    micro = np.rint(distance.astype(np.float64) * 1e6).astype(np.int64)
    return np.argsort((micro << 42) | (ends[0] << 21) | ends[1], kind="stable")


def chosen(found: Candidates, rows: IntArray) -> Candidates:
    """Some of the candidates, in the order of `rows`."""
    view = None if found.view is None else found.view[rows]
    whys = Whys.of_rows(found.why, rows)
    return Candidates(found.left[rows], found.right[rows], found.distance[rows], found.miner, whys, view)


def rounded(distance: FloatArray) -> NDArray[np.float64]:
    """Distances with the 6 decimals that files carry."""
    wide: NDArray[np.float64] = distance.astype(np.float64)
    return wide.round(6)


def write_candidates(found: Candidates, path: Path) -> None:
    """Write a candidate file: uncompressed Arrow, to be memory-mapped; whole or not at all."""
    import pyarrow as pa

    whys = found.why if isinstance(found.why, Whys) else Whys.listed(found.why)
    reasons = pa.DictionaryArray.from_arrays(whys.codes.astype(np.int32), pa.array(whys.texts, pa.string()))
    columns = {"left": found.left, "right": found.right, "distance": found.distance, "why": reasons}
    if found.view is not None:
        columns["view"] = found.view.astype(np.int8)
    table = pa.table(columns)
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
        column("view").to_numpy() if "view" in table.column_names else None,
    )
