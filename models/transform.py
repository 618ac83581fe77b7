"""Transform: how a picture becomes the input of a network. Needs no torch: its first half runs in the decoders."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.backbone import Pixels

FILTERS = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC,
           "lanczos": Image.Resampling.LANCZOS, "box": Image.Resampling.BOX}  # fmt: skip
RULES = ("squash", "crop")
ORDERS = ("RGB", "BGR")
GROUND = "oriented bytes, ICC profile to sRGB, alpha over grey 128"  # what the readers hand over
IMAGENET_MEAN = (0.485 * 255, 0.456 * 255, 0.406 * 255)
IMAGENET_SCALE = (0.229 * 255, 0.224 * 255, 0.225 * 255)


@dataclass(frozen=True)
class Transform:
    """From an RGB picture to (size, size, 3) bytes, and from bytes to (bytes - mean) / scale in float32 planes.

    `squash` takes the whole picture to a square whatever its shape; `crop` takes its shorter side to `short_side`
    (0: size) and keeps the square in the middle. All filters are antialiased. `mean` and `scale` are of bytes and of
    the channels in the order R, G, B; `order` is the one the network wants.
    """

    size: int
    mean: tuple[float, float, float]
    scale: tuple[float, float, float]
    rule: str = "squash"
    filter: str = "bilinear"
    short_side: int = 0
    order: str = "RGB"

    @property
    def draft_size(self) -> int:
        """The shorter side below which a decoder must not reduce a picture while reading it."""
        return 2 * max(self.size, self.short_side)

    def prepare(self, image: Image.Image) -> Pixels:
        """The (size, size, 3) bytes of an RGB picture."""
        how = FILTERS[self.filter]
        if self.rule == "squash":
            return np.asarray(image.resize((self.size, self.size), how))
        # The box is cut out before resizing: a panorama would grow to many megapixels first.
        side = min(image.size) * self.size / (self.short_side or self.size)
        left, top = (image.width - side) / 2, (image.height - side) / 2
        return np.asarray(image.resize((self.size, self.size), how, box=(left, top, left + side, top + side)))

    def normalise(self, pixels: Pixels) -> NDArray[np.float32]:
        """(n, h, w, 3) bytes to the (n, 3, h, w) float32 input of the network."""
        planes = pixels.transpose(0, 3, 1, 2).astype(np.float32, order="C")
        planes -= np.array(self.mean, np.float32)[:, None, None]
        planes /= np.array(self.scale, np.float32)[:, None, None]
        return np.ascontiguousarray(planes[:, ::-1]) if self.order == "BGR" else planes

    def parts(self) -> dict[str, object]:
        """Everything in it that decides features, for a fingerprint."""
        return {"decode": f"{GROUND}, JPEG reduced to not below {self.draft_size}", **asdict(self)}
