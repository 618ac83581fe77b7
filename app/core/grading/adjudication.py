"""Adjudication: a grade given in a batch of disagreements decides, whatever others said."""

from __future__ import annotations

from dataclasses import replace

from app.core.records import Act, Batch, Kind

ADJUDICATION = "adjudication"  # the purpose of such a batch


def as_meant(act: Act, batch: Batch) -> Act:
    """The act as it is stored in this batch."""
    deciding = batch.purpose == ADJUDICATION and act.kind is Kind.GRADE
    return replace(act, kind=Kind.ADJUDICATION) if deciding else act
