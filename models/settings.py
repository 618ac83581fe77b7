"""Setting: one value a person may change, with its bounds and its help line."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

from models.errors import UserError

Value: TypeAlias = bool | int | float | str


@dataclass(frozen=True)
class Setting:
    """One named value with default, inclusive bounds or choices, label and help.

    The type of the default is the type of the setting. `key` is full (`miner.knn.k`) in the SETTINGS table and
    short (`k`) in a registry entry.
    """

    key: str
    default: Value
    label: str
    help: str
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        """Return `text` as this setting's type; UserError when it is not one or is out of bounds."""
        kind = type(self.default)
        try:
            value: Value = _BOOLEANS[text.strip().lower()] if kind is bool else kind(text.strip())
        except (ValueError, KeyError):
            raise UserError(
                "{key} must be {kind}, not {text!r}", key=self.key, kind=_NAMES[kind], text=text
            ) from None
        return self.check(value)

    def check(self, value: Value) -> Value:
        """Return `value` when it is within bounds; UserError otherwise."""
        if self.choices and value not in self.choices:
            raise UserError(
                "{key} must be one of {choices}, not {value}",
                key=self.key,
                choices=", ".join(self.choices),
                value=value,
            )
        if isinstance(value, str):
            return value
        low, high = self.minimum, self.maximum
        if math.isnan(value) or (low is not None and value < low) or (high is not None and value > high):
            raise UserError(
                "{key} must be between {low} and {high}, not {value}",
                key=self.key,
                low="any" if low is None else f"{low:g}",
                high="any" if high is None else f"{high:g}",
                value=value,
            )
        return value


_NAMES = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
_BOOLEANS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
