"""The whale curve in figures: how high it rises above the total."""

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_profitability.company import statements, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _
from casekit.value import whale

_APART = 0.3  # per cent


@once_a_case
def _industries(case):
    """Industries whose accounts with a manager leave something together, with somebody in the tail."""
    rows = statements(case)
    rows = rows[rows["manager_id"].notna()].round({"sales": 0, "contribution": 0})
    found = []
    for industry, here in rows.groupby("industry"):
        table = here[["sales", "contribution"]].reset_index()
        if len(table) < 15:
            continue
        seen = whale(table, profit="contribution")
        if seen.total <= 0 or seen.losers < 2:
            continue
        by_sales = table.sort_values("sales", ascending=False)["contribution"].cumsum().max()
        facts = {
            "industry": industry,
            "table": table,
            "n": seen.customers,
            "losers": seen.losers,
            "peak": seen.peak,
            "tail": seen.tail,
            "total": seen.total,
            "height": 100 * seen.peak_share,
            "peak_at": 100 * seen.peak_at,
            "over_peak": 100 * seen.tail / seen.peak,
            "by_sales": 100 * by_sales / seen.total,
        }
        ways = [facts["height"], facts["peak_at"], facts["over_peak"], facts["by_sales"], facts["height"] - 100]
        if min(abs(a - b) for n, a in enumerate(ways) for b in ways[:n]) > _APART:
            found.append(facts)
    return found


def _one(case, rng):
    return rng.choice(_industries(case)) | {"year": year(case)}


PEAK = Question(
    id="profit.peak",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=_one,
    prompt=_(
        "The sheet has the {n} accounts with a manager in the industry {industry}: `sales` and `contribution` of {year} in yuan. Draw their whale curve (鲸鱼曲线), or think it: how "
        "high is its **peak**, in per cent of the total contribution?"
    ),
    workbook=lambda facts: {"accounts": facts["table"]},
    oracle=lambda facts: facts["height"],
    mistakes=(
        Mistake(
            "sorted-by-sales",
            lambda facts: facts["by_sales"],
            _(
                "{got} is as high as one comes by adding up in the order of *sales*. On the way the large losses come in too early. The whale is sorted by what is added up: by contribution."
            ),
        ),
        Mistake(
            "where-it-stands",
            lambda facts: facts["peak_at"],
            _(
                "{got} says *where* the peak stands: the share of accounts to its left. The question asks how high it is: the sum of all contributions above 0, over the total."
            ),
        ),
        Mistake(
            "the-end",
            lambda facts: 100,
            _(
                "{got} is where every such curve *ends*: all contributions, over themselves. Before the losers begin to take away, it stands higher."
            ),
        ),
        Mistake(
            "tail-only",
            lambda facts: facts["height"] - 100,
            _(
                "{got} is how far the peak rises *above* the total: that is the tail. The peak itself is counted from 0."
            ),
        ),
        Mistake(
            "tail-of-the-peak",
            lambda facts: facts["over_peak"],
            _(
                "{got} is the tail over the peak: how much of what the good ones earn is lost again. A useful figure, and another one. Here the total stands under the line."
            ),
        ),
    ),
    right=_(
        "{peak:,.0f} of {total:,.0f} yuan: {answer}. The {losers} accounts of the tail cost {tail:,.0f} yuan. More than 100 % is no slip: the others earned more than what was left in the end."
    ),
    hints=Hints(
        _("At which account does the curve stop rising?"),
        _(
            "Peak = all contributions above 0, added up. Over the total of all contributions, losses with their minus. In Excel: SUMIF."
        ),
        _("The contributions above 0 add up to {peak:,.0f}. All together …"),
        _("{peak:,.0f} / {total:,.0f} = {answer}"),
    ),
    competencies=("VA6",),
    way="compute",
)
