"""Files into pictures: decoded, oriented, in sRGB; or a named reason why not."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from app.core.reading import colour, formats
from app.core.reading.files import BadImage, content_hash, opened
from app.core.reading.header import TURNED, TURNS, Header, header_of

GIANT = 10_000.0

Image.MAX_IMAGE_PIXELS = None  # the header is checked here, against the user's limit


def read_image(path: Path, *, short_side: int = 0, max_megapixels: float = GIANT) -> Image.Image:
    """The picture as people see it: oriented, sRGB, transparency over grey; BadImage when it cannot be had.

    With `short_side` a JPEG may come reduced, its shorter side not below that many pixels.
    """
    with opened(path) as file:
        return decoded(file, max_megapixels, short_side=short_side)[1]


def same_picture(path: str, expected: str, *, short_side: int = 0) -> Image.Image:
    """As `read_image`, of a file whose content has this hash; BadImage too where it has become another.

    What is computed of a picture is kept under its content: that of other content must not be.
    """
    with opened(Path(path)) as file:
        if content_hash(file) != expected:
            raise BadImage("the file has changed since it was read", code="changed")
        return decoded(file, short_side=short_side)[1]


def decoded(
    file: BinaryIO,
    max_megapixels: float = GIANT,
    *,
    short_side: int = 0,
    long_side: int = 0,
    keep_alpha: bool = False,
) -> tuple[Header, Image.Image]:
    """Header and oriented 8-bit picture of an open file; BadImage otherwise.

    RGB in sRGB; with `keep_alpha` RGBA with the numbers that are in the file, no profile applied. With `short_side`
    or `long_side` a JPEG may come reduced, that side not below that many pixels.
    """
    start = _start(file)
    if formats.is_raw(start, str(getattr(file, "name", ""))):
        return _raw(file, max_megapixels, short_side=short_side, long_side=long_side, keep_alpha=keep_alpha)
    names = _decoders(start, max_megapixels)
    try:
        with Image.open(file, formats=names) as image:
            _check_size(image.size, max_megapixels)
            header = header_of(image)
            factor = min(image.size) // short_side if short_side else max(image.size) // (long_side or max(image.size))
            if factor > 1:
                image.draft(None, (-(-image.width // factor), -(-image.height // factor)))
            image.load()
            picture = colour.rgba(image) if keep_alpha else colour.srgb(image)
    except BadImage:
        raise
    except Exception as error:  # hostile files make decoders raise whatever they like
        raise _bad(error) from error
    turn = TURNS.get(header.orientation) if header.format not in TURNED else None
    return header, picture if turn is None else picture.transpose(turn)


def count_frames(file: BinaryIO) -> int:
    """How many pictures the file holds; 1 where that cannot be told. The first is the one that counts."""
    names = _decoders(_start(file), GIANT)
    try:
        with Image.open(file, formats=names) as image:
            return int(getattr(image, "n_frames", 1))
    except Exception:  # noqa: BLE001 - counting walks through the rest of the file, which may be broken
        return 1


def _start(file: BinaryIO) -> bytes:
    file.seek(0)
    start = file.read(formats.START)
    file.seek(0)
    return start


def _decoders(start: bytes, max_megapixels: float) -> tuple[str, ...]:
    """The decoders that may see a file, made ready: icons are decoded when opened, HEIC is not Pillow's own."""
    Image.MAX_IMAGE_PIXELS = int(max_megapixels * 1e6) if formats.is_icon(start) else None
    if not formats.is_heif(start):
        return formats.FORMATS
    if "HEIF" not in Image.OPEN:
        import pi_heif

        pi_heif.register_heif_opener(decode_threads=1)
    return (*formats.FORMATS, "HEIF")


def _raw(file: BinaryIO, max_megapixels: float, **how: object) -> tuple[Header, Image.Image]:
    from app.core.reading import raw

    found, orientation = raw.preview(file)
    if isinstance(found, Image.Image):
        header = Header("RAW", found.mode, *found.size, 1)
        picture = found.convert("RGBA" if how["keep_alpha"] else "RGB")
    else:
        header, picture = decoded(found, max_megapixels, **how)  # type: ignore[arg-type]
    return raw.oriented(header, picture, orientation)


def _check_size(size: tuple[int, int], max_megapixels: float) -> None:
    if size[0] * size[1] > max_megapixels * 1e6:
        raise BadImage(
            "the header states {width} x {height} pixels, the limit is {limit} megapixels",
            code="too-large",
            width=size[0],
            height=size[1],
            limit=f"{max_megapixels:g}",
        )


def _bad(error: Exception) -> BadImage:
    text = str(error)
    if isinstance(error, UnidentifiedImageError):
        return BadImage("this is not an image of a known format", code="unreadable")
    if isinstance(error, MemoryError):
        return BadImage("decoding it takes more memory than is allowed", code="too-much-memory")
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        return BadImage("it holds more pixels than the limit allows ({text})", code="too-large", text=text)
    if "truncated" in text.lower() or "not enough image data" in text:
        return BadImage("the data ends early ({text})", code="truncated", text=text)
    return BadImage("it cannot be decoded ({text})", code="unreadable", text=text or type(error).__name__)
