"""Our losses against those of pytorch-metric-learning, on class batches, where both say the same thing."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch  # noqa: TID253
from pytorch_metric_learning import distances, losses, reducers
from torch import Tensor  # noqa: TID253

from models.loss import GroupBatch, Loss, TripletBatch
from models.losses.contrastive import Contrastive
from models.losses.histogram import Histogram
from models.losses.infonce import InfoNCE
from models.losses.lifted_structure import LiftedStructure
from models.losses.margin import Margin
from models.losses.n_pair import NPair
from models.losses.triplet import Triplet
from tests.batches import START, assert_close, groups, pairs

GROUP = [0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3]


def vectors(seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return groups(torch.randn(len(GROUP), 6, generator=generator, dtype=torch.float64), GROUP).vectors


def ends(same: bool) -> tuple[Tensor, Tensor]:
    """Every pair once, of one group or of two."""
    label = torch.tensor(GROUP)
    left, right = torch.triu_indices(len(GROUP), len(GROUP), 1)
    kept = (label[left] == label[right]) == same
    return left[kept], right[kept]


def euclidean(power: int = 1) -> distances.LpDistance:
    return distances.LpDistance(normalize_embeddings=False, power=power)


def apart(x: Tensor, left: Tensor, right: Tensor) -> Tensor:
    return (x[left] - x[right]).norm(dim=1)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (LiftedStructure(START, margin=1, generalised=False), losses.LiftedStructureLoss()),
        (LiftedStructure(START, margin=1, generalised=True), losses.GeneralizedLiftedStructureLoss()),
        (InfoNCE(START, temperature=0.1, entropy_weight=0), losses.NTXentLoss(temperature=0.1)),
    ],
    ids=["lifted", "generalised", "infonce"],
)
def test_group_losses(ours: Loss[GroupBatch], theirs: torch.nn.Module, seed: int) -> None:
    theirs.distance.normalize_embeddings = False
    found = []
    for loss in (lambda x: ours(GroupBatch(x, torch.tensor(GROUP))).loss, lambda x: theirs(x, torch.tensor(GROUP))):
        x = vectors(seed).requires_grad_()
        value = loss(x)
        value.backward()
        found.append((value.item(), x.grad))
    assert found[0][0] == pytest.approx(found[1][0], rel=1e-7)
    assert_close(found[0][1], found[1][1])


def test_n_pair() -> None:
    x, scale = vectors(), 9.0
    theirs = losses.NPairsLoss(distance=distances.DotProductSimilarity(normalize_embeddings=False))
    value = theirs(scale**0.5 * x, torch.tensor(GROUP))
    assert NPair(START, scale=scale)(GroupBatch(x, torch.tensor(GROUP))).loss.item() == pytest.approx(value.item())


@pytest.mark.filterwarnings("ignore:Using a non-tuple sequence")
def test_histogram_over_all_pairs() -> None:
    x = vectors()
    (a, p), (b, n) = ends(True), ends(False)
    batch = pairs(torch.cat((apart(x, a, p), apart(x, b, n))), [2] * len(a) + [0] * len(b))
    theirs = losses.HistogramLoss(n_bins=50)(x, torch.tensor(GROUP))
    assert Histogram(START, bins=50)(batch).loss.item() == pytest.approx(theirs.item())


@pytest.mark.parametrize("squared", [True, False])
def test_triplet(squared: bool) -> None:
    x = vectors()
    theirs = losses.TripletMarginLoss(0.2, distance=euclidean(2 if squared else 1))
    label = torch.tensor(GROUP)
    a, p, n = torch.cartesian_prod(*[torch.arange(len(GROUP))] * 3).T
    kept = (label[a] == label[p]) & (a != p) & (label[a] != label[n])
    batch = TripletBatch(apart(x, a[kept], p[kept]), apart(x, a[kept], n[kept]), a[kept])
    value = Triplet(START, margin=0.2, squared=squared)(batch)
    assert value.loss.item() == pytest.approx(theirs(x, label).item(), rel=1e-6)


def test_margin_where_every_pair_is_in_one_triplet() -> None:
    x = vectors()
    a, p, n = torch.tensor([[0, 1, 5], [2, 3, 6], [4, 2, 7], [9, 10, 8]]).T
    theirs = losses.MarginLoss(0.2, nu=0, beta=1.1, distance=euclidean())
    ours = Margin(replace(START, boundary=1.1), alpha=0.2, boundary="global", nu=0, boundary_rate=1)
    batch = pairs(torch.cat((apart(x, a, p), apart(x, a, n))), [2] * 4 + [0] * 4)
    assert ours(batch).loss.item() == pytest.approx(theirs(x, None, (a, p, n)).item(), rel=1e-6)


def test_margin_and_histogram_of_theirs_do_not_see_pairs_without_a_common_image_and_ours_do() -> None:
    x = vectors()
    a, p, b, n = (torch.tensor(ends) for ends in ([0, 2], [1, 3], [5, 7], [9, 10]))
    batch = pairs(torch.cat((apart(x, a, p), apart(x, b, n))), [2, 2, 0, 0])
    theirs = losses.MarginLoss(0.2, beta=1.0), losses.HistogramLoss(n_bins=50)
    ours = Margin(START, alpha=0.5, boundary="global", nu=0, boundary_rate=1), Histogram(START, bins=50)
    for one, other in zip(ours, theirs, strict=True):
        assert other(x, None, (a, p, b, n)).item() == 0 < one(batch).loss.item()


def test_contrastive_positives_are_theirs_over_squared_distances() -> None:
    x = vectors()
    (a, p) = ends(True)
    theirs = losses.ContrastiveLoss(0, 0, distance=euclidean(2), reducer=reducers.MeanReducer())
    none = torch.zeros(0, dtype=torch.int64)
    ours = Contrastive(START, positive_margin=0, negative_margin=0)(pairs(apart(x, a, p), [2] * len(a)))
    assert ours.loss.item() == pytest.approx(theirs(x, None, (a, p, none, none)).item(), rel=1e-6)
