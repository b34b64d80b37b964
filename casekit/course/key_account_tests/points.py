"""Five traits of a key account as points; who may be one at all."""

import numpy as np
import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.ironbridge import measures
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.table import Table
from casekit.text import _

ORDERS, LARGEST, PROJECTS, SENSITIVITY, DECIDERS, YEARS = 12, 100_000, 50, 2, 4, 1.0
LEAST = 3  # points


@once_a_case
def traits(case) -> pd.DataFrame:
    """One row an account with an order in the last year: what the five traits of a key account are read from."""
    year = case.last_day.year
    rows = measures(case, year)
    rows = rows[rows["orders"] > 0]
    orders = case.orders[case.orders["date"].dt.year == year]
    projects = (100 * orders.groupby("customer_id")["project"].mean()).round()
    accounts = case.accounts.set_index("customer_id").loc[rows.index]
    return pd.DataFrame(
        {
            "region": accounts["region"],
            "account_type": rows["account_type"],
            "orders": rows["orders"].astype(int),
            "largest_order": (rows["largest_order_share"] * rows["annual_usage"]).round().astype(int),
            "project_orders": projects.reindex(rows.index).astype(int),
            "price_sensitivity": accounts["price_sensitivity"].astype(int),
            "deciders": accounts["deciders"].astype(int),
            "contract_years": accounts["contract_years"],
        }
    )


def points(rows: pd.DataFrame, *, both=False, sensitive=False, blanks=False) -> np.ndarray:
    """One point for each of the five traits; with the named misreadings of some of them."""
    often, large = rows["orders"].to_numpy() >= ORDERS, rows["largest_order"].to_numpy() >= LARGEST
    price, years = rows["price_sensitivity"].to_numpy(), rows["contract_years"].to_numpy(dtype=float)
    marks = (
        often & large if both else often | large,
        rows["project_orders"].to_numpy() >= PROJECTS,
        price >= 6 - SENSITIVITY if sensitive else price <= SENSITIVITY,
        rows["deciders"].to_numpy() >= DECIDERS,
        ~(years < YEARS) if blanks else years >= YEARS,
    )
    return np.sum(marks, axis=0)


def _regions(case, rng):
    rows = traits(case)
    regions = sorted(rng.sample(sorted(rows["region"].unique()), 3))
    here = rows[rows["region"].isin(regions)]
    return {
        "rows": here.drop(columns="region"),
        "regions": ", ".join(regions),
        "n": len(here),
        "orders": ORDERS,
        "largest": LARGEST,
        "projects": PROJECTS,
        "low": SENSITIVITY,
        "deciders": DECIDERS,
        "years": YEARS,
        "least": LEAST,
    }


def _counted(scope=None, **misread):
    def table(facts):
        rows = facts["rows"]
        key = points(rows, **misread) >= LEAST
        if scope:
            key &= (rows["account_type"] == scope).to_numpy()
        counts = pd.DataFrame({"accounts": 1, "key": key.astype(int)}).groupby(rows["account_type"].to_numpy()).sum()
        return counts.rename_axis("account_type").reset_index()

    return table


TRAITS = Question(
    id="keys.points",
    kind=Table(key="account_type", columns={"accounts": 0, "key": 0}),
    case=machinery,
    given=_regions,
    prompt=_(
        "A firm's paper names five traits of a key account. With figures of our own, **one point** each:\n\n"
        "1. `orders` {orders} or more in the year, **or** `largest_order` {largest:,} yuan or more;\n"
        "2. `project_orders` {projects} % or more;\n"
        "3. low price sensitivity: `price_sensitivity` {low} or less (1 little to 5 much);\n"
        "4. `deciders` {deciders} or more;\n"
        "5. `contract_years` {years:g} or more (blank: no contract).\n\n"
        "Key is who has **{least} points or more**, end user or not: dealers, agents and public institutions can be key accounts too. For each `account_type` of the {n} Ironbridge accounts in "
        "{regions} give the number of `accounts` and how many are `key`."
    ),
    workbook=lambda facts: {"accounts": facts["rows"].reset_index()},
    oracle=_counted(),
    mistakes=(
        Mistake(
            "often-and-large",
            _counted(both=True),
            _(
                "Your first trait asks for many orders *and* a large one. The paper says “high frequency **or** large single purchases”: a firm that buys one loader a year does not come every month."
            ),
        ),
        Mistake(
            "sensitive-wanted",
            _counted(sensitive=True),
            _(
                "Your third trait gives the point to those who look *much* at the price. High numbers look like good marks. Here 1 is little and 5 is much, and wanted is little."
            ),
        ),
        Mistake(
            "blank-is-a-contract",
            _counted(blanks=True),
            _(
                "Your fifth trait takes a blank for a contract. `not (years < 1)` is true of a blank as well. Ask what is there, not what is not."
            ),
        ),
        Mistake(
            "end-users-only",
            _counted(scope="end user"),
            _(
                "Only end users are key in your table. “Customer” sounds like whoever uses the machine. But a dealer decides for many of them, and the rule counts all four kinds."
            ),
        ),
    ),
    right=_(
        "Points are a compromise between AND and OR, and each point is an opinion with a number. Write the figures beside the traits, or two managers will count to different sums."
    ),
    hints=Hints(
        _("A column for each trait with 0 or 1, then their sum."),
        _(
            "Five columns of 0 and 1, their sum, then count by account type: all accounts, and those with {least} points or more."
        ),
        _(
            '`((t["orders"] >= 12) | (t["largest_order"] >= 100_000)).astype(int)` is the first; in Excel `=--OR(C2>=12,D2>=100000)`. Now the other four …'
        ),
        _("{answer}"),
    ),
    competencies=("GR5",),
    way="compute",
)
