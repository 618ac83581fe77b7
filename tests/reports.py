"""A report as it comes out of a project, made without any network: raw and whitened on generated edits."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from app.core.measuring.evaluate import evaluate
from app.core.records import Grade, Side, Source
from tests.made import grade
from tests.scenes import QUICK, import_scenes, on, scene_project


def scene_report(path: Path) -> dict[str, Any]:
    """ND pairs from a file with cross-group negatives, and batches graded ND, near-ND and NND; as JSON has it."""
    with pytest.MonkeyPatch.context() as patch, scene_project(path, patch) as project:
        import_scenes(project)
        firsts = on(project, Side.EVALUATION)
        for n, (one, other) in enumerate(pairwise(firsts)):
            given = (Grade.ND, Grade.NEAR_ND, Grade.NND)[n % 3]
            grade(project, one, one + 1 if n % 3 == 0 else other, given, "ann", source=Source.HUMAN)
        return json.loads(json.dumps(evaluate(project, QUICK)))
