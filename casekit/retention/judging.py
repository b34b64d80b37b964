"""How good a warning is: calibration by decile, lift, and the cut-off that costs least."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.review.intervals import wilson
from casekit.retention.rows import is_number, one_number_each
from casekit.text import _


def calibration(probability: Any, left: Any, *, groups: int = 10) -> pd.DataFrame:
    """Foretold against seen, in equal groups from the least to the most likely to leave.

    Returns group, customers, foretold (mean probability), seen (share that left), leavers, low, high (95 per cent
    Wilson interval of the share seen). Equal chances stay together, so groups may differ in size.

    Raises CasekitError for missing or unequally many figures, chances beyond 0 to 1, and fewer than one group.
    """
    if groups < 1:
        raise CasekitError(_("Give at least one group."))
    if ((one_number_each(probability, _("Probabilities")) < 0) | (np.asarray(probability, dtype="float64") > 1)).any():
        raise CasekitError(_("A chance of leaving is a share between 0 and 1."))
    chance, gone = _pair(probability, left)
    place = np.ceil(chance.rank(method="average", pct=True) * groups).clip(1, groups).astype("int64")
    table = pd.DataFrame({"group": place, "foretold": chance, "left": gone})
    table = table.groupby("group").agg(
        customers=("left", "size"), foretold=("foretold", "mean"), seen=("left", "mean"), leavers=("left", "sum")
    )
    ends = [wilson(int(hits), int(of)) for hits, of in zip(table["leavers"], table["customers"], strict=True)]
    table[["low", "high"]] = pd.DataFrame(ends, index=table.index)
    return table.reset_index()


def lift(probability: Any, left: Any, *, shares: tuple[float, ...] = (0.01, 0.05, 0.10, 0.20, 0.50)) -> pd.DataFrame:
    """What calling the most likely first would catch: share called, customers, leavers caught, caught (their share of
    all leavers), lift (rate among the called over the rate of all). Ties at a cut count as their mean.

    ``probability``: any score, the highest called first. Raises CasekitError for missing or unequally many figures,
    shares beyond 0 to 1, and when nobody left.
    """
    if not len(shares) or not all(0 < share <= 1 for share in shares):
        raise CasekitError(_("Each share to call lies above 0 and at most at 1."))
    chance, gone = _pair(probability, left)
    if not gone.sum():
        raise CasekitError(_("Nobody left, so there is no lift."))
    met = gone.groupby(chance).mean().sort_index(ascending=False)
    size = gone.groupby(chance).size().reindex(met.index)
    reached = np.concatenate(([0], size.cumsum()))
    caught = np.concatenate(([0], (met * size).cumsum()))
    counts = [max(round(share * len(gone)), 1) for share in shares]
    got = np.interp(counts, reached, caught)
    table = pd.DataFrame({"share": shares, "customers": counts, "leavers": got, "caught": got / gone.sum()})
    return table.assign(lift=table["leavers"] / table["customers"] / gone.mean())


def area_under_curve(probability: Any, left: Any) -> float:
    """How often a leaver has a higher chance than a stayer, ties half: 0.5 is a coin.

    Raises CasekitError when there is one class only: nobody left, or nobody stayed.
    """
    chance, gone = _pair(probability, left)
    leavers, stayers = int(gone.sum()), int((1 - gone).sum())
    if not leavers or not stayers:
        raise CasekitError(_("One class only: nobody left, or nobody stayed."))
    ranks = chance.rank()
    return float((ranks[gone == 1].sum() - leavers * (leavers + 1) / 2) / leavers / stayers)


@dataclass(frozen=True)
class CutOff:
    """Whom to contact: those with a chance of ``at_least``; ``table`` has every cut: at_least, contacted, leavers,
    profit (money against contacting nobody)."""

    at_least: float
    profit: float
    table: pd.DataFrame


def best_cut_off(probability: Any, left: Any, *, contact_cost: float, saved_share: float, value: Any) -> CutOff:
    """The cut-off that earns most: value of leavers saved less the cost of contacting everybody above it.

    ``contact_cost`` money a contact; ``saved_share`` of the leavers contacted who stay (declared: only a trial with a
    control group can measure it); ``value`` of a customer kept, one sum or one a customer. Where no cut earns anything
    ``at_least`` is infinite: contact nobody. Raises CasekitError for missing or unequally many figures, sums below 0,
    and a share beyond 0 to 1.
    """
    chance, gone = _pair(probability, left)
    worth = np.broadcast_to(one_number_each(value, _("Values")), len(chance)) if np.ndim(value) == 0 else value
    worth = pd.Series(one_number_each(worth, _("Values")))
    if len(worth) != len(chance):
        raise CasekitError(_("Give one value for each customer, or one for all."))
    if not (is_number(contact_cost) and contact_cost >= 0) or not 0 <= saved_share <= 1 or (worth < 0).any():
        raise CasekitError(
            _("The cost must be 0 or more, the share saved from 0 to 1, and each customer’s value must be known.")
        )
    table = pd.DataFrame({"at_least": chance, "gain": gone * worth * saved_share - contact_cost, "left": gone})
    table = table.groupby("at_least").agg(contacted=("gain", "size"), leavers=("left", "sum"), profit=("gain", "sum"))
    table = table.sort_index(ascending=False).cumsum().reset_index()
    best = table.loc[table["profit"].idxmax()]
    if best["profit"] <= 0:
        return CutOff(float("inf"), 0.0, table)
    return CutOff(float(best["at_least"]), float(best["profit"]), table)


def _pair(probability: Any, left: Any) -> tuple[pd.Series, pd.Series]:
    chance = pd.Series(one_number_each(probability, _("Probabilities")))
    gone = pd.Series(one_number_each(left, _("Outcomes")))
    if len(chance) != len(gone) or not len(chance):
        raise CasekitError(_("Give one probability and one outcome for each customer."))
    if not gone.isin([0, 1]).all():
        raise CasekitError(_("An outcome is 1 or 0 (True or False)."))
    return chance, gone
