"""What the retention-budget game shows: each quarter's calls as they truly went, and two yardsticks beside them."""

from dataclasses import dataclass, field

import pandas as pd

from casekit.labs.budget_settings import Move


@dataclass(frozen=True)
class Played:
    """One quarter after its calls, by the truth. ``kept`` is the margin of a year of the saved less that of the woken
    (``driven_out``); ``gain`` is ``kept`` less what was spent."""

    quarter: int
    rule: str
    calls: int
    spent: float
    saved: int
    woken: int
    sure_things: int
    lost_causes: int
    kept: float
    driven_out: float
    expected: float
    loss_makers: int

    @classmethod
    def of(cls, quarter: int, move: Move, rows: pd.DataFrame) -> "Played":
        """The quarter of a move that called these rows."""
        called, alone = rows["leaves_if_called"], rows["leaves_if_left_alone"]
        spent = float(rows["cost"].sum())
        return cls(
            quarter=quarter,
            rule=move.rule,
            calls=len(rows),
            spent=spent,
            saved=int((alone > called).sum()),
            woken=int((alone < called).sum()),
            sure_things=int(((alone == 0) & (called == 0)).sum()),
            lost_causes=int(((alone == 1) & (called == 1)).sum()),
            kept=float(rows["true_gain"].sum() + spent),
            driven_out=float(rows.loc[alone < called, "margin"].sum()),
            expected=float(rows["gain"].sum()),
            loss_makers=int(((alone > called) & (rows["margin"] <= rows["cost"])).sum()),
        )

    @property
    def gain(self) -> float:
        """What the quarter's calls brought, their cost taken off."""
        return self.kept - self.spent

    @property
    def wasted(self) -> int:
        """Calls that changed nothing: sure things and lost causes."""
        return self.sure_things + self.lost_causes


@dataclass(frozen=True)
class BudgetOutcome:
    """The year so far. ``thumb`` is the rule of thumb (by risk, a part of the budget each quarter); ``best`` what the
    truth itself would have called, a row a quarter: calls, spent, gain. ``plan`` are the rows that are next to be
    called: customer_id, risk, uplift, margin, cost, gain (expected). ``same_money``: what the money spent in each
    played quarter would have done by uplift × margin."""

    budget: float
    quarters: tuple[int, ...]
    moves: tuple[Move, ...]
    played: tuple[Played, ...]
    thumb: tuple[Played, ...] = field(repr=False)
    best: pd.DataFrame = field(repr=False, compare=False)
    plan: pd.DataFrame | None = field(repr=False, compare=False)
    same_money: tuple[Played, ...] = field(repr=False)

    @property
    def left(self) -> float:
        """Money not yet spent."""
        return self.budget - sum(one.spent for one in self.played)

    @property
    def over(self) -> bool:
        """Whether every quarter is played."""
        return len(self.played) == len(self.quarters)

    @property
    def next_quarter(self) -> int | None:
        """The quarter that is next, None when the year is over."""
        return None if self.over else self.quarters[len(self.played)]

    @property
    def gain(self) -> float:
        """What the quarters played have brought, costs taken off."""
        return sum(one.gain for one in self.played)

    @property
    def gain_of_thumb(self) -> float:
        """What the rule of thumb has brought in the same quarters."""
        return sum(one.gain for one in self.thumb[: len(self.played)])

    @property
    def gain_of_same_money(self) -> float:
        """What the same money would have brought in the quarters played, by uplift × margin."""
        return sum(one.gain for one in self.same_money)

    @property
    def best_gain(self) -> float:
        """What the truth would have brought in the same quarters."""
        return float(self.best["gain"].iloc[: len(self.played)].sum())

    def by_quarter(self) -> pd.DataFrame:
        """A row a played quarter: its figures as :class:`Played` has them, and the gains of thumb and best."""
        names = ("rule", "calls", "spent", "saved", "woken", "sure_things", "lost_causes", "kept", "gain")
        rows = [{name: getattr(one, name) for name in names} for one in self.played]
        table = pd.DataFrame(rows, index=pd.Index([one.quarter for one in self.played], name="quarter"), columns=names)
        table["thumb"] = [one.gain for one in self.thumb[: len(self.played)]]
        table["best"] = self.best["gain"].iloc[: len(self.played)].to_list()
        return table
