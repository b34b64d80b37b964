"""What goes when one of the best goes, and what nobody's books can tell."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery, telecom
from casekit.course.customer_profitability.company import statements, year
from casekit.course.ironbridge import measures
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.number import Number
from casekit.text import _


# ── one of the largest goes ──────────────────────────────────────────────────────────────────────────────
@once_a_case
def _regions(case):
    """By region of Ironbridge: the five largest accounts and the totals of the region, in thousand yuan."""
    rows = measures(case, case.last_day.year)[["region", "annual_usage", "profit"]]
    rows = rows.set_axis(["region", "sales", "contribution"], axis=1)
    found = {}
    for region, here in rows.groupby("region"):
        five = (here.nlargest(5, "sales")[["sales", "contribution"]] / 1000).round(1)
        found[region] = (five, round(here["sales"].sum() / 1000, 1), round(here["contribution"].sum() / 1000, 1))
    return found


def _one_goes(case, rng):
    regions = _regions(case)
    while True:
        region = rng.choice(sorted(regions))
        five, sales, left = regions[region]
        goes = rng.choice(sorted(five.index[five["contribution"] > 0]))
        facts = {
            "region": region,
            "goes": goes,
            "sales": float(five["sales"][goes]),
            "left": float(five["contribution"][goes]),
            "all_sales": sales,
            "all_left": left,
            "five_left": float(five["contribution"].sum()),
            "year": case.last_day.year,
        }
        ways = [way(facts) for way in (_of_contribution, _of_sales, _of_five, _rate)]
        if min(abs(a - b) for n, a in enumerate(ways) for b in ways[:n]) > 0.15:
            break
    table = pd.concat([five, pd.DataFrame({"sales": sales, "contribution": left}, index=[_("whole region")])])
    table = table.set_axis([_("revenue"), _("contribution")], axis=1).rename_axis(_("account"))
    table.attrs["caption"] = _("thousand yuan")
    return facts | {"table": table, "of_sales": _of_sales(facts)}


def _of_contribution(facts):
    return 100 * facts["left"] / facts["all_left"]


def _of_sales(facts):
    return 100 * facts["sales"] / facts["all_sales"]


def _of_five(facts):
    return 100 * facts["left"] / facts["five_left"]


def _rate(facts):
    return 100 * facts["left"] / facts["sales"]


ONE_GOES = Question(
    id="profit.one-goes",
    kind=Number(unit="%", decimals=1),
    case=machinery,
    given=_one_goes,
    prompt=_(
        "Ironbridge Machinery: the five largest accounts of the region {region} in {year}, and the whole region. The contribution has goods, freight and service taken off. A rival wins **{goes}**. By how many per "
        "cent does that lower the **contribution of the region**?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_of_contribution,
    mistakes=(
        Mistake(
            "of-revenue",
            _of_sales,
            _(
                "{got} is its share of the *revenue*. That is what the report will show. But with {goes} go its costs as well: the machines, the freight, the visits. What is missed is the contribution."
            ),
        ),
        Mistake(
            "of-the-five",
            _of_five,
            _(
                "{got} sets it against the five in the table. The region has many more accounts, and they leave something, too: the last row."
            ),
        ),
        Mistake(
            "own-rate",
            _rate,
            _(
                "{got} is the account's own rate: what it leaves of its own revenue. The question asks for its part in the region."
            ),
        ),
        Mistake(
            "written-as-a-fall",
            lambda facts: -_of_contribution(facts),
            _(
                "{got} is the right size, and says the fall twice: *by how many per cent does that lower* wants the number without the minus."
            ),
        ),
    ),
    right=_(
        "{left:,.1f} of {all_left:,.1f} thousand yuan: {answer}; of the revenue it is {of_sales:.1f} %. Such a column beside each large account tells how much it may cost to keep it."
    ),
    hints=Hints(
        _("Which column does one miss when an account goes?"),
        _("Its contribution over the contribution of the whole region."),
        _("{goes} leaves {left:,.1f} thousand yuan. The whole region …"),
        _("{left:,.1f} / {all_left:,.1f} = {answer}"),
    ),
    competencies=("VA6",),
)


# ── share of wallet ──────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _grown(case):
    """Large organisations billed in each of the last two years: industry, revenue then and now, in whole yuan."""
    now = statements(case)
    bills = case.bills[case.bills["month"].dt.year == year(case) - 1]
    before = (bills["fee"] - bills["discount"]).groupby(bills["customer_id"]).sum()
    rows = now[(now["sales"] >= 15_000) & now["industry"].notna()].assign(before=before).dropna(subset="before")
    rows = rows[rows["sales"] > 1.02 * rows["before"]].round()
    return [(name, row["industry"], int(row["before"]), int(row["sales"])) for name, row in rows.iterrows()]


def _one_wallet(case, rng):
    name, industry, before, now = rng.choice(_grown(case))
    return {
        "name": name,
        "industry": industry,
        "before": before,
        "now": now,
        "rise": 100 * (now / before - 1),
        "last_year": year(case) - 1,
        "year": year(case),
    }


WALLET = Question(
    id="profit.wallet",
    kind=Choice(
        options={
            "whole": _("100 %: no other supplier of this account stands in our books"),
            "rising": _("It is high and rising, because its revenue with us has grown"),
            "open": _("It cannot be told from the figures and the notes given here"),
            "usual": _("About a half: firms of this size buy from two suppliers as a rule"),
        }
    ),
    case=telecom,
    given=_one_wallet,
    prompt=_(
        "Account {name}, industry {industry}, brought us {before:,} yuan in {last_year} and {now:,} yuan in {year}. Our books hold its bills, its hours of service and what its manager wrote "
        "down; nobody has asked it about other suppliers. What is its **share of wallet** (钱包份额) in {year}?"
    ),
    oracle=lambda facts: "open",
    mistakes=(
        Mistake.picked(
            "whole",
            _(
                "Our books have no other supplier because they are *our* books. Nobody sends us a rival's bill. What would you have to know for the lower part of the fraction?"
            ),
        ),
        Mistake.picked(
            "rising",
            _(
                "Its revenue with us rose by {rise:.0f} %. Its purchases elsewhere may have doubled meanwhile, and then our share fell. One part of a fraction does not tell the fraction."
            ),
        ),
        Mistake.picked(
            "usual",
            _(
                "A rule of thumb about other firms is no figure about {name}. Written into the sheet it would look like one. What would you have to ask, and whom?"
            ),
        ),
    ),
    right=_(
        "Own revenue is known: {now:,} yuan. The wallet is not. So the cell stays *unknown*, and is neither 100 % nor 0. Ask the account at the next visit; write the estimate with a date and a name."
    ),
    hints=Hints(
        _("A share is a fraction. Which of its two numbers do you have?"),
        _("Share of wallet = bought from us / bought from everybody. Look in the prompt for the second number."),
        _("Bought from us: {now:,} yuan. Bought from everybody: nobody has asked …"),
        _("{answer}: the second number is nowhere."),
    ),
    competencies=("VA6",),
)
