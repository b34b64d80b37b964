"""The shapes of a machinery firm in one picture: what the simulator was made to have, and what to look for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from casekit.cases.simulated.ironbridge_machinery import parameters as p

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_INK, _WARM, _GREY, _PALE = "#0b5563", "#c8721a", "#8a8f98", "#c9ccd1"
_ENDS = (0, 20_000, 50_000, 100_000, 200_000, 300_000, 500_000, np.inf)
_BANDS = ("under 20", "20–50", "50–100", "100–200", "200–300", "300–500", "500 and more")
_HOLES = (0, 3, 5)


def draw_shapes(tables: Mapping[str, pd.DataFrame], truth: Mapping[str, pd.DataFrame]) -> "Figure":
    """Six plots of the tables of a firm and of the truth about it, on one page."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(13, 8), layout="constrained")
    places = figure.subplots(2, 3).flatten()
    usage = yearly_usage(tables)
    _bands(places[0], usage[2025])
    _fifths(places[1], usage)
    _profit(places[2], tables, usage)
    _migration(places[3], tables["grades"])
    _lot(places[4], tables["holdout"], usage)
    _leaving(places[5], tables["grades"], truth["true_lives"])
    for place in places:
        place.spines[["top", "right"]].set_visible(False)
        place.title.set_fontsize(11)
    return figure


def yearly_usage(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Amounts less discounts of each account (index) in each year (columns), 0 where it bought nothing; yuan."""
    orders = tables["orders"]
    net = (orders["amount"] - orders["discount"]).groupby([orders["customer_id"], orders["date"].dt.year]).sum()
    return net.unstack(fill_value=0.0).reindex(tables["accounts"]["customer_id"], fill_value=0.0).round(2)


def _bands(place, usage: pd.Series) -> None:
    bought = usage[usage > 0]
    counts = pd.cut(bought, _ENDS, right=False, labels=_BANDS).value_counts(sort=False)
    colours = [_WARM if band in _HOLES else _INK for band in range(len(_BANDS))]
    place.bar_label(place.bar(_BANDS, counts, color=colours), fontsize=9)
    place.tick_params(axis="x", rotation=30)
    place.set(title="Orange: no grade asks for so much usage", xlabel="usage of 2025, thousand yuan", ylabel="accounts")


def _fifths(place, usage: pd.DataFrame) -> None:
    both = usage[(usage[2023] > 0) & (usage[2024] > 0)]
    fifth = pd.qcut(both[2023].rank(method="first"), 5, labels=False)
    means = both[[2023, 2024]].groupby(fifth).mean() / 1000
    for year, colour in ((2023, _PALE), (2024, _INK)):
        place.plot(["lowest", "2", "3", "4", "top"], means[year], "o-", color=colour, label=str(year))
    place.set(title="The top of one year falls back in the next", xlabel="fifth by usage of 2023", yscale="log")
    place.set_ylabel("mean usage, thousand yuan")
    place.legend(frameon=False)


def _profit(place, tables: Mapping[str, pd.DataFrame], usage: pd.DataFrame) -> None:
    rate = profit_rate(tables, usage, 2025)
    large = usage[2025] >= p.LARGE
    place.scatter(usage.loc[large, 2025] / 1000, 100 * rate[large], s=14, color=_INK)
    place.axhspan(-20, 5, color=_WARM, alpha=0.15, linewidth=0)
    place.set(xscale="log", ylim=(-6, None), title="Large, and hardly a profit", ylabel="profit of usage, per cent")
    place.set_xticks([200, 500, 1000, 2000, 5000], ["200", "500", "1,000", "2,000", "5,000"])
    place.set_xticks([], minor=True)
    place.set_xlabel("usage of 2025, thousand yuan")


def profit_rate(tables: Mapping[str, pd.DataFrame], usage: pd.DataFrame, year: int) -> pd.Series:
    """What is left of an account's usage of a year after cost, freight and service, as a share; nan without usage."""
    orders, visits = (tables[name][tables[name]["date"].dt.year == year] for name in ("orders", "service"))
    spent = (orders["cost"] + orders["freight"]).groupby(orders["customer_id"]).sum()
    served = visits.groupby("customer_id")["cost"].sum()
    gone = spent.reindex(usage.index, fill_value=0.0) + served.reindex(usage.index, fill_value=0.0)
    return (1 - gone / usage[year].where(usage[year] > 0)).rename("profit_rate")


def _migration(place, grades: pd.DataFrame) -> None:
    wide = grades.pivot(index="customer_id", columns="year", values="grade")
    counts = pd.crosstab(wide[2024].fillna("joined"), wide[2025].fillna("left"))
    counts = counts.reindex(index=[*p.GRADES, "joined"], columns=[*p.GRADES, "left"], fill_value=0)
    counts.loc["joined", "left"] = 0  # those of 2023 only
    place.imshow(counts, cmap="Blues", aspect="auto", vmax=60)
    for (row, column), count in np.ndenumerate(counts.to_numpy()):
        if count:
            place.text(column, row, count, ha="center", va="center", color="white" if count > 35 else "black")
    place.set_xticks(range(len(counts.columns)), counts.columns, rotation=30, ha="right")
    place.set_yticks(range(len(counts)), counts.index)
    place.set(title="Grades of 2024 (rows) and of 2025")


def _lot(place, holdout: pd.DataFrame, usage: pd.DataFrame) -> None:
    mean = usage.loc[holdout["customer_id"]].groupby(holdout["benefit"].to_numpy()).mean() / 1000
    for got, name, colour in ((True, "given the benefits", _INK), (False, "held out", _WARM)):
        place.plot(["2024", "2025"], mean.loc[got, [2024, 2025]], "o-", color=colour, label=name)
    place.set(title="Promoted in 2025: both fall back", ylabel="mean usage, thousand yuan", ylim=(0, None))
    place.legend(frameon=False, loc="lower left")


def _leaving(place, grades: pd.DataFrame, lives: pd.DataFrame) -> None:
    rows = []
    wide = grades.pivot(index="customer_id", columns="year", values="grade")
    standing = wide.replace(dict(zip(p.GRADES, p.STANDING, strict=True)))
    leaves = lives.set_index("customer_id")["leaves_on"].reindex(wide.index)
    for year in (2024, 2025):
        both = standing[year - 1].notna() & standing[year].notna()
        change = standing[year].astype(float) - standing[year - 1].astype(float)
        there = both & ~(leaves < f"{year}-01-01")
        rows.append(pd.DataFrame({"demoted": change < 0, "left": leaves.dt.year == year})[there])
    shares = 100 * pd.concat(rows).groupby("demoted")["left"].mean()
    bars = place.bar(
        ["all others", "demoted in January"], [shares[False], shares[True]], color=[_GREY, _WARM], width=0.6
    )
    place.bar_label(bars, fmt="%.0f %%", fontsize=9)
    place.set(title="Accounts that left within the year (truth)", ylabel="per cent")
