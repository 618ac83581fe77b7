"""Rounds: embedders, rounds, minings and evaluations, each naming what it was made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from sqlalchemy import Select, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_keep

from app.core.records import EmbedderRow, Round
from app.core.store.database import Database, among, now
from app.core.store.schema import embedder, evaluation, mining, round_
from models.errors import UserError

T = TypeVar("T")


@dataclass(frozen=True)
class Mining:
    """One run of one miner: its candidate file (relative to the project) and what made it."""

    id: int
    round: int
    miner: str
    embedder: str
    file: str
    candidates: int
    images: int
    seed: int
    settings: dict[str, Any]
    created_at: str
    report: dict[str, Any] | None = None  # what the run says of itself: recall of the search, hubs, what was left out


@dataclass(frozen=True)
class Evaluation:
    """One measured report on these embedders (fingerprints)."""

    id: int
    round: int
    embedders: list[str]
    settings: dict[str, Any]
    report: dict[str, Any]
    created_at: str


class Rounds:
    """The queries on what was learned, mined and measured."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add_embedder(
        self,
        *,
        fingerprint: str,
        name: str,
        backbone: str,
        backbone_fingerprint: str,
        head: str,
        file: str,
        dim: int,
        round: int = 0,
        parent: str | None = None,
        seed: int = 0,
        settings: Mapping[str, Any] | None = None,
        trained_on: Mapping[str, Any] | None = None,
        network: str | None = None,
    ) -> EmbedderRow:
        """Store an embedder whose files are in place already; the same fingerprint is stored once."""
        values: dict[str, Any] = {
            "fingerprint": fingerprint,
            "name": name,
            "backbone": backbone,
            "backbone_fingerprint": backbone_fingerprint,
            "head": head,
            "file": file,
            "dim": dim,
            "round": round,
            "parent": parent,
            "seed": seed,
            "settings": dict(settings or {}),
            "trained_on": dict(trained_on or {}),
            "network": network,
            "created_at": now(),
        }
        with self._db.write() as connection:
            connection.execute(insert_or_keep(embedder).values(values).on_conflict_do_nothing(["fingerprint"]))
        return self.embedder(fingerprint)

    def embedders(self) -> list[EmbedderRow]:
        """Every embedder, oldest first."""
        with self._db.read() as connection:
            return [EmbedderRow(**row._mapping) for row in connection.execute(select(embedder).order_by("id"))]

    @overload
    def embedder(self, which: str) -> EmbedderRow: ...

    @overload
    def embedder(self, which: None = None) -> EmbedderRow | None: ...

    def embedder(self, which: str | None = None) -> EmbedderRow | None:
        """The embedder with this fingerprint, else the newest with this name, else the newest whose name ends so after
        a hyphen; UserError when there is none.

        Without a name: the one of the current round, else the newest, None in a project that has none.
        """
        e = embedder.c
        if which is None:
            current = select(round_.c.embedder).order_by(round_.c.number.desc()).limit(1).scalar_subquery()
            query = select(embedder).order_by(func.coalesce(e.fingerprint == current, False).desc(), e.id.desc())
        else:
            ending = e.name.endswith(f"-{which}", autoescape=True)  # whiten-0 of lite0-average-whiten-0
            query = select(embedder).where(or_(e.fingerprint == which, e.name == which, ending))
            query = query.order_by((e.fingerprint == which).desc(), (e.name == which).desc(), e.id.desc())
        found = self._first(query.limit(1), EmbedderRow)
        if found is None and which is not None:
            names = ", ".join(dict.fromkeys(row.name for row in self.embedders())) or "none yet"
            raise UserError("there is no embedder {name!r}; there are: {names}", name=which, names=names)
        return found

    def flag_embedders(self, reason: str, components: Collection[str]) -> list[str]:
        """Mark the embedders trained on any of these components; returns their names."""
        hit = [row for row in self.embedders() if not set(components).isdisjoint(row.trained_on.get("components", ()))]
        if hit:
            with self._db.write() as connection:
                ids = among(embedder.c.id, [row.id for row in hit])
                connection.execute(update(embedder).where(ids).values(flag=reason))
        return [row.name for row in hit]

    def set_metrics(self, fingerprint: str, metrics: Mapping[str, Any]) -> None:
        """Keep what was measured of this embedder just now, in place of what was measured before."""
        self._set(fingerprint, metrics={**metrics, "at": now()})

    def set_promotion(self, fingerprint: str, by: str, verdict: str) -> None:
        """Keep that this embedder mines from now on: `by` what, and how it was judged then."""
        self._set(fingerprint, promotion={"at": now(), "by": by, "verdict": verdict})

    def _set(self, fingerprint: str, **values: Mapping[str, Any]) -> None:
        with self._db.write() as connection:
            connection.execute(update(embedder).where(embedder.c.fingerprint == fingerprint).values(values))

    def current(self) -> Round | None:
        """The newest round, None before the first."""
        return self._first(select(round_).order_by(round_.c.number.desc()).limit(1), Round)

    def all(self) -> list[Round]:
        """Every round, oldest first."""
        with self._db.read() as connection:
            return [Round(**row._mapping) for row in connection.execute(select(round_).order_by("number"))]

    def add_mining(
        self,
        *,
        round: int,
        miner: str,
        embedder: str,
        file: str,
        candidates: int,
        images: int,
        seed: int,
        settings: Mapping[str, Any],
        report: Mapping[str, Any] | None = None,
        begins: Mapping[str, Any] | None = None,
    ) -> Mining:
        """Store one run of a miner in round number `round`; its file is in place already.

        With `begins`, its settings, that round (the first is number 0) begins with this run, in one transaction.
        """
        values: dict[str, Any] = {
            "round": round,
            "miner": miner,
            "embedder": embedder,
            "file": file,
            "candidates": candidates,
            "images": images,
            "seed": seed,
            "settings": dict(settings),
            "report": None if report is None else dict(report),
            "created_at": now(),
        }
        with self._db.write() as connection:
            if begins is not None:
                begun = {"embedder": embedder, "seed": seed, "settings": dict(begins), "created_at": now()}
                number = select(func.coalesce(func.max(round_.c.number) + 1, 0)).scalar_subquery()
                connection.execute(insert(round_).values(number=number, **begun))
            return Mining(**connection.execute(insert(mining).values(values).returning(mining)).one()._mapping)

    def minings(self, round: int | None = None) -> list[Mining]:
        """The newest run of every miner in round number `round` (None: in every round), oldest first."""
        newest = select(func.max(mining.c.id)).group_by(mining.c.round, mining.c.miner)
        query = select(mining).where(mining.c.id.in_(newest)).order_by(mining.c.id)
        if round is not None:
            query = query.where(mining.c.round == round)
        with self._db.read() as connection:
            return [Mining(**row._mapping) for row in connection.execute(query)]

    def add_evaluation(
        self, *, round: int, embedders: Sequence[str], settings: Mapping[str, Any], report: Mapping[str, Any]
    ) -> Evaluation:
        """Store one report."""
        values: dict[str, Any] = {
            "round": round,
            "embedders": list(embedders),
            "settings": dict(settings),
            "report": dict(report),
            "created_at": now(),
        }
        with self._db.write() as connection:
            added = connection.execute(insert(evaluation).values(values).returning(evaluation)).one()
            return Evaluation(**added._mapping)

    def last_evaluation(self) -> Evaluation | None:
        """The newest report, None before the first."""
        return self._first(select(evaluation).order_by(evaluation.c.id.desc()).limit(1), Evaluation)

    def _first(self, query: Select[Any], kind: Callable[..., T]) -> T | None:
        with self._db.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else kind(**row._mapping)
