"""Nothing ships that may not be passed on: every runtime package is listed, and none carries GPL code."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from importlib import metadata

import pytest
from packaging.requirements import Requirement

from app.paths import HOME, RESOURCES

FORBIDDEN_FILES = re.compile(r"lib(x26[45]|kvazaar|rav1e-gpl|readline|gsl)\b|ffmpeg-gpl", re.IGNORECASE)


def installed() -> Iterator[metadata.Distribution]:
    """The runtime packages of this environment: everything the project's dependencies pull in here."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    todo, seen = [Requirement(text) for text in project["dependencies"]], set()
    while todo:
        requirement = todo.pop()
        name = canonical(requirement.name)
        if name in seen:
            continue
        seen.add(name)
        distribution = metadata.distribution(name)
        yield distribution
        for needed in map(Requirement, distribution.requires or []):
            extras = requirement.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                todo.append(needed)


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def packages() -> list[metadata.Distribution]:
    return list(installed())


def test_every_runtime_package_is_listed_with_its_licence(packages: list[metadata.Distribution]) -> None:
    with (RESOURCES / "licenses" / "packages.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["package"]: row["licence"] for row in csv.DictReader(file)}
    missing = {canonical(package.name) for package in packages} - set(listed)
    assert not missing, "look at their licences, then add them to resources/licenses/packages.csv"
    assert all(listed.values())


def test_no_runtime_package_is_under_the_gpl_alone(packages: list[metadata.Distribution]) -> None:
    for package in packages:
        terms = " ".join(
            [package.metadata.get("License-Expression") or "", *package.metadata.get_all("Classifier", [])]
        )
        gpl = re.search(r"(?<!L)(?<!Lesser )GPL|GNU General Public", terms)
        assert not gpl or "LGPL" in terms, f"{package.name}: {terms}"


def test_no_runtime_package_bundles_a_gpl_library(packages: list[metadata.Distribution]) -> None:
    bundled = [f"{package.name}: {file}" for package in packages for file in package.files or []
               if FORBIDDEN_FILES.search(str(file))]  # fmt: skip
    assert not bundled
