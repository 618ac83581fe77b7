"""What the Export page says of the embedding that would be written: which one it is, and up to where it matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.gui.report_view import SHORT
from app.gui.texts import tr

if TYPE_CHECKING:
    from app.core.store.project import Project


def model_words(project: Project) -> tuple[str, str, str]:
    """Heading, the sentence that says exactly what comes, and the thresholds that will be stated with it."""
    from app.core.exchanging.stated_thresholds import stated_thresholds
    from app.core.learning.promotion import next_embedder

    row = next_embedder(project) or project.rounds.embedder()
    if row is None:
        return tr("Nothing to write yet"), tr("There is no embedding to write."), tr("Mine first.")
    sentence = tr("{name} of {backbone}, {dim:,} numbers a picture, in one file; beside it a description in JSON.",
                  name=row.name, backbone=row.backbone, dim=row.dim)  # fmt: skip
    stated = stated_thresholds(project, row)
    told = [tr("Pairs at most {distance:.3f} apart match under the {cut} cut ({target}).",
               distance=stated[cut]["threshold"], cut=tr(SHORT[cut]), target=stated[cut]["target"])
            for cut in ("strict", "lenient") if stated[cut]["threshold"] is not None]  # fmt: skip
    if stated["reason"]:
        told.append(tr("No threshold is stated: {reason}.", reason=tr(stated["reason"])))
    return tr("An embedding for other programs"), sentence, " ".join(told)
