"""The glossary in code: the records that travel between the stages, and the graded scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from models.errors import UserError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from models.head import Rows

# As texts: the first page of the window has grades on its keys and no arrays.
IntArray: TypeAlias = "NDArray[np.int64]"
FloatArray: TypeAlias = "NDArray[np.float32]"
BoolArray: TypeAlias = "NDArray[np.bool_]"


class Grade(StrEnum):
    """A value on the ordered scale; files carry these codes."""

    DUP = "DUP"
    ND = "ND"
    NEAR_ND = "near-ND"
    NND = "NND"

    @property
    def rank(self) -> int:
        """Position on the ordered scale: DUP 3, ND 2, near-ND 1, NND 0."""
        return _RANKS[self]

    @classmethod
    def parse(cls, text: str) -> Grade:
        """The grade with this code, whatever its case; UserError naming the codes otherwise."""
        for grade in cls:
            if grade.value.lower() == text.strip().lower():
                return grade
        raise UserError("{text!r} is not a grade; the codes are ND, near-ND, NND and DUP", text=text)


_RANKS = {Grade.DUP: 3, Grade.ND: 2, Grade.NEAR_ND: 1, Grade.NND: 0}


@dataclass(frozen=True)
class Choice:
    """One answer of the scale as shown: what it stores, its key, its colour (with a sign beside it) and meaning."""

    code: str
    key: str
    grade: Grade
    lookalike: bool
    text: str
    colour: str
    definition: str


SCALE_VERSION = 1
SCALE: tuple[Choice, ...] = (
    Choice("ND", "1", Grade.ND, False, "ND", "#0072b2",
           "Same source picture, edited: cropped, resized, recompressed, recoloured, overlaid, mirrored."),
    Choice("near-ND", "2", Grade.NEAR_ND, False, "near-ND", "#e69f00",
           "Another picture of the same scene or the same object: burst, other exposure, focus or view."),
    Choice("NND", "3", Grade.NND, False, "NND", "#5f6b76",
           "Different pictures of different things."),
    Choice("lookalike", "4", Grade.NND, True, "look-alike", "#cc79a7",
           "Different things that look alike: NND in every count, and the hardest kind."),
)  # fmt: skip


# On an imported near-ND row whose file says `strict` 0: that it is no other picture is sure, how much it differs is a
# policy of the file. Such pairs tell matches from NND; between ND and near-ND they say nothing.
POLICY = "grade by policy"


class Cut(StrEnum):
    """Where the graded scale is cut in two for measuring: strict = DUP, ND; lenient = DUP, ND, near-ND."""

    STRICT = "strict"
    LENIENT = "lenient"

    def positive(self, grade: Grade) -> bool:
        """Whether a pair of this grade counts as a near-duplicate under this cut."""
        return grade.rank >= (2 if self is Cut.STRICT else 1)


class Kind(StrEnum):
    """What a row of the append-only label table records."""

    GRADE = "grade"
    UNSURE = "unsure"
    LATER = "later"
    BAD = "bad"
    UNDO = "undo"
    REDO = "redo"
    IMPORT = "import"
    ADJUDICATION = "adjudication"


class Source(StrEnum):
    """Who or what a label comes from."""

    HUMAN = "human"
    IMPORT = "import"
    RULE = "rule"
    INFERRED = "inferred"


AGAIN = "again: "  # begins the strata of pairs that were graded before and are asked a second time


class Side(StrEnum):
    """The side of the split an image is on, for good."""

    TRAIN = "train"
    EVALUATION = "evaluation"


@dataclass(frozen=True)
class Image:
    """One image of the collection: identity is the content hash, place is its first file (roots in order)."""

    id: int
    content_hash: str
    path: str
    root: str
    width: int
    height: int
    format: str
    bytes: int
    phash: int | None
    pixel_hash: str | None
    taken_at: str | None
    camera: str | None
    side: Side | None
    frames: int = 1
    latitude: float | None = None  # degrees, from EXIF
    longitude: float | None = None
    quality: int | None = None  # of a JPEG, 1 to 100, told from its quantisation tables
    profile: str | None = None  # the name of its ICC profile; None for sRGB and for none


@dataclass(frozen=True)
class ScanResult:
    """What reading one file gave: either a content hash with the figures of an image, or a `problem` code.

    `path` is relative to its folder with forward slashes; width and height are after orientation. A problem
    file has an empty `content_hash`, zeros for figures, and a sentence in `detail`.
    """

    path: str
    size: int
    mtime_ns: int
    content_hash: str = ""
    width: int = 0
    height: int = 0
    format: str = ""
    mode: str = ""
    frames: int = 1
    orientation: int = 1
    phash: int | None = None  # 64 bits, unsigned
    taken_at: str | None = None
    camera: str | None = None
    latitude: float | None = None  # degrees
    longitude: float | None = None
    quality: int | None = None
    profile: str | None = None
    problem: str | None = None
    detail: str = ""


@dataclass(frozen=True)
class Problem:
    """A file that could not be read: its path (relative to its root), a short code and a sentence."""

    path: str
    code: str
    detail: str
    root: str = ""


@dataclass(frozen=True)
class Features:
    """Backbone output: `ids` (n,) ascending image ids, `vectors` (n, d) float16, not normalised, usually on disk."""

    ids: IntArray
    vectors: Rows


@dataclass(frozen=True)
class Embeddings:
    """Unit vectors with their image ids: `ids` (n,) ascending, `vectors` (n, d) float32."""

    ids: IntArray
    vectors: FloatArray


@dataclass(frozen=True)
class Neighbours:
    """For every row `ids` (n,): `others` (n, k) image ids nearest first, `distances` (n, k); -1 and inf pad."""

    ids: IntArray
    others: IntArray
    distances: FloatArray
    views: IntArray | None = None  # (n, k) the dihedral view of the other that was nearest; None: all as they are


@dataclass(frozen=True)
class Candidates:
    """Mined, unjudged pairs: `left` < `right` image ids, distance in [0, 2], the miner and a `why` each.

    The columns of a candidate file are views of the file, `why` too: millions of pairs cost no memory.
    """

    left: IntArray
    right: IntArray
    distance: FloatArray
    miner: str
    why: Sequence[str]
    view: IntArray | None = None  # of each the dihedral view of the right image that matched; None: all as they are

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True)
class BatchPair:
    """One place of a batch: the pair, why it is there and how it was drawn."""

    batch_id: int
    position: int
    pair_id: int
    left: int
    right: int
    distance: float | None
    miner: str
    why: str
    stratum: str
    draw_probability: float | None
    swapped: bool
    view: int | None = None  # the dihedral view of the right image that matched (models/views.py); None: as it is


@dataclass(frozen=True)
class Batch:
    """A fixed, ordered list of pairs to grade, drawn once by a strategy and a seed."""

    id: int
    uuid: str
    name: str
    strategy: str
    seed: int
    blindness: str
    sealed: bool
    round: int
    size: int
    purpose: str = "label"  # label | frozen | practice
    embedder: str | None = None
    strata: dict[str, dict[str, int]] = field(default_factory=dict)  # {name: {"population": n, "drawn": n}}
    created_at: str = ""


@dataclass(frozen=True)
class Act:
    """What an annotator did with one pair, before it is stored: the answer and how it came about."""

    kind: Kind = Kind.GRADE
    grade: Grade | None = None
    lookalike: bool = False
    low_confidence: bool = False
    bad_side: str | None = None
    degree: float | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    shown_at: str | None = None
    first_input_ms: int | None = None
    focus_ms: int | None = None
    view_modes: str = ""
    mode: str = "pair"
    source: Source = Source.HUMAN
    inferred_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Label:
    """One stored row of the append-only label table (the columns a reader needs; the table holds more)."""

    id: int
    uuid: str
    step: str
    kind: Kind
    pair_id: int
    left: int
    right: int
    grade: Grade | None
    lookalike: bool
    low_confidence: bool
    bad_side: str | None
    tags: tuple[str, ...]
    note: str
    annotator: str
    batch_id: int | None
    position: int | None
    draw_probability: float | None
    source: Source
    created_at: str
    degree: float | None = None
    undone: bool = False  # taken back by an undo that no redo followed
    revealed: bool = False  # the pair's answers had been shown before this one was given


@dataclass(frozen=True)
class Answer:
    """What the project holds true of one pair now: adjudicated, unanimous, or in disagreement (`grade` None)."""

    pair_id: int
    left: int
    right: int
    grade: Grade | None
    lookalike: bool
    low_confidence: bool
    annotators: tuple[str, ...]
    tags: tuple[str, ...]
    source: Source
    labelled_at: str
    batch: str
    sealed: bool
    draw_probability: float | None
    stratum: str
    degree: float | None = None
    uuids: tuple[str, ...] = ()  # the label rows it rests on


@dataclass(frozen=True)
class EmbedderRow:
    """A stored embedder: backbone, head, where its head's arrays are, and all it takes to make it again.

    `trained_on` names what training saw: `components` (of images, list of str), `labels` (uuids) and counts.
    `flag` says why its figures are not to be trusted any more.
    """

    id: int
    fingerprint: str
    name: str
    backbone: str
    backbone_fingerprint: str
    head: str
    file: str
    dim: int
    round: int
    settings: dict[str, Any]
    created_at: str
    parent: str | None = None
    seed: int = 0
    trained_on: dict[str, Any] = field(default_factory=dict)
    flag: str | None = None
    network: str | None = None
    metrics: dict[str, Any] | None = None
    promotion: dict[str, Any] | None = None


@dataclass(frozen=True)
class Round:
    """One turn of embed, mine, label, train: its number, the embedder it mines with and its seed."""

    id: int
    number: int
    embedder: str
    seed: int
    settings: dict[str, Any]
    created_at: str


@dataclass(frozen=True)
class Changes:
    """What a job or an act changed, so that every view knows whether to refresh."""

    images: bool = False
    candidates: bool = False
    batches: bool = False
    labels: bool = False
    embedders: bool = False
    evaluations: bool = False
    result: dict[str, Any] = field(default_factory=dict)
