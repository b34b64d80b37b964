"""What the cut-off lab shows for one position of its levers: your cut, the best one, and every other."""

import math
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from casekit.labs.cut_off_settings import CutOffSettings

_POINTS = 400  # of a curve: more cannot be told apart in a picture


@dataclass(frozen=True)
class Cut:
    """One cut through the list: who is called, who of these left, and the money of it.

    ``at_least`` is what the last one called has of what the list is ranked by, infinite where nobody is called.
    ``worth_caught``, ``worth_missed`` are margins of a year of the leavers called and not called; ``worth_expected``
    those of all called, each as likely as its chance.
    """

    at_least: float
    contacted: int
    caught: int
    customers: int
    leavers: int
    worth_caught: float
    worth_missed: float
    worth_expected: float
    contact_cost: float
    saved_share: float

    @classmethod
    def of(cls, rows: pd.DataFrame, settings: CutOffSettings, cuts: pd.DataFrame, n: int) -> "Cut":
        """The ``n``-th cut from the top, 0 for nobody."""
        contacted = int(cuts["contacted"].iloc[n - 1]) if n else 0
        worth = {name: float(rows[name].iloc[contacted - 1]) if n else 0.0 for name in _SUMS}
        return cls(
            at_least=float(cuts["at_least"].iloc[n - 1]) if n else math.inf,
            contacted=contacted,
            caught=int(cuts["leavers"].iloc[n - 1]) if n else 0,
            customers=len(rows),
            leavers=int(rows["left"].sum()),
            worth_missed=float(rows["worth_caught"].iloc[-1]) - worth["worth_caught"],
            contact_cost=settings.contact_cost,
            saved_share=settings.saved_share,
            **worth,
        )

    # ── people ───────────────────────────────────────────────────────────────────────────────────────
    @property
    def false_alarms(self) -> int:
        """Called, though they would have stayed."""
        return self.contacted - self.caught

    @property
    def missed(self) -> int:
        """Leavers who were not called."""
        return self.leavers - self.caught

    @property
    def left_alone(self) -> int:
        """Neither called nor gone."""
        return self.customers - self.contacted - self.missed

    @property
    def stay(self) -> float:
        """How many leavers stay because of the call, in the mean, by the declared share."""
        return self.saved_share * self.caught

    @property
    def caught_share(self) -> float:
        """The share of all leavers who are called (recall)."""
        return self.caught / self.leavers

    @property
    def lift(self) -> float:
        """How many times the rate of all the called have; nan where nobody is called."""
        return self.caught / self.contacted / (self.leavers / self.customers) if self.contacted else math.nan

    # ── money ────────────────────────────────────────────────────────────────────────────────────────
    @property
    def cost(self) -> float:
        """What the calls cost."""
        return self.contact_cost * self.contacted

    @property
    def brought(self) -> float:
        """Margin of a year of those who stay because of the call."""
        return self.saved_share * self.worth_caught

    @property
    def profit(self) -> float:
        """What was brought less what the calls cost, by who truly left."""
        return self.brought - self.cost

    @property
    def expected(self) -> float:
        """The same as the chances had it."""
        return self.saved_share * self.worth_expected - self.cost

    @property
    def break_even_share(self) -> float:
        """The share of called leavers that must stay for the calls to pay for themselves; above 1 they never do.

        Infinite where nobody worth keeping is caught, nan where nobody is called.
        """
        if not self.contacted:
            return math.nan
        return self.cost / self.worth_caught if self.worth_caught else math.inf

    @property
    def mean_missed(self) -> float:
        """What a call to a leaver who was missed would have brought in the mean, its cost taken off; nan: none was."""
        return self.saved_share * self.worth_missed / self.missed - self.contact_cost if self.missed else math.nan

    def confusion(self) -> pd.DataFrame:
        """Called or not, left or stayed: a row for each of caught, false_alarms, missed, left_alone.

        ``money`` is what the calls to them brought after their cost; of those not called, what calls to them would
        have: for ``missed`` it went by, for ``left_alone`` it was spared.
        """
        would_bring = self.saved_share * self.worth_missed - self.contact_cost * self.missed
        rows = {
            "caught": (self.caught, self.brought - self.contact_cost * self.caught),
            "false_alarms": (self.false_alarms, -self.contact_cost * self.false_alarms),
            "missed": (self.missed, would_bring),
            "left_alone": (self.left_alone, -self.contact_cost * self.left_alone),
        }
        return pd.DataFrame.from_dict(rows, orient="index", columns=["customers", "money"])


_SUMS = ("worth_caught", "worth_expected")


@dataclass(frozen=True)
class CutOffOutcome:
    """Your cut; ``best``, the one that would have earned most by who truly left; ``foretold``, the one from which the
    chances promised most.

    ``cuts`` has a row for each cut there is: at_least, contacted, leavers, profit, expected. ``rows`` is the list, best
    first. Money is that of the list, for its whole time.
    """

    settings: CutOffSettings
    own: Cut
    best: Cut
    foretold: Cut
    cuts: pd.DataFrame = field(repr=False, compare=False)
    rows: pd.DataFrame = field(repr=False, compare=False)

    def break_even_chance(self, margin: float) -> float:
        """From which chance on a call to a customer of this margin pays: cost / (share saved × margin).

        Above 1 it never does; infinite where nothing can be kept.
        """
        kept = self.settings.saved_share * max(margin, 0.0)
        return self.settings.contact_cost / kept if kept else math.inf

    @property
    def caught_too_small(self) -> int:
        """Leavers called whose own margin, even with the declared share, is below what their call costs."""
        called = self.rows.iloc[: self.own.contacted]
        small = self.settings.saved_share * called["worth"] < self.settings.contact_cost
        return int((small & (called["left"] == 1)).sum())

    def last_called(self, n: int = 6) -> pd.DataFrame:
        """The last ``n`` above the cut: customer_id, (period,) probability, margin, left, break_even, pays.

        ``break_even`` is the chance from which a call to this one pays; ``pays``: the own chance reaches it.
        """
        names = [name for name in ("customer_id", "period", "probability", "margin", "left") if name in self.rows]
        table = self.rows.iloc[max(self.own.contacted - n, 0) : self.own.contacted][names].reset_index(drop=True)
        table["break_even"] = [self.break_even_chance(margin) for margin in table["margin"]]
        return table.assign(pays=table["probability"] >= table["break_even"])

    def curve(self, reach: int | None = None) -> pd.DataFrame:
        """contacted, at_least, profit, expected: from nobody (at_least infinite) to ``reach`` called or just above,
        thinned, with the marked ones."""
        reached = self.cuts["contacted"].to_numpy()
        last = len(reached) if reach is None else min(int(np.searchsorted(reached, reach)) + 1, len(reached))
        kept = [np.searchsorted(reached, cut.contacted) for cut in (self.own, self.best, self.foretold)]
        places = np.unique(np.r_[np.linspace(0, last - 1, _POINTS).astype("int64"), [at for at in kept if at < last]])
        rows = self.cuts[["contacted", "at_least", "profit", "expected"]].iloc[places].astype("float64")
        return pd.concat([pd.DataFrame([[0.0, math.inf, 0.0, 0.0]], columns=rows.columns), rows], ignore_index=True)
