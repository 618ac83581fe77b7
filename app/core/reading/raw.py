"""Raw files of cameras, through the JPEG preview that the camera put into them; needs the optional `rawpy`."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from app.core.reading.files import BadImage
from app.core.reading.header import TURNS, Header

# LibRaw's `flip`, which way the camera was held, as an EXIF orientation.
_ORIENTATIONS = {3: 3, 5: 8, 6: 6}


def preview(file: BinaryIO) -> tuple[BinaryIO | Image.Image, int]:
    """The preview of a raw file, a JPEG file or pixels, and the EXIF orientation for one that states none itself.

    BadImage when rawpy is not installed, or when the file or its preview cannot be read.
    """
    try:
        import rawpy
    except ImportError as error:
        raise BadImage("raw files need one more part: pip install nearpair[raw]", code="needs-raw") from error
    try:
        file.seek(0)
        with rawpy.imread(file) as raw:
            thumb = raw.extract_thumb()
            sizes = raw.sizes
    except (rawpy.LibRawError, ValueError, OSError) as error:
        raise BadImage("the preview of the raw file cannot be read ({text})", code="unreadable", text=error) from error
    orientation = _ORIENTATIONS.get(sizes.flip, 1)
    data = thumb.data
    return (BytesIO(data) if isinstance(data, bytes) else Image.fromarray(data)), orientation


def oriented(header: Header, picture: Image.Image, orientation: int) -> tuple[Header, Image.Image]:
    """The preview as a picture of the raw file: turned as the camera was held, where it does not say so itself."""
    header = replace(header, format="RAW")
    turn = TURNS.get(orientation) if header.orientation == 1 else None
    if turn is None:
        return header, picture
    width, height = (header.height, header.width) if orientation >= 5 else (header.width, header.height)
    return replace(header, width=width, height=height, orientation=orientation), picture.transpose(turn)
