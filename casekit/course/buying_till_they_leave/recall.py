"""Two questions of recall: repeat purchases from invoice lines (lesson 03), and money that comes later (lesson 08)."""

import pandas as pd

from casekit.course.buying_till_they_leave.shop import MARGIN, base, cdnow
from casekit.course.by_case import once_a_case
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _


# ── invoice lines and repeat purchases ───────────────────────────────────────────────────────────────────
@once_a_case
def _files(case):
    """Customers with few invoices: those with two on one day, and those without: customer, dates, amounts."""
    lines = case.transactions.groupby("customer_id")["date"].agg(["size", "nunique"])
    fitting = lines[lines["size"].between(2, 4)]
    rows = case.transactions[case.transactions["customer_id"].isin(fitting.index)]
    rows = rows.sort_values(["customer_id", "date"], kind="stable")
    doubled, plain = [], []
    for customer, own in rows.groupby("customer_id"):
        dates = own["date"].dt.strftime("%Y-%m-%d").tolist()
        (plain if len(set(dates)) == len(dates) else doubled).append((customer, dates, own["amount"].tolist()))
    return [file for file in doubled if len(file[1]) - 1 == len(set(file[1])) > 1], plain


def _three(case, rng):
    """Three customers, one or two of them with two invoices on one day."""
    doubled, plain = _files(case)
    some = rng.choice([1, 2])
    files = rng.sample([*rng.sample(doubled, some), *rng.sample(plain, 3 - some)], 3)
    rows = [
        (customer, date, amount)
        for customer, dates, amounts in files
        for date, amount in zip(dates, amounts, strict=True)
    ]
    table = pd.DataFrame(rows, columns=[_("customer"), _("date"), _("amount, $")]).set_index(_("customer"))
    return {
        "table": table,
        "lines": len(rows),
        "days": sum(len(set(dates)) for _customer, dates, _amounts in files),
        "one": files[0][0],
        "one_days": len(set(files[0][1])),
        "one_repeats": len(set(files[0][1])) - 1,
    }


REPEATS = Question(
    id="alive.recall-repeats",
    kind=Number(unit=_("repeat purchases")),
    case=cdnow,
    given=_three,
    prompt=_(
        "*Recall from lesson 03: a row is an invoice, not a visit.* All invoices of three customers. **Frequency** is the number of days with a purchase after a customer's first. "
        "What are the frequencies of the three **together**?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["days"] - 3,
    mistakes=(
        Mistake(
            "lines-less-first",
            lambda facts: facts["lines"] - 3,
            _(
                "{got} is the number of invoices, less the first of each customer. Nearly. But some invoices have the same date: at one visit the customer came once. Count dates."
            ),
        ),
        Mistake(
            "first-counted",
            lambda facts: facts["days"],
            _(
                "{got} counts all days with a purchase. The first one made each of them a customer; a *repeat* is what came after it."
            ),
        ),
        Mistake(
            "all-lines",
            lambda facts: facts["lines"],
            _(
                "{got} is the number of rows. Two things do not count: a second invoice of one day, and each customer's first day."
            ),
        ),
    ),
    right=_(
        "{days} different days, less the first of each of the three. A model fed with {lines} rows would see more frequent buyers, and take a pause for a farewell."
    ),
    hints=Hints(
        _("On how many different days did each of them come?"),
        _("Frequency of one customer = different dates, less 1. Add up the three."),
        _(
            "Customer {one} came on {one_days} different days: frequency {one_days} − 1 = {one_repeats}. Now the other two …"
        ),
        _("{days} days − 3 first days = {answer}"),
    ),
    competencies=("VA3",),
)


# ── money that comes later ───────────────────────────────────────────────────────────────────────────────
@once_a_case
def _margins(case):
    """The margin each customer is expected to bring in the time ahead, dollars."""
    rows = base(case).customers
    return (rows["expected"] * rows["spend"] * MARGIN / 100).tolist()


def _plain(money, factor):
    """Whether the factor as printed, to three places, gives the same dollars, and none stands at the edge of rounding."""
    exact = money / factor
    return round(exact) == round(money / round(factor, 3)) and abs(exact % 1 - 0.5) > 0.1


def _later(case, rng):
    margins = _margins(case)
    some = rng.choice([200, 300, 400, 500])
    rate = rng.choice([8, 10, 12, 15, 18, 20])
    years = rng.choice([2, 3])
    factor = (1 + rate / 100) ** years
    chosen = rng.sample(margins, some)
    while not _plain(money := round(sum(chosen), -1), factor):
        chosen.pop()  # the smaller the sum, the less the printed factor rounds away
    return {
        "n": len(chosen),
        "rate": rate,
        "years": years,
        "money": money,
        "factor": factor,
        "grown": 1 + rate / 100,
        "yearly": money / (1 + rate / 100),
    }


LATER = Question(
    id="alive.recall-later",
    kind=Number(unit="$"),
    case=cdnow,
    given=_later,
    prompt=_(
        "*Recall from lesson 08: money to come is worth less than money in hand.* A group of {n} customers will bring a margin of **{money:,.0f} dollars, "
        "{years} years from now**. The discount rate is {rate} % a year. What is that worth **today**?"
    ),
    oracle=lambda facts: facts["money"] / facts["factor"],
    mistakes=(
        Mistake(
            "taken-off",
            lambda facts: facts["money"] * (1 - facts["rate"] / 100) ** facts["years"],
            _(
                "{got} takes {rate} % off for each year. Try it backwards: put {got} to the bank at {rate} % for {years} years. It does not grow back to the sum. "
                "What sum does?"
            ),
        ),
        Mistake(
            "taken-off-at-once",
            lambda facts: facts["money"] * (1 - facts["years"] * facts["rate"] / 100),
            _(
                "{got} takes {rate} % of the sum off, {years} times over. Put {got} to the bank at {rate} % for {years} years: it does not grow back to the sum. "
                "Which sum does?"
            ),
        ),
        Mistake(
            "rates-added",
            lambda facts: facts["money"] / (1 + facts["years"] * facts["rate"] / 100),
            _(
                "{got} adds the {years} yearly rates into one. Interest earns interest: the second year grows what the first has grown. Divide once for each year."
            ),
        ),
        Mistake(
            "one-year",
            lambda facts: facts["yearly"],
            _("{got} is one year back. The money comes in {years} years: divide once more for each year that is left."),
        ),
    ),
    right=_(
        "{money:,.0f} / {factor:.3f}. Put {answer} to the bank at {rate} %: after {years} years it is the sum. A value that runs over several years needs this for each."
    ),
    hints=Hints(
        _("Which sum, put to the bank today, grows into this one?"),
        _("Today's worth = sum / (1 + rate), once for each year."),
        _("One year back it is {money:,.0f} / {grown:.2f} = {yearly:,.0f}. And the years before …"),
        _("{money:,.0f} / {factor:.3f} = {answer}"),
    ),
    competencies=("VA3",),
)
