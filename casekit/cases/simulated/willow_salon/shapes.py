"""The shapes of a salon in one picture: what the simulator was made to have, and what to look for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from casekit.cases.simulated.willow_salon import parameters as p

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_COLOURS = {"annual": "#0b5563", "monthly": "#c8721a", "walk-in": "#8a8f98"}
_INK = "#0b5563"


def draw_shapes(tables: Mapping[str, pd.DataFrame], truth: Mapping[str, pd.DataFrame]) -> "Figure":
    """Six plots of the tables of a salon and of the truth about it, on one page."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(13, 8), layout="constrained")
    places = figure.subplots(2, 3).flatten()
    spent = _spent(tables)
    _cards(places[0], spent)
    _curve(places[1], spent)
    _spread(places[2], spent)
    _season(places[3], tables["visits"])
    _products(places[4], tables)
    _leaving(places[5], tables, truth["true_lives"])
    for place in places:
        place.spines[["top", "right"]].set_visible(False)
        place.title.set_fontsize(11)
    return figure


def _spent(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    visits = tables["visits"].groupby("client_id")["amount"].sum()
    bought = tables["sales"].groupby("client_id")["amount"].sum()
    clients = tables["clients"].set_index("client_id")
    spent = visits.reindex(clients.index, fill_value=0).add(bought, fill_value=0)
    return clients.assign(spent=spent)


def _cards(place, spent: pd.DataFrame) -> None:
    by_card = spent.groupby("card_type")["spent"].agg(["size", "sum"]).loc[list(p.CARD_TYPES)]
    shares = 100 * by_card / by_card.sum()
    left = np.zeros(2)
    for card, line in shares.iterrows():
        place.barh(["clients", "spending"], line, left=left, color=_COLOURS[card], label=card)
        for row, (start, width) in enumerate(zip(left, line, strict=True)):
            place.text(start + width / 2, row, f"{width:.0f}", ha="center", va="center", color="white")
        left = left + line.to_numpy()
    place.set(title="Annual cards are few and heavy", xlabel="per cent")
    place.legend(loc="upper center", bbox_to_anchor=(0.47, 0.555), ncols=3, frameon=False, fontsize=9)


def _curve(place, spent: pd.DataFrame) -> None:
    values = np.sort(spent["spent"])[::-1]
    people = 100 * np.arange(len(values) + 1) / len(values)
    place.plot(people, 100 * np.concatenate(([0], values.cumsum())) / values.sum(), color=_INK)
    place.plot([0, 100], [0, 100], color="#c9ccd1", linewidth=1)
    place.axvline(20, color="#c9ccd1", linewidth=1, linestyle="--")
    title = "What the best clients hold of all spending"
    place.set(title=title, xlabel="clients, best first, per cent", ylabel="per cent")


def _spread(place, spent: pd.DataFrame) -> None:
    rows = [spent.loc[(spent["card_type"] == card) & (spent["spent"] > 0), "spent"] for card in p.CARD_TYPES]
    place.boxplot(rows, orientation="horizontal", tick_labels=p.CARD_TYPES, flierprops={"markersize": 3})
    place.set(xscale="log", title="Some walk-ins outspend annual cards", xlabel="spent in two years, yuan")
    place.invert_yaxis()


def _season(place, visits: pd.DataFrame) -> None:
    weekly = visits.set_index("date")["amount"].resample("W").sum().iloc[1:-1]  # whole weeks only
    place.plot(weekly.index, weekly / 1000, color=_INK)
    for festival in pd.to_datetime(p.FESTIVALS):
        place.axvline(festival, color=_COLOURS["monthly"], linewidth=1, linestyle="--")
    place.set(title="Services a week; Spring Festival dashed", ylabel="thousand yuan", ylim=(0, None))
    place.tick_params(axis="x", rotation=30)


def _products(place, tables: Mapping[str, pd.DataFrame]) -> None:
    sold = tables["sales"].merge(tables["products"]).groupby("product")["amount"].sum().sort_values(ascending=False)
    share = 100 * sold / sold.sum()
    needed = share.cumsum().shift(fill_value=0) < 80
    place.barh(share.index, share, color=np.where(needed, _INK, "#c9ccd1"))
    place.invert_yaxis()
    place.tick_params(axis="y", labelsize=7)
    place.set(title=f"{needed.sum()} of {len(share)} products bring 80 %", xlabel="per cent of product sales")


def _leaving(place, tables: Mapping[str, pd.DataFrame], lives: pd.DataFrame) -> None:
    """Of the clients a therapist mostly treated and of all others: who leaves soon after she has left."""
    visits = tables["visits"]
    names, own, others = [], [], []
    for gone in tables["therapists"].dropna(subset=["left_on"]).itertuples():
        before = visits[visits["date"] < gone.left_on]
        mostly = before.groupby("client_id")["therapist_id"].agg(lambda seen: seen.mode()[0])
        there = lives[lives["client_id"].isin(mostly.index) & ~(lives["leaves_on"] < gone.left_on)]
        soon = there["leaves_on"] < gone.left_on + pd.DateOffset(months=p.AFTER_CHANGE_MONTHS)
        hers = there["client_id"].isin(mostly.index[mostly == gone.therapist_id])
        names.append(f"after {gone.therapist_id} left")
        own.append(100 * soon[hers].mean())
        others.append(100 * soon[~hers].mean())
    spots = np.arange(len(names))
    place.bar(spots - 0.2, own, width=0.4, color=_COLOURS["monthly"], label="her clients")
    place.bar(spots + 0.2, others, width=0.4, color=_COLOURS["walk-in"], label="all others")
    place.set_xticks(spots, names)
    place.set(title="Clients lost within four months (truth)", ylabel="per cent")
    place.legend(frameon=False)
