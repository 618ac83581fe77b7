"""SETTINGS: every value a person may change, in one table behind dialogs, command line, validation and help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from app.core import catalog
from models.errors import UserError
from models.registry import Entry
from models.settings import Setting, Value

GENERAL: tuple[Setting, ...] = (
    Setting("ingest.max_megapixels", 250.0, "Largest image (megapixels)",
            "Files whose header states more are listed as too large instead of being decoded.", 0.01, 10_000),
    Setting("ingest.time_limit", 60.0, "Time limit per file (s)",
            "A file whose decoding takes longer is listed as timed out.", 1, 3600),
    Setting("ingest.memory_mb", 4096, "Memory limit per decoder (MB)",
            "A file whose decoding takes more is listed; the others go on. As many decoders run as threads.",
            256, 1_000_000),
    Setting("ingest.one_pass", True, "Embed while reading",
            "Compute features as the files are read, so that each is decoded once instead of twice."),
    Setting("embed.backbone", "efficientnet_lite0", "Backbone",
            "The network whose features are cached.", choices=catalog.names("backbone")),
    Setting("embed.views", "as they are", "Views",
            "Pictures are also compared mirrored, or under all eight flips and quarter turns; costs as many times "
            "the network's work.", choices=("as they are", "mirrored", "all eight")),
    Setting("embed.batch", 0, "Images at once",
            "How many images a run of the network takes; 0 = measured once on this machine.", 0, 4096),
    Setting("mine.miner", "knn", "Miner", "How candidate pairs are proposed.", choices=catalog.names("miner")),
    Setting("mine.search", "auto", "Search",
            "exact compares every image with every other; cells only with those in the cells nearest to it, far "
            "faster for large collections, with its recall measured and reported; auto: exact while that takes "
            "about a minute on this kind of device.", choices=("auto", "exact", "cells")),
    Setting("mine.probes", 20, "Cells looked into",
            "How many of the nearest cells a search by cells looks into for every image: more find more, slower.",
            1, 1024),
    Setting("mine.known", "leave out", "Known matches",
            "Whether pairs known to match by DUP and ND chains, near-ND or imported groups are proposed as well.",
            choices=("leave out", "propose")),
    Setting("mine.per_image", 0, "Pairs per image", "The most candidates one image may be in; 0 = no cap.",
            0, 1_000_000),
    Setting("mine.per_group_pair", 0, "Pairs per pair of groups",
            "The most candidates between (or within) two ND or imported groups, or two bursts; 0 = no cap.",
            0, 1_000_000),
    Setting("mine.per_folder_pair", 0, "Pairs per pair of folders",
            "The most candidates between (or within) two folders; 0 = no cap.", 0, 100_000_000),
    Setting("mine.burst_seconds", 2.0, "Seconds in a burst",
            "Pictures of one camera at most this far apart are one burst.", 0, 3600),
    Setting("mine.random_share", 0.0, "Random share",
            "Share of the candidates drawn at random from all pairs, as a control.", 0, 0.5),
    Setting("batch.strategy", "likeliest", "Query strategy",
            "Which candidates are asked first.", choices=catalog.names("strategy")),
    Setting("batch.size", 200, "Pairs in a batch", "How many pairs a new batch holds.", 1, 100_000),
    Setting("batch.blindness", "blind", "Blindness",
            "sealed: pictures and scale only; blind: also sizes; open: everything.",
            choices=("sealed", "blind", "open")),
    Setting("frozen.size", 200, "Frozen evaluation pairs",
            "Sealed pairs drawn once, before the first mining, on the evaluation side.", 0, 10_000),
    Setting("split.evaluation_share", 0.3, "Evaluation share",
            "Share of the collection's components kept for evaluation, never trained on.", 0.05, 0.9),
    Setting("train.loss", "margin", "Loss", "What training minimises.", choices=catalog.names("loss")),
    Setting("train.sampler", "balanced", "Training sampler",
            "How training pairs are drawn.", choices=catalog.names("sampler")),
    Setting("train.scope", "last", "What is trained",
            "last: the last stages of the network, which is where it learns, in minutes; head: a map behind it, in "
            "seconds; mlp: that and a small layer; full: all of it.",
            choices=catalog.names("scope")),
    Setting("train.augmented", "auto", "Copies as matches",
            "Whether copies of graded images, altered as people alter pictures, take part as further ND pairs; auto: "
            "where more is trained than the head.", choices=("auto", "on", "off")),
    Setting("train.warm_images", 2000, "Images of a warm start",
            "The most images, drawn at random, that a start without grades is learned from.", 60, 100_000),
    Setting("train.cut", "lenient", "Cut to learn",
            "strict: ND against the rest; lenient: ND and near-ND against NND.", choices=("strict", "lenient")),
    Setting("train.steps", 600, "Steps", "Training steps at most; early stopping may end before.", 1, 1_000_000),
    Setting("train.pairs_per_step", 256, "Pairs per step", "Labelled pairs in one training step.", 2, 65_536),
    Setting("train.learning_rate", 0.0003, "Learning rate", "Step size of the optimiser (Adam).", 1e-7, 1.0),
    Setting("train.weight_decay", 0.01, "Weight decay",
            "Pull of the head back to its whitened start.", 0.0, 10.0),
    Setting("train.check_every", 20, "Steps between checks",
            "How often the held-back pairs are looked at: they tell which state is kept and when to stop.", 1, 100_000),
    Setting("train.patience", 10, "Patience",
            "Validation checks without improvement before training stops.", 1, 10_000),
    Setting("train.rate_drop", 0.3, "Learning-rate drop",
            "What the learning rate is multiplied by when checks bring no improvement; 1 = never.", 0.01, 1.0),
    Setting("train.drop_patience", 5, "Checks before a drop",
            "Validation checks without improvement before the learning rate drops.", 1, 10_000),
    Setting("train.random_negatives", 20_000, "Random pairs from groups",
            "Pairs of images of different imported groups that are learned from along with the grades, at most.",
            0, 1_000_000),
    Setting("train.group_positives", 5_000, "Matching pairs from groups",
            "Ungraded pairs of images of one imported group learned from as matches, at most; lenient cut only.",
            0, 1_000_000),
    Setting("train.rounds", 0, "Hard-negative rounds",
            "After training, the nearest pairs of the training side that nobody graded are taken for different, "
            "mixed in, and it is trained again, so many times at most; ends when no new hard pair is found.", 0, 100),
    Setting("train.ranked_images", 20_000, "Images ranked",
            "Ungraded images of the training side among which hard negatives are looked for: a random part of it.",
            0, 10_000_000),
    Setting("train.hard_top", 0.1, "Hard share",
            "Which share of the ranked pairs, nearest first, counts as hard.", 0.001, 1.0),
    Setting("train.hard_share", 0.25, "Hard share of a step",
            "Share of every step that is mined negatives, in the hard-negative rounds.", 0.0, 0.9),
    Setting("train.hard_random", 0.2, "Random share of the hard ones",
            "Share of the mined negatives that is drawn at random instead of being hard.", 0.0, 1.0),
    Setting("train.hard_replay", 0.25, "Replayed share",
            "Share of those mined negatives that became easy which is kept, so that they stay easy.", 0.0, 1.0),
    Setting("train.hard_per_image", 5, "Hard pairs an image", "The most hard pairs one image is in; 0 = no cap.",
            0, 100_000),
    Setting("train.hard_per_pair", 3, "Hard pairs of two groups",
            "The most hard pairs between the images of two groups; 0 = no cap.", 0, 100_000),
    Setting("train.hard_per_folders", 0, "Hard pairs of two folders",
            "The most hard pairs between (or within) two folders; 0 = no cap.", 0, 1_000_000),
    Setting("train.suspect", 0.5, "Suspicious below",
            "Ungraded pairs closer than this share of the graded matches are not learned from as different: most are "
            "matches nobody found. They are counted and offered for grading.", 0.0, 1.0),
    Setting("train.taught", 0, "Pairs taught by the verifier",
            "Ungraded pairs that the verifier is sure of, learned from as if they were graded, at most; 0 = none.",
            0, 100_000),
    Setting("train.taught_sure", 0.98, "Sure from",
            "The chance that the verifier gives a grade, from which a pair is learned from without having been graded.",
            0.5, 1.0),
    Setting("judge.verifier", "logistic", "Verifier", "What judges pairs by all their features.",
            choices=catalog.names("verifier")),
    Setting("judge.geometry", True, "Geometry",
            "Also lay the pictures of pairs over one another: slower, and it tells copies from other photographs."),
    Setting("judge.checked", 2000, "Pairs checked by geometry",
            "The most pairs, most probable matches first, whose pictures are laid over one another.", 0, 10_000_000),
    Setting("judge.predicted", 20_000, "Candidates predicted",
            "The closest candidates whose grade a newly fitted verifier predicts; 0 = none.", 0, 10_000_000),
    Setting("judge.drawn", 1000, "Pairs across groups to learn from",
            "Random pairs of images of different imported groups that a verifier learns as NND.", 0, 1_000_000),
    Setting("evaluate.targets", "precision=0.99 specificity=0.9999 false-alarms=20", "Targets of the thresholds",
            "What thresholds shall keep: precision, specificity, or false-alarms in the whole collection."),
    Setting("evaluate.resamples", 1000, "Bootstrap resamples",
            "How many times the groups are redrawn for the intervals.", 100, 100_000),
)  # fmt: skip


@cache
def table() -> Mapping[str, Setting]:
    """Every setting by full key: the general ones, then `KIND.NAME.KEY` of every registry entry."""
    rows = {setting.key: setting for setting in GENERAL}
    for kind, registry in catalog.REGISTRIES.items():
        for entry in registry:
            rows |= {f"{kind}.{entry.name}.{s.key}": replace(s, key=f"{kind}.{entry.name}.{s.key}")
                     for s in entry.settings}  # fmt: skip
    return MappingProxyType(rows)


@dataclass(frozen=True)
class Settings:
    """The values a job runs with: defaults of the table plus checked overrides. Frozen, picklable, storable."""

    overrides: Mapping[str, Value] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        setting = find(key)
        return self.overrides.get(key, setting.default)

    def having(self, **values: Value | None) -> Settings:
        """A copy with further overrides, keys written with `__` for the dot; None leaves a value as it was."""
        new = {key.replace("__", "."): value for key, value in values.items() if value is not None}
        return Settings({**self.overrides, **{key: find(key).check(value) for key, value in new.items()}})

    def of_entry(self, kind: str, entry: Entry[Any]) -> dict[str, Value]:
        """The keyword arguments of a registry entry: its short keys with the values in force."""
        return {s.key: self[f"{kind}.{entry.name}.{s.key}"] for s in entry.settings}


def find(key: str) -> Setting:
    """The setting with this full key; UserError naming similar keys when there is none."""
    try:
        return table()[key]
    except KeyError:
        import difflib

        near = difflib.get_close_matches(key, table(), 3, 0.4) or sorted(table())[:3]
        raise UserError("there is no setting {key!r}; did you mean {near}?", key=key, near=" or ".join(near)) from None


def parse_assignments(texts: Iterable[str]) -> Settings:
    """Settings from `key=value` texts, each validated against the table."""
    overrides: dict[str, Value] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals:
            raise UserError("write a setting as key=value, not {text!r}", text=text)
        overrides[key.strip()] = find(key.strip()).parse(value)
    return Settings(overrides)
