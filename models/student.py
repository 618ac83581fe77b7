"""Student: what learns. The loop knows rows and unit vectors; how they come about is the student's: a head over cached
features, the last stage over cached maps, or the whole network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from models.head import FloatArray, Head, IntArray, Rows

if TYPE_CHECKING:
    from PIL.Image import Image
    from torch import Tensor

    from models.backbone import Backbone
    from models.copies import Views
    from models.loss import ParameterGroup

LANES = 4  # at most: a step of 64 images is so many blocks


class Student(Protocol):
    """A network that is being trained, over images known by row number: 0 to the number of images - 1."""

    def __call__(self, rows: Tensor) -> Tensor:
        """Unit vectors (n, d) of these rows (n,) int64, with gradients where gradients are on."""
        ...

    def began(self, numbers: IntArray) -> FloatArray:
        """Unit vectors (n, d) at which these images began, a copy at its source's; cheap for every student."""
        ...

    def train(self, on: bool) -> None:
        """Training: a random view of an image, statistics of the batch where the network has any. Off: none of it."""
        ...

    def parameters(self) -> list[ParameterGroup]:
        """What is learned, by groups of equal rate (multiples of the learning rate); the same tensors on every call."""
        ...

    def state(self) -> dict[str, Tensor]:
        """Copies of everything learned so far, buffers too, to keep or to go on from. Where random views are, a
        resumed training goes on with them: torch's generator and numpy ones that are attributes are kept apart."""
        ...

    def restore(self, state: dict[str, Tensor]) -> None:
        """Go back to a state, in place: optimisers hold the parameters."""
        ...

    def head(self) -> Head:
        """The head as it is now, to be stored with the embedder."""
        ...

    def network(self) -> dict[str, Tensor]:
        """Weights of the backbone that are its own no longer, by name; empty where only the head learns."""
        ...


@dataclass(frozen=True)
class Subject:
    """What a student begins with.

    `features`: cached backbone output of the collection; `rows` (m,): where in them the student's image of each
    number is; `start`: the head it begins at; `picture(number)`: that image decoded and oriented, for students that
    look again; `keys`: content hashes by number, for what is cached; `cache`: a folder for it; `seed` of its views.
    `maps`: features of the backbone's stem by number; `views`: altered views of images by number. `lanes`: blocks of
    images that go through the network at once, where it learns.
    """

    features: Rows
    rows: IntArray
    start: Head
    backbone: Backbone | None = None
    picture: Callable[[int], Image] | None = None
    keys: tuple[str, ...] = ()
    cache: Any = None  # a Path; None: nothing is kept
    device: str = "cpu"
    threads: int = 0
    lanes: int = 1
    seed: int = 0
    maps: Rows | None = None
    views: Views | None = None


# Called as build(subject, **settings of the registry entry). Beside it in its module: `memory(subject, **settings)`,
# the bytes that the student will hold at most, told before it is built.
StudentBuilder: TypeAlias = Callable[..., Student]
