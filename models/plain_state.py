"""Plain state: any object of numbers, texts, arrays, tensors, generators and containers as JSON and arrays. No pickle.

What is read is attributes only, and it is written back into an object that was newly built in the same way: no code
is stored, and none is run.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any, TypeAlias

import numpy as np
import torch  # noqa: TID253 (only ever imported by the training stage)
from torch import Tensor  # noqa: TID253

Tree: TypeAlias = Any  # a plain value, or a dict that says what it was
_CODE = (FunctionType, MethodType, BuiltinFunctionType, ModuleType, type, Enum)
_PLAIN = (bool, int, float, str, type(None))
_LISTS: Mapping[str, type] = {"list": list, "tuple": tuple, "deque": deque}
_SETS: Mapping[str, type] = {"set": set, "frozenset": frozenset}


@dataclass
class Taking:
    """Reads values into trees; `arrays` by name is what is in no tree. What is met twice is stored once."""

    arrays: dict[str, Tensor] = field(default_factory=dict)
    _seen: dict[int, tuple[int, Any]] = field(default_factory=dict)

    def take(self, value: Any) -> Tree:
        """The tree of a value; code, and what has no attributes, is left to the newly built object."""
        if isinstance(value, _PLAIN) and not isinstance(value, Enum):
            return value
        if id(value) in self._seen:
            return {"seen": self._seen[id(value)][0]}
        number = len(self._seen)
        self._seen[id(value)] = (number, value)  # also keeps it alive, so that no other can have its id
        return {"id": number} | self._described(value)

    def _described(self, value: Any) -> dict[str, Tree]:
        if isinstance(value, Tensor):
            return {"tensor": self._name(value.detach().cpu().contiguous().clone())}
        if isinstance(value, np.ndarray | np.generic):
            plain = np.ascontiguousarray(value)
            name = self._name(torch.from_numpy(np.frombuffer(plain.tobytes(), np.uint8).copy()))
            return {"array": name, "type": plain.dtype.str, "shape": list(np.shape(value))}
        return self._contained(value)

    def _contained(self, value: Any) -> dict[str, Tree]:
        if isinstance(value, np.random.Generator):
            return {"generator": self.take(value.bit_generator.state)}
        if isinstance(value, Mapping):
            return {"map": [[self.take(key), self.take(part)] for key, part in value.items()]}
        if isinstance(value, list | tuple | deque):
            return {"list": [self.take(part) for part in value], "of": type(value).__name__}
        if isinstance(value, set | frozenset):
            return {"set": [self.take(part) for part in sorted(value)], "of": type(value).__name__}
        attributes = {} if isinstance(value, _CODE) else _attributes(value)
        return {"object": {name: self.take(part) for name, part in attributes.items()}}

    def _name(self, stored: Tensor) -> str:
        name = f"a{len(self.arrays)}"
        self.arrays[name] = stored
        return name


@dataclass
class Putting:
    """Writes trees back; tensors, generators and objects into those that are there already."""

    arrays: Mapping[str, Tensor]
    _seen: dict[int, Any] = field(default_factory=dict)

    def put(self, tree: Tree, now: Any = None) -> Any:
        """The value of a tree, `now` being what the newly built object has in its place."""
        if not isinstance(tree, dict):
            return tree
        if "seen" in tree:
            return self._seen[tree["seen"]]
        kind = next(key for key in tree if key != "id")
        made = self._seen[tree["id"]] = _MAKERS[kind](self, tree, now)
        return made

    def tensor(self, tree: Tree, now: Any) -> Tensor:
        """Into the tensor that is there, as optimisers hold it; a new one where there is none like it."""
        stored = self.arrays[tree["tensor"]]
        if isinstance(now, Tensor) and now.shape == stored.shape and now.dtype == stored.dtype:
            with torch.no_grad():
                now.copy_(stored)
            return now
        return stored.to(now.device) if isinstance(now, Tensor) else stored.clone()

    def array(self, tree: Tree, now: Any) -> Any:
        """A copy of its own, writable."""
        plain = self.arrays[tree["array"]].numpy().view(np.dtype(tree["type"])).reshape(tree["shape"]).copy()
        return plain if tree["shape"] or isinstance(now, np.ndarray) else plain[()]

    def generator(self, tree: Tree, now: Any) -> np.random.Generator:
        """At the same place of its stream."""
        made = now if isinstance(now, np.random.Generator) else np.random.default_rng()
        made.bit_generator.state = self.put(tree["generator"])
        return made

    def mapped(self, tree: Tree, now: Any) -> dict[Any, Any]:
        """A new dict, its values written into those that are there."""
        before = now if isinstance(now, Mapping) else {}
        return {(key := self.put(k)): self.put(part, before.get(key)) for k, part in tree["map"]}

    def listed(self, tree: Tree, now: Any) -> Any:
        """A list, tuple or deque of the same kind."""
        fits = isinstance(now, list | tuple | deque) and len(now) == len(tree["list"])
        parts = [self.put(part, now[place] if fits else None) for place, part in enumerate(tree["list"])]
        return deque(parts, getattr(now, "maxlen", None)) if tree["of"] == "deque" else _LISTS[tree["of"]](parts)

    def collected(self, tree: Tree, _now: Any) -> Any:
        """A set of the same kind."""
        return _SETS[tree["of"]](self.put(part) for part in tree["set"])

    def attributes(self, tree: Tree, now: Any) -> Any:
        """The object that is there, with these attributes."""
        for name, part in tree["object"].items():
            object.__setattr__(now, name, self.put(part, getattr(now, name, None)))
        return now


_MAKERS: Mapping[str, Callable[[Putting, Tree, Any], Any]] = {
    "tensor": Putting.tensor,
    "array": Putting.array,
    "generator": Putting.generator,
    "map": Putting.mapped,
    "list": Putting.listed,
    "set": Putting.collected,
    "object": Putting.attributes,
}


def _attributes(value: Any) -> dict[str, Any]:
    names = [*getattr(value, "__dict__", {}), *getattr(type(value), "__slots__", ())]
    return {name: getattr(value, name) for name in names if hasattr(value, name)}
