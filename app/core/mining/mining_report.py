"""The report of a mining run in words: how the search was done, hubs, what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LEFT_OUT: Mapping[str, str] = {
    "known": "known to match",
    "per_image": "beyond the cap per image",
    "per_group_pair": "beyond the cap per pair of groups",
    "per_burst_pair": "beyond the cap per pair of bursts",
    "per_folder_pair": "beyond the cap per pair of folders",
    "rows_not_filled": "images with fewer partners than asked for",
    "flat_hashes": "images whose perceptual hash is flat",
    "same_hash": "images beyond the first of one perceptual hash",
    "crowded_hashes": "perceptual hashes too crowded to compare all",
    "beyond_the_closest": "beyond the closest that are compared",
    "do_not_fit": "compared and not found to show the same parts",
    "images_without_local_features": "images without local features",
    "known_matches": "known matches looked for in the first stage",
    "known_matches_missed_by_the_first_stage": "of them missed by the first stage",
    "partners": "ND partners beyond the first of one image",
}


def words(report: Mapping[str, Any]) -> str:
    """One line, for people; a reason this version does not know is shown by its name."""
    search, hubs = report["search"], report["hubs"]
    how = f"search {search.get('method', 'none')}"
    if search.get("recall", 1.0) < 1 or search.get("sample"):
        how += f" (recall {search['recall']:.3f}, at least {search['recall_low']:.3f} on {search['sample']} images)"
    said = [how, f"{hubs['covered']} of {hubs['images']} images in a pair, at most {hubs['most']} pairs of one"]
    if report["random"]:
        said.append(f"{report['random']} random control pairs")
    said += [f"{count} {LEFT_OUT.get(name, name)}" for name, count in report["left_out"].items() if count]
    return f"{'; '.join(said)}; {report['seconds']:.1f} s"
