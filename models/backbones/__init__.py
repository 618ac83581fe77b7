"""BACKBONES: networks that turn pixels into features; one file each, one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from models import own_file, pooling
from models.registry import Registry
from models.settings import Value

if TYPE_CHECKING:
    from models.backbone import Backbone

BACKBONES: Registry[Callable[..., Backbone]] = Registry("backbone")
_POOLING = pooling.setting("average", "gem", "stages")
BACKBONES.add(
    "efficientnet_lite0",
    "models.backbones.efficientnet_lite0:backbone",
    help="EfficientNet-Lite0, 224 px, 1280 numbers an image; bundled, works offline (ImageNet, Apache-2.0).",
    settings=(_POOLING,),
)
BACKBONES.add(
    "efficientnet_lite2",
    "models.backbones.efficientnet_lite2:backbone",
    help="EfficientNet-Lite2, 260 px, 1280 numbers; 23 MB to fetch once (ImageNet, Apache-2.0).",
    needs="torch",
    settings=(_POOLING,),
)
BACKBONES.add(
    "resnet50",
    "models.backbones.resnet50:backbone",
    help="ResNet-50 of torchvision, 224 px, 2048 numbers; 103 MB to fetch once (ImageNet, BSD-3-Clause).",
    needs="torch",
    settings=(_POOLING,),
)
BACKBONES.add(
    "mobilenet_v3_large",
    "models.backbones.mobilenet_v3_large:backbone",
    help="MobileNetV3-Large of torchvision, 224 px, 960 numbers; 22 MB to fetch once (ImageNet, BSD-3-Clause).",
    needs="torch",
    settings=(_POOLING,),
)
BACKBONES.add(
    "mobilenetv4",
    "models.backbones.mobilenetv4:backbone",
    help="MobileNetV4-Conv-Small of timm, 224 px, 960 numbers; 15 MB to fetch once (ImageNet, Apache-2.0).",
    needs="torch",
    settings=(_POOLING,),
)
BACKBONES.add(
    "dinov2_vits14",
    "models.backbones.dinov2_vits14:backbone",
    help="DINOv2 ViT-S/14, 224 px, 384 numbers, learned without labels; 88 MB to fetch once (Apache-2.0).",
    needs="torch",
    settings=(pooling.setting("token", "average", "stages"),),
)
BACKBONES.add(
    "onnx",
    "models.backbones.onnx:backbone",
    help="A network of your own as an ONNX file, described by a JSON file beside it; needs no torch.",
    settings=(own_file.FILE,),
)
BACKBONES.add(
    "torchscript",
    "models.backbones.torchscript:backbone",
    help="A network of your own as a TorchScript file (SSCD, say), described by a JSON file beside it.",
    needs="torch",
    settings=(own_file.FILE,),
)


def open_choice(name: str, values: Mapping[str, Value] | None = None) -> Backbone:
    """The backbone called `name` with these settings (short keys as in its registry line; defaults for the rest).

    Cheap after the first call and free of torch, so that decoders may ask for every image; name and values can be
    pickled. UserError for an unknown name, a wrong value, missing weights or a wrong description of an own file.
    """
    entry = BACKBONES.entry(name)
    given = values or {}
    return entry.load()(**{s.key: s.check(given.get(s.key, s.default)) for s in entry.settings})


def stored_choice(name: str, settings: Mapping[str, Any]) -> Backbone:
    """The backbone of a stored embedder: its row's `backbone` name and `settings`, whose key "backbone" holds
    `Backbone.values`. Embedders stored without it have the defaults.
    """
    return open_choice(name, settings.get("backbone", {}))
