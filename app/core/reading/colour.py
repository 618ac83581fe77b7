"""Colour: from every mode and profile that files have to 8-bit sRGB, which is what people and networks see.

Colours go through the file's ICC profile by its perceptual table (matrix profiles have none: relative colorimetric).
A profile that is broken or made for another colour space is ignored. Without a profile CMYK is converted plainly.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

if TYPE_CHECKING:
    from PIL.ImageCms import ImageCmsTransform

GROUND = (128, 128, 128)  # under transparency: dark and light drawings both stay visible
_MODES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}
_SAME = 2  # levels of 255: a profile that moves no colour by more is sRGB


def srgb(image: Image.Image) -> Image.Image:
    """A loaded picture in sRGB over GROUND, mode RGB."""
    transform = _transform_of(image)
    if not image.has_transparency_data:
        return _converted(_eight_bit(image), transform)
    full = rgba(image)
    alpha = full.getchannel("A")
    colours = image.convert("L") if image.mode in ("LA", "La") else full.convert("RGB")
    picture = Image.new("RGB", image.size, GROUND)
    picture.paste(_converted(colours, transform), mask=alpha)
    return picture


def rgba(image: Image.Image) -> Image.Image:
    """A loaded picture in 8-bit RGBA with its numbers as they are: no profile is applied."""
    if image.mode in ("La", "PA"):
        return image.convert("LA" if image.mode == "La" else "RGBA").convert("RGBA")
    return image if image.mode == "RGBA" else _eight_bit(image).convert("RGBA")


def profile_name(image: Image.Image) -> str | None:
    """What the ICC profile of a picture calls itself, None when it has none, a broken one, or sRGB."""
    found = _transform_of(image)
    return found[1] if found else None


_Found = tuple["ImageCmsTransform", str, str]  # transform, name of the profile, mode that it takes


def _transform_of(image: Image.Image) -> _Found | None:
    profile = image.info.get("icc_profile")
    return _transform(profile) if isinstance(profile, bytes) and profile else None


@lru_cache(maxsize=8)
def _transform(profile: bytes) -> _Found | None:
    """The way from this profile to sRGB; None when there is nothing to do."""
    from io import BytesIO

    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = _MODES[source.profile.xcolor_space]
        target = ImageCms.createProfile("sRGB")
        transform = ImageCms.buildTransform(source, target, mode, "RGB", ImageCms.Intent.PERCEPTUAL)
        name = " ".join(ImageCms.getProfileDescription(source).replace("\0", " ").split())[:100]
        moved = mode == "CMYK" or _moves(transform, mode)
    except Exception:  # noqa: BLE001 - a broken profile raises anything and must not cost the picture
        return None
    return (transform, name or "unnamed", mode) if moved else None


def _moves(transform: ImageCmsTransform, mode: str) -> bool:
    """Whether a transform changes what it is for, tried on colours all over its space."""
    levels = np.linspace(0, 255, 9).round().astype(np.uint8)
    grid = np.stack(np.meshgrid(levels, levels, levels), -1).reshape(1, -1, 3) if mode == "RGB" else levels[None]
    before = Image.fromarray(grid)
    after = transform.apply(before)
    return bool(np.abs(np.asarray(after, np.int16) - np.asarray(before.convert("RGB"), np.int16)).max() > _SAME)


def _converted(image: Image.Image, found: _Found | None) -> Image.Image:
    if found is None:
        return image if image.mode == "RGB" else image.convert("RGB")
    transform, _, mode = found
    if mode == "RGB" and image.mode not in ("CMYK", "L", "1"):
        image = image.convert("RGB")
    return transform.apply(image) if image.mode == mode else image.convert("RGB")


def _eight_bit(image: Image.Image) -> Image.Image:
    """The picture in a mode that converts to RGB without loss of range."""
    if image.mode.startswith("I;16") or (image.mode == "I" and image.format in ("PPM", "PNG")):
        return Image.fromarray((np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8))
    if image.mode in ("I", "F"):
        return Image.fromarray(_stretched(np.asarray(image, np.float64)))
    if image.mode == "LAB":
        from PIL import ImageCms

        profiles = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        converted = ImageCms.applyTransform(image, ImageCms.buildTransform(*profiles, "LAB", "RGB"))
        assert converted is not None
        return converted
    return image


def _stretched(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Values of no fixed range (32-bit integers, floats) from darkest to brightest."""
    values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    low, high = values.min(), values.max()
    stretched: NDArray[np.uint8] = np.rint((values - low) * (255 / (high - low) if high > low else 0)).astype(np.uint8)
    return stretched
