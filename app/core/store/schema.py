"""The tables of project.db as they are now. How an older file gets here is in migrations/.

No foreign key cascades on delete: SQLite rebuilds a table to change it, and a cascade would take the labels along.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

APPLICATION_ID = 0x4E504149  # "NPAI": tells `file` and us whose database this is
VERSION = 3  # PRAGMA user_version; one more for every migration

MERGED = "merged_sessions"  # a value: the sessions whose acts came from another copy

metadata = MetaData()

value = Table(  # the project's own settings and identity: name, uuid, salt, created_at, ...
    "value",
    metadata,
    Column("key", String, primary_key=True),
    Column("json", JSON, nullable=False),
)

scale = Table(  # every version of the graded scale that labels were given under
    "scale",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("choices", JSON, nullable=False),
    Column("created_at", String, nullable=False),
)

folder = Table(  # the roots of the collection, in the order they were added
    "folder",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", String, nullable=False, unique=True),
    Column("added_at", String, nullable=False),
)

image = Table(  # one row per distinct content; never deleted, so ids are for good
    "image",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("content_hash", String, nullable=False, unique=True),  # sha256 of the bytes, hex
    Column("width", Integer, nullable=False),  # after orientation
    Column("height", Integer, nullable=False),
    Column("format", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("frames", Integer, nullable=False),
    Column("orientation", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("phash", BigInteger),  # 64 bits as a signed integer
    Column("pixel_hash", String),
    Column("pixel_decoder", String),  # "Pillow 11.3": pixel hashes compare only within one decoder version
    Column("taken_at", String),  # EXIF DateTimeOriginal with subseconds, as written by the camera
    Column("camera", String),
    Column("latitude", Float),  # degrees, from EXIF
    Column("longitude", Float),
    Column("quality", Integer),  # of a JPEG, 1 to 100, told from its quantisation tables
    Column("profile", String),  # the name of its ICC profile; empty for sRGB and for none
    Column("side", String),  # train | evaluation, decided once (split.py)
    Column("component", String),  # smallest content hash of its component when the side was decided
    Column("added_at", String, nullable=False),
)

image_file = Table(  # one row per path ever seen; image_id empty and problem set when it cannot be read
    "image_file",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("folder_id", Integer, ForeignKey("folder.id"), nullable=False),
    Column("path", String, nullable=False),  # relative to the folder, with forward slashes
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("image_id", Integer, ForeignKey("image.id"), index=True),
    Column("problem", String),  # a short code: unreadable, truncated, too-large, crashed, timed-out, ...
    Column("detail", Text),
    Column("gone", Boolean, nullable=False),
    UniqueConstraint("folder_id", "path"),
)

known_group = Table(  # groups imported from a file; cross_group_nnd: images of different such groups are NND
    "known_group",
    metadata,
    Column("image_id", Integer, ForeignKey("image.id"), primary_key=True),
    Column("name", String, primary_key=True),
    Column("cross_group_nnd", Boolean, nullable=False),
    Column("source", String, nullable=False),
)

pair = Table(  # made when a pair enters a batch or gets a label, not before
    "pair",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("left", Integer, ForeignKey("image.id"), nullable=False),
    Column("right", Integer, ForeignKey("image.id"), nullable=False),
    UniqueConstraint("left", "right"),
    CheckConstraint('"left" < "right"', name="left_before_right"),
    Index("pair_right", "right"),
)

embedder = Table(
    "embedder",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("backbone", String, nullable=False),
    Column("backbone_fingerprint", String, nullable=False),
    Column("head", String, nullable=False),
    Column("file", String, nullable=False),  # its head's arrays, relative to the project folder
    Column("dim", Integer, nullable=False),
    Column("parent", String),  # fingerprint of the embedder training started from
    Column("round", Integer, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("trained_on", JSON, nullable=False),  # counts, image components and label rows it has seen
    Column("flag", String),  # why its figures are not to be trusted any more, if so
    Column("network", String),  # weights of its own, relative to the project folder; empty: those of the backbone
    Column("metrics", JSON),  # what was measured of it when it was trained: frozen and mined pairs, apart
    Column("promotion", JSON),  # when, by whom and with which verdict it became the one that mines
    Column("created_at", String, nullable=False),
)

verifier = Table(  # a classifier of pairs, and the grades it was fitted on
    "verifier",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("file", String, nullable=False),  # its arrays, relative to the project folder
    Column("embedder", String, ForeignKey("embedder.fingerprint")),
    Column("seed", Integer, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("trained_on", JSON, nullable=False),
    Column("metrics", JSON, nullable=False),
    Column("created_at", String, nullable=False),
)

round_ = Table(
    "round",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("embedder", String, ForeignKey("embedder.fingerprint"), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("created_at", String, nullable=False),
)

mining = Table(  # one run of one miner: where its candidates are and what made them
    "mining",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", Integer, ForeignKey("round.number"), nullable=False),
    Column("miner", String, nullable=False),
    Column("embedder", String, ForeignKey("embedder.fingerprint"), nullable=False),
    Column("file", String, nullable=False),
    Column("candidates", BigInteger, nullable=False),
    Column("images", Integer, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("report", JSON),  # what the run says of itself: recall of the search, hubs, what was left out
    Column("created_at", String, nullable=False),
)

batch = Table(
    "batch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uuid", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("purpose", String, nullable=False),  # label | frozen | practice | retired
    Column("strategy", String, nullable=False),
    Column("round", Integer, nullable=False),
    Column("embedder", String),
    Column("seed", Integer, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("strata", JSON, nullable=False),  # {name: {"population": int, "drawn": int}}
    Column("blindness", String, nullable=False),
    Column("sealed", Boolean, nullable=False),
    Column("created_at", String, nullable=False),
)

batch_pair = Table(
    "batch_pair",
    metadata,
    Column("batch_id", Integer, ForeignKey("batch.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("pair_id", Integer, ForeignKey("pair.id"), nullable=False, index=True),
    Column("stratum", String, nullable=False),
    Column("draw_probability", Float),  # 1 for a deterministic pick, which is a stratum of its own
    Column("distance", Float),
    Column("miner", String, nullable=False),
    Column("why", String, nullable=False),
    Column("swapped", Boolean, nullable=False),  # whether the right image is shown on the left
    Column("view", Integer),  # the dihedral view of the right image that matched (models/views.py); empty: as it is
)

label = Table(  # append-only: nothing here is ever updated or deleted
    "label",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uuid", String, nullable=False, unique=True),
    Column("step", String, nullable=False, index=True),  # uuid of the act; the rows of a bulk act share it
    Column("kind", String, nullable=False),
    Column("pair_id", Integer, ForeignKey("pair.id")),  # empty for undo and redo
    Column("left_hash", String),  # the pair's lasting identity: its two content hashes, left < right as in pair
    Column("right_hash", String),
    Column("grade", String),
    Column("lookalike", Boolean, nullable=False),
    Column("low_confidence", Boolean, nullable=False),
    Column("bad_side", String),  # left | right, as stored in the pair, not as shown
    Column("degree", Float),
    Column("tags", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Column("annotator", String, nullable=False, index=True),
    Column("session", String, nullable=False),
    Column("batch_id", Integer, ForeignKey("batch.id")),
    Column("batch_uuid", String),
    Column("position", Integer),
    Column("mode", String, nullable=False),  # pair | anchor | sheet | proof | group | import
    Column("shown_at", String),
    Column("first_input_ms", Integer),
    Column("focus_ms", Integer),
    Column("view_modes", String, nullable=False),
    Column("side_order", String, nullable=False),  # "as stored" | "swapped"
    Column("blindness", String, nullable=False),
    Column("revealed", Boolean, nullable=False),  # the pair's answers had been shown before this grade
    Column("scale_version", Integer, ForeignKey("scale.version"), nullable=False),
    Column("embedder", String),
    Column("round", Integer),
    Column("stratum", String),
    Column("draw_probability", Float),
    Column("distance", Float),
    Column("supersedes", String),  # uuid of this annotator's label of the pair that it replaces
    Column("undoes", String, index=True),  # the step an undo takes back or a redo brings back
    Column("source", String, nullable=False),
    Column("inferred_from", JSON, nullable=False),  # uuids of the labels an inferred one follows from
    Column("program", String, nullable=False),
    Column("created_at", String, nullable=False),
    Index("label_pair_annotator", "pair_id", "annotator"),
)

evaluation = Table(
    "evaluation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", Integer, nullable=False),
    Column("embedders", JSON, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("report", JSON, nullable=False),
    Column("created_at", String, nullable=False),
)
