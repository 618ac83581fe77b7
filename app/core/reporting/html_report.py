"""The written report: one HTML file that needs no network and no program, the figures beside it as SVG and CSV."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import __version__
from app.core.atomic import make_folder, replacing
from app.core.measuring.measure import CUTS
from app.core.measuring.metrics import RATES
from app.core.reporting import report_figures
from app.core.reporting.active_shares import active_share
from app.core.reporting.figures import Figure
from app.core.reporting.html_table import DASH, shown, table
from app.core.reporting.loss_shapes import loss_shape
from app.core.reporting.part_tables import negative_sets_table, part_tables
from app.core.reporting.svg import as_svg
from app.core.reporting.training_figures import training_figures, training_table

if TYPE_CHECKING:
    from app.core.store.project import Project

Report = Mapping[str, Any]

CUT_WORDS = {
    "strict": "strict: DUP, ND against the rest",
    "lenient": "lenient: DUP, ND, near-ND against NND",
    "nd_vs_near": "ND against near-ND",
    "nd_vs_nnd": "ND against NND",
    "near_vs_nnd": "near-ND against NND",
    "vs_lookalikes": "ND, near-ND against look-alikes",
}
STYLE = """
body{font:15px/1.5 system-ui,sans-serif;color:#1c2530;max-width:980px;margin:2rem auto;padding:0 1.2rem}
h1{font-size:1.7rem}h2{margin-top:2.4rem;border-bottom:1px solid #d9dee4;padding-bottom:.2rem}
table{border-collapse:collapse;margin:.8rem 0;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .7rem;border-bottom:1px solid #e5e9ee;text-align:right}
th:first-child,td:first-child{text-align:left}
td{white-space:nowrap}.wide{overflow-x:auto}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(400px,1fr));gap:.4rem 1.4rem}
th{font-weight:600}figure{margin:.8rem 0}figcaption{color:#56616d;font-size:.87rem}svg{max-width:100%;height:auto}
.answer{font-size:1.15rem;background:#f2f6fb;padding:.8rem 1rem;border-left:4px solid #0b6bcb}.small{color:#56616d}
"""


def write_report(project: Project, report: Report, folder: Path, settings: Report, seed: int) -> list[Path]:
    """Write report.html, report.json and figures/*.svg, *.csv below `folder`; returns the files written."""
    figures = figures_of(report)
    make_folder(folder / "figures")
    page = as_html(project, report, figures, settings, seed)
    files = {folder / "report.html": page, folder / "report.json": json.dumps(report, indent=1)}
    for name, figure in figures.items():
        files[folder / "figures" / f"{name}.svg"] = as_svg(figure)
        files[folder / "figures" / f"{name}.csv"] = figure.as_csv()
    for path, text in files.items():
        with replacing(path) as part:
            part.write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def figures_of(report: Report) -> dict[str, Figure]:
    """Every figure that the report has pairs for, by a name fit for a file."""
    made: dict[str, Figure | None] = {}
    for origin, measured in report["sets"].items():
        if "reason" in measured:
            continue
        for name in measured["embedders"]:
            made[f"{origin}-distances-{name}"] = report_figures.histogram(measured, name)
        for cut in CUTS:
            made[f"{origin}-roc-{cut}"] = report_figures.roc(measured, cut)
            made[f"{origin}-precision-recall-{cut}"] = report_figures.precision_recall(measured, cut)
        for cut in ("strict", "lenient"):
            made[f"{origin}-reliability-{cut}"] = report_figures.reliability(measured, cut)
    made["retrieval-by-size"] = report_figures.by_size(report["retrieval"])
    made["rounds"] = report_figures.rounds(report["rounds"])
    made["random-pairs"] = report_figures.spread(report["dim"])
    made["gradient-variance-by-noise"] = report_figures.noises()
    made["gradient-variance"] = report_figures.variance(report["tuples"])
    made["active-shares"] = active_share(report["active_shares"])
    made |= training_figures(report.get("trainings", {}))
    for name in report["loss_shapes"]["losses"]:
        made[f"loss-{name.replace('_', '-')}"] = loss_shape(report["loss_shapes"], name)
    return {name: figure for name, figure in made.items() if figure is not None}


def as_html(project: Project, report: Report, figures: Mapping[str, Figure], settings: Report, seed: int) -> str:
    """The page: answer, data card, tables, figures, settings and environment."""
    sentence = str(report["verdict"]["sentence"])
    parts = [
        "<!doctype html>", '<html lang="en"><head><meta charset="utf-8">',
        f"<title>{escape(project.name)}: evaluation</title><style>{STYLE}</style></head><body>",
        f"<h1>{escape(project.name)}: evaluation</h1>",
        f'<p class="answer">{escape(sentence[:1].upper() + sentence[1:])}</p>',
        *_data_card(project, report),
        *(line for name, measured in report["sets"].items() for line in _origin(name, measured)),
        *negative_sets_table(report.get("negative_sets", {})),
        *_thresholds(report), *_retrieval(report["retrieval"]), *_people(report), *_rounds(report),
        *training_table(report.get("trainings", {})), *_verifier(project), *_missed(report),
        '<h2>Figures</h2><div class="figures">',
        *(_figure(name, figure) for name, figure in figures.items()),
        "</div>",
        *_left_out_figures(report),
        *_made_by(settings, seed),
        "</body></html>",
    ]  # fmt: skip
    return "\n".join(parts)


def _data_card(project: Project, report: Report) -> Iterator[str]:
    size = project.images.count()
    counts = project.labels.counts()
    yield "<h2>Data</h2>"
    yield table(("", ""), [
        ("images", f"{size.images:,}"),
        ("files", f"{size.files:,}"),
        ("files that cannot be read", f"{size.problems:,}"),
        *((f"pairs graded {name}", f"{count:,}") for name, count in counts.items()),
        *((f"graded pairs left out: {why}", f"{count:,}") for why, count in report["left_out"].items()),
    ])  # fmt: skip
    yield ("<p class='small'>Figures rest on images of the evaluation side, from which nothing was learned. Intervals "
           "(95 %) redraw whole groups of images, not pairs. Ties of distance are read in the worst way. Accuracy is "
           "that of this collection and no other.</p>")  # fmt: skip


def _origin(origin: str, measured: Report) -> Iterator[str]:
    yield f"<h2>{escape(origin)}: {measured['pairs']:,} graded pairs</h2>"
    if "reason" in measured:
        yield f"<p>{escape(measured['reason'])}</p>"
        return
    rows = [(name, shown(measured["macro_auc"][name]), shown(ranks["tau_b"]), shown(ranks["c_index"]))
            for name, ranks in measured["ranks"].items()]  # fmt: skip
    yield table(("all grades", "mean AUC of the relations", "Kendall tau-b", "C-index"), rows)
    for cut in CUTS:
        cells = {name: cuts[cut] for name, cuts in measured["embedders"].items()}
        first = next(iter(cells.values()))
        if first["auc"] is None:
            yield f"<p class='small'>{escape(CUT_WORDS[cut])}: {escape(first['reasons']['auc'])}</p>"
            continue
        yield f"<h3>{escape(CUT_WORDS[cut])}</h3>"
        rates = [f"{rate:g}" for rate in RATES if any(cell["tpr"][f"{rate:g}"] for cell in cells.values())]
        heads = ("", "AUC", "average precision", *(f"TPR at FPR {rate}" for rate in rates))
        yield table(heads, [(name, *map(shown, (cell["auc"], cell["ap"], *(cell["tpr"][rate] for rate in rates))))
                             for name, cell in cells.items()])  # fmt: skip
        missing = [why for rate, why in first["reasons"].items() if rate not in rates]
        counts = "{positives:,} positive and {negatives:,} negative pairs of {groups:,} groups.".format(**first)
        yield f"<p class='small'>{counts} Lower rates: {escape(missing[0] if missing else 'all shown')}.</p>"
    yield from part_tables(measured)


def _thresholds(report: Report) -> Iterator[str]:
    yield f"<h2>Thresholds of {escape(report['thresholds']['embedder'])}</h2>"
    yield "<p class='small'>Chosen on one half of the groups, reported on the other.</p>"
    rows, lacking = [], []
    for cut in ("strict", "lenient"):
        for found in report["thresholds"][cut]:
            distance = DASH if found["distance"] is None else f"{found['distance']:.4f}"
            alarms = found["false_alarms"]
            alarms = DASH if alarms is None else "{:,.0f} ({:,.0f}–{:,.0f})".format(*alarms)
            figures = shown(found["tpr"]), shown(found["precision"])
            rows.append((f"{cut}, {found['target']}", distance, *figures, alarms))
            if found["reason"]:
                lacking.append(f"<p class='small'>{cut}, {escape(found['target'])}: {escape(found['reason'])}.</p>")
    yield table(("", "distance", "TPR", "precision", "false alarms in the collection"), rows)
    yield from lacking


def _retrieval(found: Report) -> Iterator[str]:
    yield "<h2>Retrieval among known groups</h2>"
    if found["reason"]:
        yield f"<p>{escape(found['reason'])}</p>"
        return
    names = list(next(iter(found["embedders"].values())))
    yield f"<p class='small'>{found['queries']:,} queries; {found['without']:,} images have nothing to find.</p>"
    rows = [(name, *(shown(figures[name]) for figures in found["embedders"].values())) for name in names]
    yield table(("", *found["embedders"]), rows)
    # fmt: off
    yield ("<p class='small'>recall@k: share of the relevant images among the first k. hit@k: whether there is any "
           "(the recall@k of metric learning papers). precision@k is at most R / k with R relevant images.</p>")
    # fmt: on


def _people(report: Report) -> Iterator[str]:
    found = report["agreement"]
    yield "<h2>People</h2>"
    if not found["pairs"]:
        yield "<p>No pair was graded by two people, so their agreement is not known.</p>"
        return
    rows = [(name, DASH if found[key] is None else f"{found[key]:.3f}") for name, key in
            (("equal answers, percent", "percent"), ("weighted kappa (linear)", "kappa"),
             ("Krippendorff's alpha (ordinal)", "alpha"))]  # fmt: skip
    yield f"<p>{found['annotators']} people, {found['pairs']:,} pairs graded by two or more.</p>"
    yield table(("", ""), rows)


def _rounds(report: Report) -> Iterator[str]:
    yield "<h2>Rounds</h2>"
    rows = [(f"{row['round']}: {row['embedder']}", f"{row['graded']:,}", _percent(row["yield"]), _percent(row["hard"]),
             f"{row['candidates']:,}", _percent(row["overlap"])) for row in report["rounds"]]  # fmt: skip
    yield table(("", "graded", "label yield", "hard negatives", "candidates", "seen before"), rows)
    yield f"<p>{escape(report['advice'])}</p>"


def _missed(report: Report) -> Iterator[str]:
    if found := report.get("missed"):
        yield "<h2>Missed duplicates</h2>"
        yield "<p class='small'>Capture and recapture: two miners that look at different things.</p>"
        yield table(("", ""), [(one["grades"], one["words"]) for one in found.values()])


def _verifier(project: Project) -> Iterator[str]:
    row = project.rounds.embedder()
    found = project.verifiers.newest(row.fingerprint) if row else None
    if row is None or found is None:
        return
    yield "<h2>Verifier of pairs</h2>"
    learned = len(found.trained_on["labels"])
    yield f"<p class='small'>{escape(found.kind)}, fitted to {learned:,} labels under {escape(row.name)}.</p>"
    for origin, measured in found.metrics.get("sets", {}).items():
        names = list(dict.fromkeys(name for figures in measured["cuts"].values() for name in figures))
        rows = [(f"{origin}, {cut}", *(shown(figures.get(name, {}).get("auc")) for name in names))
                for cut, figures in measured["cuts"].items()]  # fmt: skip
        yield table(("AUC", *names), rows)


def _left_out_figures(report: Report) -> Iterator[str]:
    if reason := report["loss_shapes"]["reason"]:
        yield f"<p class='small'>Without the shapes of the losses: {escape(reason)}.</p>"


def _figure(name: str, figure: Figure) -> str:
    words = escape(figure.title or name.replace("-", " "))
    return f"<figure>{as_svg(figure)}<figcaption>{words} (figures/{escape(name)}.svg, .csv)</figcaption></figure>"


def _made_by(settings: Report, seed: int) -> Iterator[str]:
    yield "<h2>How this was made</h2>"
    yield table(("", ""), [
        ("program", f"nearpair {__version__}"), ("made", datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")),
        ("seed", str(seed)), ("Python", platform.python_version()),
        ("machine", f"{platform.system()} {platform.machine()}"),
        *((key, str(value)) for key, value in sorted(settings.items())),
    ])  # fmt: skip


def _percent(value: float | None) -> str:
    return DASH if value is None else f"{value:.1%}"
