"""Groups of customers, as by industry or community; here by month of entry."""

from casekit.course.dates import day
from casekit.course.recency_frequency_monetary.shop import cdnow, shop
from casekit.grading import group_totals
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.table import Table
from casekit.text import _

# ── totals by group ──────────────────────────────────────────────────────────────────────────────────────
COLUMNS = ["entry_month", "customers", "sales", "mean_sales"]


def _months(case, rng):
    at = shop(case)
    month = at.customers["first"].dt.strftime("%B")  # a word: Excel would take 1997-01 for a day
    people = at.customers[["spend"]].assign(entry_month=month).reset_index()[["customer_id", "entry_month", "spend"]]
    return {
        "people": people,
        "totals": _totals(people),
        "lines": at.purchases.merge(people[["customer_id", "entry_month"]], on="customer_id"),
        "end": day(at.end),
        "n": len(people),
    }


def _totals(people):
    totals = group_totals(people, by="entry_month", value="spend")
    return totals.rename(columns={"group": "entry_month", "mean": "mean_sales"})[COLUMNS].sort_values("entry_month")


def _with(changed):
    return lambda facts: facts["totals"].assign(**changed(facts))


GROUP_TOTALS = Question(
    id="rfm.group-totals",
    kind=Table(key=("entry_month",), columns={"customers": 0, "sales": 2, "mean_sales": 2}),
    case=cdnow,
    given=_months,
    prompt=_(
        "The shop's {n:,} customers came in three months of 1997. Group them as one would group firms by industry or homes by "
        "community (社区): for each `entry_month` the number of `customers`, their `sales` up to {end}, and `mean_sales` of "
        "one customer. The data are in the sheet for Excel; in code, in "
        "`casekit.data('rfm.group-totals')`."
    ),
    workbook=lambda facts: {"customers": facts["people"]},
    oracle=lambda facts: facts["totals"],
    mistakes=(
        Mistake(
            "mean-of-lines",
            _with(lambda facts: {"mean_sales": facts["lines"].groupby("entry_month")["amount"].mean().to_numpy()}),
            _(
                "Your mean is the mean of a *purchase line*: sales over lines. A customer with five small purchases then "
                "looks poorer than one with a single middling one. The question asks for each customer: divide by customers."
            ),
        ),
        Mistake(
            "lines-counted",
            _with(lambda facts: {"customers": facts["lines"].groupby("entry_month").size().to_numpy()}),
            _(
                "Your `customers` are purchase lines: who bought five times is counted five times. How many "
                "different customers are there in each month?"
            ),
        ),
        Mistake(
            "median-for-mean",
            _with(lambda facts: {"mean_sales": facts["people"].groupby("entry_month")["spend"].median().to_numpy()}),
            _(
                "Your `mean_sales` is the median: half of the customers spent less. A useful figure, "
                "and lower than the mean, because a few large customers pull the mean up. Here the mean is asked for."
            ),
        ),
    ),
    right=_(
        "With a column *industry* or *community* in the place of the month you get, in the same way, the table that a "
        "sales meeting wants. Look at the number of customers before the mean: small groups have wild means."
    ),
    hints=Hints(
        _("One row for each month; three figures in a row."),
        _("Group by entry_month: count the customers, add up their spend, divide the one by the other."),
        _(
            "`people.groupby('entry_month')['spend'].agg(['size', 'sum', 'mean'])`; in Excel a pivot table with count, sum and "
            "average of spend …"
        ),
        _("Name the columns customers, sales, mean_sales: {answer}"),
    ),
    competencies=("GR11",),
    way="compute",
)


def _exposure(case, rng):
    at = shop(case)
    table = at.customers.groupby("entry_month").agg(
        customers=("spend", "size"), mean=("spend", "mean"), weeks=("days_known", lambda days: days.mean() / 7)
    )
    shown = table.round({"mean": 2, "weeks": 1}).rename(
        columns={"mean": "spend of one customer, $", "weeks": "weeks known, mean"}
    )
    best = table["mean"].idxmax()
    return {
        "table": shown,
        "best": best,
        "gap": table["mean"].max() - table["mean"].min(),
        "first_weeks": table["weeks"].iloc[0],
        "last_weeks": table["weeks"].iloc[-1],
        "end": day(at.end),
    }


FAIR_GROUPS = Question(
    id="rfm.fair-groups",
    kind=Choice(
        options={
            "equal-time": _("First count each customer's spend over the same number of weeks after entry."),
            "best-mean": _("The customers of {best} are the best: they spent most each."),
            "biggest": _("The month with the most customers is the best: it has the most to build on."),
            "no-difference": _("A gap of ${gap:,.2f} is small, so the months are alike."),
        },
    ),
    case=cdnow,
    given=_exposure,
    prompt=_(
        "The same grouping, for all customers. Marketing asks which month's customers are the better ones, to "
        "advertise there again. What do you do with the table (spend up to {end})?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "equal-time",
    mistakes=(
        Mistake.picked(
            "best-mean",
            _(
                "The mean of {best} is the highest of the three. But the months have not had the same time: those who "
                "came first could buy for {first_weeks:.0f} weeks, those who came last for {last_weeks:.0f}. Is the last "
                "column the same for all?"
            ),
        ),
        Mistake.picked(
            "biggest",
            _(
                "Most customers means most customers won, not better ones. The question is what *one* customer of a month "
                "is worth, and over the same time. Look at the last column."
            ),
        ),
        Mistake.picked(
            "no-difference",
            _(
                "Perhaps they are alike. But a gap (here ${gap:,.2f}) measured over {first_weeks:.0f} weeks for one group "
                "and {last_weeks:.0f} for another shows neither a difference nor none. What has to be made equal first?"
            ),
        ),
    ),
    right=_(
        "The groups were watched for {first_weeks:.0f} and {last_weeks:.0f} weeks. Cut every customer's "
        "time to the same length, then compare. The same holds for branches opened in different years, or accounts "
        "that an account manager took over in spring."
    ),
    hints=Hints(
        _("What differs between the groups, other than the customers?"),
        _("Groups can be compared when each customer was watched for equally long."),
        _(
            "Known for {first_weeks:.0f} weeks on average against {last_weeks:.0f}: so before anything else one has to …"
        ),
        _("{answer}"),
    ),
    competencies=("GR11",),
)
