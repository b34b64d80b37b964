"""What is left of a fee: the statement line by line, and the rate of several customers together."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_profitability.company import HOUR, statements, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.table import Table
from casekit.text import _

# ── the statement, with one step left blank ──────────────────────────────────────────────────────────────
_PARTS = ["fee", "discount", "network_cost", "hours", "gifts_and_lines"]
_ARGUMENTS = ("fee", "discount", "network_cost", "hours", "gifts")


@once_a_case
def _rows(case):
    """Accounts with a discount, hours and gifts: whole yuan, hours to a tenth."""
    rows = statements(case)
    rows = rows.loc[(rows["discount"] >= 50) & (rows["hours"] >= 5) & (rows["gifts_and_lines"] >= 50), _PARTS]
    rows = rows.round({"fee": 0, "discount": 0, "network_cost": 0, "hours": 1, "gifts_and_lines": 0})
    return sorted(rows.itertuples(index=False, name=None))


def _six(case, rng):
    return {"rows": rng.sample(_rows(case), 6), "hour": HOUR}


def _left(fee, discount, network_cost, hours, gifts):
    return fee - discount - network_cost - HOUR * hours - gifts


def _wide(facts):
    rows = [[number, None, *row] for number, row in enumerate(facts["rows"], 1)]
    return pd.DataFrame(rows, columns=["case", "contribution", *_ARGUMENTS])


STATEMENT = Question(
    id="profit.statement",
    kind=Function(
        signature="contribution(fee, discount, network_cost, hours, gifts)",
        trials=lambda facts, rng: list(facts["rows"]),
        result=Number(unit=_("yuan"), decimals=0),
    ),
    case=telecom,
    given=_six,
    prompt=_(
        "Write `contribution(fee, discount, network_cost, hours, gifts)`: what an account leaves in a year. `hours` are hours of service, **{hour} yuan** each; "
        "`gifts` is what gifts and line work cost beside them, in yuan, like all the rest. **In Excel:** fill the column *contribution* of the sheet and paste that column "
        "in place of the name."
    ),
    workbook=lambda facts: {"accounts": _wide(facts)},
    oracle=lambda facts: _left,
    mistakes=(
        Mistake(
            "hours-as-yuan",
            lambda facts: (
                lambda fee, discount, network_cost, hours, gifts: fee - discount - network_cost - hours - gifts
            ),
            _(
                "Your function takes off hours as if they were yuan. {got} An hour is no yuan before it has been multiplied with what it costs."
            ),
        ),
        Mistake(
            "gifts-forgotten",
            lambda facts: (
                lambda fee, discount, network_cost, hours, gifts: fee - discount - network_cost - HOUR * hours
            ),
            _(
                "Your function leaves out gifts and line work. {got} Serving costs more than hours: look at the last argument."
            ),
        ),
        Mistake(
            "discount-kept",
            lambda facts: lambda fee, discount, network_cost, hours, gifts: fee - network_cost - HOUR * hours - gifts,
            _("Your function starts from the list fee. {got} The discount was never paid, so it has to go off first."),
        ),
        Mistake(
            "gifts-priced-by-the-hour",
            lambda facts: (
                lambda fee, discount, network_cost, hours, gifts: fee - discount - network_cost - HOUR * (hours + gifts)
            ),
            _(
                "Your function multiplies gifts and line work with the price of an hour. {got} They are yuan already; only hours have a price."
            ),
        ),
    ),
    right=_(
        "Five columns, one line. Overhead is not among them, and that is no slip: this is what goes when the account goes. `value.profitability` writes the same statement for a whole list."
    ),
    hints=Hints(
        _("Which of the five is not in yuan yet?"),
        _("Fee less discount, less network cost, less the cost of serving: hours × their price, and gifts."),
        _("The cost of serving is `120 * hours + gifts`. Take it off, together with …"),
        _("`return fee - discount - network_cost - 120 * hours - gifts`"),
    ),
    competencies=("VA6",),
    way="compute",
)


# ── industries: sums first, then the rate ────────────────────────────────────────────────────────────────
_COLUMNS = ["industry", "sales", "gross_margin", "service_cost"]


@once_a_case
def _areas(case):
    """By area: its large organisations, and by industry what each way of thinking makes of them."""
    rows = statements(case)
    rows = rows[(rows["sales"] >= 1_000) & rows["industry"].notna()].assign(
        rate=lambda t: t["contribution"] / t["sales"]
    )
    found = {}
    for area, here in rows.groupby("area"):
        by = here.groupby("industry")
        chosen = [name for name, n in by.size().items() if n >= 5 and (by.get_group(name)["contribution"] < 0).any()][
            :4
        ]
        here = here[here["industry"].isin(chosen)]
        if len(chosen) >= 3:
            found[area] = {"rows": here[_COLUMNS].round(), "ways": {name: way(here) for name, way in _WAYS.items()}}
    return found


def _together(rows):
    return _summed(rows, rows["contribution"])


def _mean_of_rates(rows):
    return _together(rows).assign(rate=100 * rows.groupby("industry")["rate"].mean())


def _before_service(rows):
    return _summed(rows, rows["gross_margin"])


def _earners_only(rows):
    return _summed(rows, rows["contribution"].clip(lower=0))


def _summed(rows, money):
    sums = money.round().groupby(rows["industry"]).sum()
    return pd.DataFrame(
        {"contribution": sums, "rate": 100 * sums / rows["sales"].round().groupby(rows["industry"]).sum()}
    )


_WAYS = {
    "together": _together,
    "mean-of-rates": _mean_of_rates,
    "before-service": _before_service,
    "earners-only": _earners_only,
}


def _one_area(case, rng):
    areas = _areas(case)
    area = rng.choice(sorted(areas))
    right, mean = areas[area]["ways"]["together"], areas[area]["ways"]["mean-of-rates"]
    apart = (right["rate"] - mean["rate"]).abs().idxmax()
    return {
        **areas[area],
        "area": area,
        "n": len(areas[area]["rows"]),
        "year": year(case),
        "industry": apart,
        "rate": right.loc[apart, "rate"],
        "left": right.loc[apart, "contribution"],
        "sales": areas[area]["rows"].groupby("industry")["sales"].sum()[apart],
        "mean": mean.loc[apart, "rate"],
    }


def _answer(way):
    return lambda facts: facts["ways"][way].rename_axis("industry").reset_index()


INDUSTRIES = Question(
    id="profit.industries",
    kind=Table(key="industry", columns={"contribution": 0, "rate": 1}, units={"contribution": _("yuan"), "rate": "%"}),
    case=telecom,
    given=_one_area,
    prompt=_(
        "{n} organisations of the area {area}, with revenue (`sales`), `gross_margin` and `service_cost` of {year} in yuan. For each `industry` **together**: the "
        "`contribution` (gross margin less service cost) in yuan, and the `rate`, contribution in **per cent of sales** with one decimal. One row an industry."
    ),
    workbook=lambda facts: {"organisations": facts["rows"].reset_index()},
    oracle=_answer("together"),
    mistakes=(
        Mistake(
            "mean-of-rates",
            _answer("mean-of-rates"),
            _(
                "Your yuan are right, your rates are means of rates. {got} There a small account that loses three times its sales weighs as much as the largest. Add up the yuan of "
                "both columns, then divide once."
            ),
        ),
        Mistake(
            "before-service",
            _answer("before-service"),
            _(
                "You stopped at the gross margin. {got} The hours of service are not off yet, and they are what the decision is about: take off `service_cost`."
            ),
        ),
        Mistake(
            "earners-only",
            _answer("earners-only"),
            _(
                "You left the losses out. {got} A loss is a contribution below zero, and goes into the sum with its minus."
            ),
        ),
    ),
    right=_(
        "In {industry} the industry leaves {rate:.1f} % of its sales, and the mean of the rates would say {mean:.1f} %. The first is money; the second is how a typical account does, "
        "if there is one."
    ),
    hints=Hints(
        _("How many divisions does an industry need?"),
        _(
            "Sum of contributions over sum of sales, industry by industry. In Excel: a pivot table, then one column beside it."
        ),
        _("{industry}: its sales add up to {sales:,.0f}. Its gross margins less its service costs add up to …"),
        _("{industry}: {left:,.0f} / {sales:,.0f} = {rate:.1f} %. All: {answer}"),
    ),
    competencies=("VA6",),
    way="compute",
)
