"""The shapes of a telecom company in one picture: what the simulator was made to have, and what to look for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_INK, _WARM, _GREY, _PALE = "#0b5563", "#c8721a", "#8a8f98", "#c9ccd1"
_KEY_ACCOUNT = 3_000
_GROUP_MARK = 100_000
_SOON = pd.Timedelta(days=90)
_FIELDS = ["phone", "birthday", "id_number", "email", "area", "address", "interests", "occupation", "income_band"]


def draw_shapes(tables: Mapping[str, pd.DataFrame], truth: Mapping[str, pd.DataFrame]) -> "Figure":
    """Ten plots of the tables of a company and of the truth about it, on one page."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(21, 8.2), layout="constrained")
    places = figure.subplots(2, 5).flatten()
    year = _last_year(tables)
    _curve(places[0], year)
    _spread(places[1], year)
    _seasons(places[2], tables)
    _groups(places[3], year, truth["true_groups"])
    _leaving(places[4], tables["customers"])
    _driven(places[5], tables)
    _paying(places[6], tables["bills"])
    _blanks(places[7], tables["cards"])
    _responses(places[8], tables["campaign_members"], truth["true_responses"])
    _upgraded(places[9], tables)
    for place in places:
        place.spines[["top", "right"]].set_visible(False)
        place.title.set_fontsize(11)
    return figure


def _last_year(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Each customer billed in the last year: user_type, sales, profit, and mean sales of a billed month."""
    bills, service = tables["bills"], tables["service"]
    start = bills["month"].max() - pd.DateOffset(months=11)
    bills = bills[bills["month"] >= start]
    bills = bills.assign(sales=bills["fee"] - bills["discount"])
    cost = service[service["quarter"] >= start].groupby("customer_id")["cost"].sum()
    year = bills.groupby("customer_id").agg(
        sales=("sales", "sum"), used=("network_cost", "sum"), mean=("sales", "mean")
    )
    year["profit"] = year["sales"] - year["used"] - cost.reindex(year.index, fill_value=0)
    return year.join(tables["customers"].set_index("customer_id")["user_type"])


def _curve(place, year: pd.DataFrame) -> None:
    for column, colour in (("sales", _INK), ("profit", _WARM)):
        values = np.sort(year[column])[::-1]
        people = 100 * np.arange(len(values) + 1) / len(values)
        place.plot(people, 100 * np.concatenate(([0], values.cumsum())) / values.sum(), color=colour, label=column)
    place.axvline(20, color=_PALE, linewidth=1, linestyle="--")
    place.axhline(100, color=_PALE, linewidth=1)
    place.set(title="The best customers' share, 2025", xlabel="customers, best first, per cent", ylabel="per cent")
    place.legend(frameon=False, loc="lower right")


def _spread(place, year: pd.DataFrame) -> None:
    bins = np.geomspace(4, 30_000, 50)
    for kind, colour in (("person", _GREY), ("organisation", _INK)):
        means = year.loc[year["user_type"] == kind, "mean"].clip(lower=4)
        place.hist(means, bins=bins, color=colour, label=f"{kind}s", alpha=0.85)
    place.axvline(_KEY_ACCOUNT, color=_WARM, linewidth=1, linestyle="--")
    place.set(xscale="log", title="A month's sales; 3,000 yuan dashed", xlabel="yuan", ylabel="customers")
    place.legend(frameon=False, loc="upper left")


def _seasons(place, tables: Mapping[str, pd.DataFrame]) -> None:
    """Mean bill of each calendar month against the mean of the year, for those billed all through it."""
    customers = tables["customers"].set_index("customer_id")
    bills = tables["bills"].join(customers[["organisation_type", "area", "left_on"]], on="customer_id")
    bills = bills[bills["left_on"].isna() & (bills["month"] >= bills["month"].max() - pd.DateOffset(months=11))]
    bills = bills[bills.groupby("customer_id")["month"].transform("size") == 12]
    island, school = bills["area"] == "Islands", bills["organisation_type"] == "school"
    for rows, label, colour in (
        (~island & ~school, "others", _GREY),
        (island & ~school, "Islands", _WARM),
        (school, "schools", _INK),
    ):
        monthly = bills[rows].groupby(bills["month"].dt.month)["fee"].sum()
        place.plot(monthly.index, 100 * monthly / monthly.mean(), color=colour, label=label)
    place.set(title="Seasons of 2025", xlabel="month", ylabel="mean of the year = 100", xticks=range(1, 13, 2))
    place.legend(frameon=False)


def _groups(place, year: pd.DataFrame, true_groups: pd.DataFrame) -> None:
    """Each true group: what its largest branch brings, against all of it."""
    branches = true_groups.join(year["sales"], on="customer_id").fillna({"sales": 0})
    groups = branches.groupby("group_id")["sales"].agg(["max", "sum"]) / 1000
    groups = groups[groups["sum"] > 0]  # all branches of some have left
    only = (groups["sum"] > _GROUP_MARK / 1000) & (groups["max"] <= _GROUP_MARK / 1000)
    place.scatter(groups["max"], groups["sum"], s=14, color=np.where(only, _WARM, _INK))
    place.axhline(_GROUP_MARK / 1000, color=_PALE, linewidth=1, linestyle="--")
    place.axvline(_GROUP_MARK / 1000, color=_PALE, linewidth=1, linestyle="--")
    place.set(title=f"{only.sum()} groups pass 100,000 only together")
    place.set(xscale="log", yscale="log", xlabel="largest branch, thousand yuan", ylabel="group, thousand yuan")


def _leaving(place, customers: pd.DataFrame) -> None:
    """Leavers a year among those of each tenure, over the window."""
    opened, closed = pd.Timestamp("2023-01-01"), pd.Timestamp("2025-12-31")
    entry, left = customers["entry_month"], customers["left_on"]
    seen_from, seen_to = entry.clip(lower=opened), left.fillna(closed)
    years, rates = range(9), []
    for year in years:
        start, end = entry + pd.DateOffset(years=year), entry + pd.DateOffset(years=year + 1)
        days = pd.concat([seen_to, end], axis=1).min(axis=1) - pd.concat([seen_from, start], axis=1).max(axis=1)
        leavers = ((left >= start) & (left < end)).sum()
        rates.append(100 * leavers / (days.dt.days.clip(lower=0).sum() / 365.25))
    place.bar(years, rates, color=_INK)
    place.set(title="Leavers a year, by years with us", xlabel="full years with us", ylabel="per cent")


def _driven(place, tables: Mapping[str, pd.DataFrame]) -> None:
    """Who leaves within 90 days of what drives customers out, against any 90 days."""
    left = tables["customers"].set_index("customer_id")["left_on"]
    complaints, end = tables["complaints"], left.max() - _SOON
    slow = ~((complaints["first_reply_at"] - complaints["opened_at"]) <= pd.Timedelta(days=3))
    contracts = tables["contracts"].assign(day=tables["contracts"]["ends_on"] - pd.Timedelta(days=30))
    bills = tables["bills"].iloc[::7]
    parts = {
        "any day": (bills["customer_id"], bills["month"]),
        "complaint answered": (complaints["customer_id"][~slow], complaints["opened_at"][~slow]),
        "complaint not answered\nwithin 3 days": (complaints["customer_id"][slow], complaints["opened_at"][slow]),
        "rival's offer": (tables["rival_offers"]["customer_id"], tables["rival_offers"]["seen_on"]),
        "contract about to end": (contracts["customer_id"], contracts["day"]),
    }
    shares = {}
    for name, (who, when) in parts.items():
        seen = when <= end
        waited = left.reindex(who[seen]).to_numpy() - when[seen].to_numpy()
        there = ~(waited < np.timedelta64(0, "s"))
        shares[name] = 100 * (waited[there] < _SOON.to_timedelta64()).mean()
    place.barh(list(shares), list(shares.values()), color=[_GREY, _GREY, _WARM, _WARM, _WARM])
    place.invert_yaxis()
    place.tick_params(axis="y", labelsize=8)
    place.set(title="Left within 90 days after …", xlabel="per cent")


def _paying(place, bills: pd.DataFrame) -> None:
    days = bills["days_to_pay"].dropna().astype(int)
    place.hist(days.clip(upper=150), bins=range(0, 155, 3), color=_INK)
    unpaid = 100 * bills["days_to_pay"].isna().mean()
    place.set(title=f"Days to pay; {unpaid:.1f} % of bills unpaid", xlabel="days", ylabel="bills")


def _blanks(place, cards: pd.DataFrame) -> None:
    blank = 100 * cards[_FIELDS].isna().groupby(cards["register"]).mean().T
    spots = np.arange(len(_FIELDS))
    place.barh(spots - 0.2, blank["shop"], height=0.4, color=_INK, label="shop")
    place.barh(spots + 0.2, blank["app"], height=0.4, color=_WARM, label="app")
    place.set_yticks(spots, _FIELDS, fontsize=8)
    place.invert_yaxis()
    place.set(title="Blank fields of the cards", xlabel="per cent")
    place.legend(frameon=False)


def _responses(place, members: pd.DataFrame, true_responses: pd.DataFrame) -> None:
    """What a call truly changes, by how long the contract still runs."""
    rows = members.merge(true_responses, on=["campaign_id", "customer_id"])
    rows = rows[rows["campaign_id"] > "C01"]
    runs = rows["contract_months_left"].fillna(99)
    kinds = np.select(
        [runs <= 3, runs <= 36], ["contract ends\nwithin 3 months", "contract runs\nlonger"], "no contract"
    )
    shares = 100 * rows.groupby(kinds)[["leaves_if_left_alone", "leaves_if_called"]].mean()
    spots = np.arange(len(shares))
    for shift, way, label, colour in (
        (-0.2, "leaves_if_left_alone", "left alone", _GREY),
        (0.2, "leaves_if_called", "called", _WARM),
    ):
        place.bar(spots + shift, shares[way], width=0.4, color=colour, label=label)
    place.set_xticks(spots, shares.index, fontsize=8)
    place.set(title="Left within a campaign's quarter (truth)", ylabel="per cent")
    place.legend(frameon=False)


def _upgraded(place, tables: Mapping[str, pd.DataFrame]) -> None:
    """Three Decembers of those whose grade rose by the second: with the benefits of the grade, and without."""
    graded = tables["benefit_members"].merge(tables["customers"][["customer_id", "entry_month", "left_on"]])
    ranks = {"none": 0, "bronze": 1, "silver": 2, "gold": 3, "platinum": 4}
    rose = graded["grade"].map(ranks) > graded["grade_before"].map(ranks)
    graded = graded[rose & (graded["entry_month"] < "2023-12-01") & graded["left_on"].isna()]
    bills = tables["bills"].merge(graded[["customer_id", "benefit"]])
    bills = bills[bills["month"].dt.month == 12]
    sales = (bills["fee"] - bills["discount"]).groupby([bills["benefit"], bills["month"].dt.year]).sum()
    for benefit, label, colour in ((True, "with benefits", _WARM), (False, "held back", _INK)):
        mean = sales[benefit] / (graded["benefit"] == benefit).sum()
        place.plot(mean.index, mean, marker="o", color=colour, label=label)
    place.set(title="The upgraded of December 2024", xlabel="December", ylabel="yuan", xticks=[2023, 2024, 2025])
    place.set_ylim(bottom=0)
    place.legend(frameon=False, loc="lower right")
