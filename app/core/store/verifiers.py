"""Verifiers: classifiers of pairs, each with the embedder and the grades it was fitted on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from app.core.store.database import Database, now
from app.core.store.schema import verifier


@dataclass(frozen=True)
class VerifierRow:
    """A stored verifier; `file` is relative to the project, `trained_on` names the label rows it has seen."""

    id: int
    fingerprint: str
    kind: str
    file: str
    embedder: str | None
    seed: int
    settings: dict[str, Any]
    trained_on: dict[str, Any]
    metrics: dict[str, Any]
    created_at: str


class Verifiers:
    """The queries on verifiers."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self, *, fingerprint: str, kind: str, file: str, embedder: str, seed: int, settings: Mapping[str, Any],
        trained_on: Mapping[str, Any], metrics: Mapping[str, Any],
    ) -> None:  # fmt: skip
        """Store a verifier whose file is in place; one of the same fingerprint is replaced, and so the newest."""
        values = {"fingerprint": fingerprint, "kind": kind, "file": file, "embedder": embedder, "seed": seed,
                  "settings": dict(settings), "trained_on": dict(trained_on), "metrics": dict(metrics),
                  "created_at": now()}  # fmt: skip
        into = insert(verifier).values(values)
        with self._db.write() as connection:
            connection.execute(into.on_conflict_do_update(["fingerprint"], set_=values))

    def newest(self, embedder: str) -> VerifierRow | None:
        """The verifier of this embedder (fingerprint) that was fitted last; None when there is none."""
        v = verifier.c
        query = select(verifier).where(v.embedder == embedder).order_by(v.created_at.desc(), v.id.desc()).limit(1)
        with self._db.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else VerifierRow(**row._mapping)
