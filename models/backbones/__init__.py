"""BACKBONES: networks that turn pixels into features; one file each, one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry

if TYPE_CHECKING:
    from models.backbone import Backbone

BACKBONES: Registry[Backbone] = Registry("backbone")
BACKBONES.add(
    "efficientnet_lite0",
    "models.backbones.efficientnet_lite0:BACKBONE",
    help="EfficientNet-Lite0, 224 px, 1280 numbers an image; bundled, works offline (ImageNet, Apache-2.0).",
)
