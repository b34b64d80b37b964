"""Classes A, B and C by share of sales: who carries the sum over the cut, where ties go, what a class brings."""

import numpy as np
import pandas as pd

from casekit.course.abc_and_pareto.company import accounts, by_class, year
from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.grading import abc_classes
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Grades
from casekit.practice.kinds.table import Table
from casekit.text import _

CUTS = (0.8, 0.95)
_NOISE = 1e-12


# ── ways to class, right and wrong ───────────────────────────────────────────────────────────────────────
def classed(sales: pd.Series) -> pd.Series:
    """The kit's classes: who carries the sum over a cut still belongs to it, and equals stand together."""
    table = pd.DataFrame({"customer_id": sales.index, "sales": sales.to_numpy()})
    return abc_classes(table, value="sales", cuts=CUTS).set_index("customer_id")["abc_class"].reindex(sales.index)


@once_a_case
def classed_industry(case, industry: str) -> pd.Series:
    """The classes of the organisations of one industry."""
    firms = accounts(case).query("user_type == 'organisation'")
    return classed(firms.loc[firms["industry"] == industry, "sales"])


def carrier_below(sales: pd.Series) -> pd.Series:
    """In a class only who stays within its cut: the customer who carries the sum over it falls below."""
    values = sales.to_numpy()
    reached = np.array([values[values >= own].sum() for own in values]) / values.sum()
    return _letters(sales, reached <= CUTS[0], reached <= CUTS[1])


def row_by_row(sales: pd.Series) -> pd.Series:
    """A running sum down the rows: of two equals the first may be in and the second out."""
    rows = np.argsort(-sales.to_numpy(), kind="stable")
    before = np.empty(len(sales))
    before[rows] = (np.cumsum(sales.to_numpy()[rows]) - sales.to_numpy()[rows]) / sales.sum()
    return _letters(sales, before < CUTS[0] - _NOISE, before < CUTS[1] - _NOISE)


def by_names(sales: pd.Series) -> pd.Series:
    """A the first fifth of the *names*, B those up to the middle of the list."""
    rank = np.empty(len(sales))
    rank[np.argsort(-sales.to_numpy(), kind="stable")] = np.arange(1, len(sales) + 1)
    return _letters(sales, rank <= round(0.2 * len(sales)), rank <= round(0.5 * len(sales)))


def _letters(sales: pd.Series, a: np.ndarray, b: np.ndarray) -> pd.Series:
    return pd.Series(np.where(a, "A", np.where(b, "B", "C")), sales.index)


# ── eight accounts ───────────────────────────────────────────────────────────────────────────────────────
def _eight(case, rng):
    """Eight accounts in thousand yuan, two of them equal, such that each way of thinking classes them differently."""
    thousands = (accounts(case)["sales"] / 1000).round().astype(int)
    pool = thousands[thousands >= 3].sort_index()
    alike = pool.groupby(pool).groups
    twins = sorted(value for value, customers in alike.items() if len(customers) > 1 and value >= 4)
    everyone = list(pool.index)
    while True:
        pair = rng.sample(sorted(alike[rng.choice(twins)]), 2)
        eight = pool.loc[rng.sample([*pair, *rng.sample(everyone, 6)], 8)]
        if eight.nunique() == 7 and (wrong := _three_wrong(eight, pair)):
            classes = classed(eight)
            if tuple(classes) not in wrong:
                break
    falling = eight.sort_values(ascending=False)
    return {
        "eight": eight,
        "classes": classes,
        "table": eight.rename_axis("customer").to_frame("sales, thousand yuan"),
        "total": int(eight.sum()),
        "to_a": CUTS[0] * eight.sum(),
        "to_b": CUTS[1] * eight.sum(),
        "first": falling.index[0],
        "first_sales": int(falling.iloc[0]),
        "two": int(falling.iloc[:2].sum()),
        "year": year(case),
    }


def _three_wrong(eight, pair):
    """The classes by the three wrong ways; none where two of them agree."""
    rows = row_by_row(eight)
    if rows[pair[0]] == rows[pair[1]]:  # then no tie lies across a cut
        return ()
    wrong = {tuple(rows), tuple(carrier_below(eight)), tuple(by_names(eight))}
    return wrong if len(wrong) == 3 else ()


def _because(facts, row):
    more = facts["eight"][facts["eight"] > facts["eight"][row]].sum()
    if not more:
        return _("Nobody brings more than {row}. Where does who stands first belong?").format(row=row)
    return _("Those who bring more than {row} bring {more} of {total} together, {share:.1f} %.").format(
        row=row, more=more, total=facts["total"], share=100 * more / facts["total"]
    )


CLASSES = Question(
    id="abc.classes",
    kind=Grades(
        grades={"A": _("A"), "B": _("B"), "C": _("C")},
        rows=lambda facts: {name: name for name in facts["table"].index},
        because=_because,
        heading=_("Class"),
    ),
    case=telecom,
    given=_eight,
    prompt=_(
        "Eight accounts and their sales in {year}; together {total:,} thousand yuan. Class them **A, B, C** with cuts at "
        "**80 %** and **95 %**:\n\n"
        "1. Sort from the largest down.\n"
        "2. A: all accounts *before* which less than 80 % of the sum is reached. So the one that carries the sum over 80 % "
        "is still A.\n"
        "3. B: of the others, those before which less than 95 % is reached. C: the rest.\n"
        "4. Equal accounts stand in the same class, the better one."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: by_class(facts["classes"]),
    mistakes=(
        Mistake(
            "carrier-below",
            lambda facts: by_class(carrier_below(facts["eight"])),
            _(
                "You put who carries the sum over a cut into the class below. It tempts, because with them the sum passes the "
                "cut. But without them the class never reaches it: an A class that is to hold 80 % would hold less. "
                "Look at the sum *before* each account."
            ),
        ),
        Mistake(
            "ties-by-row",
            lambda facts: by_class(row_by_row(facts["eight"])),
            _(
                "Two accounts with equal sales stand in different classes with you. A running sum row by row does that: which "
                "of them is first in the list is an accident. Equals stand together, in the better class."
            ),
        ),
        Mistake(
            "share-of-names",
            lambda facts: by_class(by_names(facts["eight"])),
            _(
                "You gave A to a fifth of the *names*, and C to half of them. ABC cuts the *sales*: A are as many "
                "as it takes to reach 80 % of the sum, be it one or four. Add up from the top."
            ),
        ),
    ),
    right=_(
        "The classes come from the running sum, not from the number of names. The cuts 80 and 95 are a habit: your hours of "
        "service decide whether they are useful."
    ),
    hints=Hints(
        _("Sort first, then add up from the top, and note the sum before each account."),
        _(
            "80 % of {total:,} is {to_a:,.1f}, and 95 % is {to_b:,.1f}. Compare the sum *before* an account with these two "
            "numbers."
        ),
        _(
            "{first} is first with {first_sales:,}; after the second {two:,} are reached. Is that below {to_a:,.1f}? Go on …"
        ),
        _("{answer}"),
    ),
    competencies=("GR7",),
)


# ── what the classes bring ───────────────────────────────────────────────────────────────────────────────
def _of_an_area(case, rng):
    firms = accounts(case).query("user_type == 'organisation'")
    area = rng.choice(sorted(firms["area"].dropna().unique()))
    sales = firms.loc[firms["area"] == area, "sales"]
    return {
        "area": area,
        "sales": sales,
        "classes": _classed_area(case, area),
        "n": len(sales),
        "names": round(0.2 * len(sales)),
        "year": year(case),
    }


@once_a_case
def _classed_area(case, area):
    firms = accounts(case).query("user_type == 'organisation'")
    return classed(firms.loc[firms["area"] == area, "sales"])


def _totals(way, shares="sales"):
    def table(facts):
        rows = facts["sales"].groupby(way(facts)).agg(customers="size", sales="sum")
        whole = (
            rows["customers"] / rows["customers"].sum()
            if shares == "customers"
            else rows["sales"] / rows["sales"].sum()
        )
        return rows.assign(share_of_sales=100 * whole).rename_axis("abc_class").reset_index()

    return table


CLASS_TOTALS = Question(
    id="abc.class-totals",
    kind=Table(
        key="abc_class", columns={"customers": 0, "sales": 2, "share_of_sales": 1}, units={"share_of_sales": "%"}
    ),
    case=telecom,
    given=_of_an_area,
    prompt=_(
        "The {n} organisations of the area {area} and their sales in {year}, in the sheet and in `casekit.data('abc.class-totals')`. "
        "Class them at 80 % and 95 % by the same rules: who carries the sum over a cut still belongs to the class above, and equals stay together. For each `abc_class` give the number of `customers`, their "
        "`sales`, and `share_of_sales` in per cent."
    ),
    workbook=lambda facts: {"accounts": facts["sales"].reset_index()},
    oracle=_totals(lambda facts: facts["classes"]),
    mistakes=(
        Mistake(
            "carrier-below",
            _totals(lambda facts: carrier_below(facts["sales"])),
            _(
                "Your classes stop *before* their cut: who carries the sum over it fell into the class below. So your A "
                "holds less than the 80 % it stands for. Compare the cut with the sum before each account."
            ),
        ),
        Mistake(
            "share-of-customers",
            _totals(lambda facts: facts["classes"], shares="customers"),
            _(
                "Your `share_of_sales` is a share of *customers*: number in the class over number of all. It is the other half of "
                "the story. Divide the sales of a class by all sales."
            ),
        ),
        Mistake(
            "share-of-names",
            _totals(lambda facts: by_names(facts["sales"])),
            _(
                "Your A are the first fifth of the names ({names} of {n}). ABC cuts the sum of the sales, not the list: "
                "A are as many as it takes to reach 80 %."
            ),
        ),
    ),
    right=_(
        "Few customers in A, most of the names in C. Before you plan with such a table, ask what the three classes *earn*: sales "
        "are not profit."
    ),
    hints=Hints(
        _("Sort by sales, largest first; then a running sum."),
        _("Share before = (running sum − own sales) / all sales. Below 80 %: A. Below 95 %: B. Else C."),
        _(
            "`grading.abc_classes(accounts, value='sales')` gives the classes; then group by abc_class. In Excel: sort, a running "
            "sum, IF on the share before, a pivot table …"
        ),
        _("Columns customers, sales, share_of_sales: {answer}"),
    ),
    competencies=("GR7",),
    way="compute",
)
