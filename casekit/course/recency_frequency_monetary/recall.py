"""Two questions of recall from earlier lessons, on this lesson's customers."""

import pandas as pd

from casekit.course.recency_frequency_monetary.shop import cdnow, shop
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _


def _two_groups(case, rng):
    """Customers who came back and who did not, with unequal numbers: a plain mean of the two means misleads."""
    at = shop(case)
    some = at.known.loc[at.pick(rng, 1000)]
    back = some["frequency"] >= 1
    groups = some.groupby(back)["spend"].agg(["size", "mean"]).round({"mean": 2})
    once, again = groups.loc[False], groups.loc[True]
    table = groups.rename(index={False: "bought once", True: "came back"}).rename_axis("group")
    return {
        "table": table.rename(columns={"size": "customers", "mean": "mean spend, $"}),
        "n_once": int(once["size"]),
        "n_again": int(again["size"]),
        "mean_once": once["mean"],
        "mean_again": again["mean"],
        "n": int(groups["size"].sum()),
    }


def _weighted(facts):
    return (facts["n_once"] * facts["mean_once"] + facts["n_again"] * facts["mean_again"]) / facts["n"]


WEIGHTED_MEAN = Question(
    id="rfm.recall-weighted-mean",
    kind=Number(unit="$", decimals=2),
    case=cdnow,
    given=_two_groups,
    prompt=_(
        "*Recall from lesson 00.* From the table alone: what is the mean spend of **one customer** over both groups?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_weighted,
    mistakes=(
        Mistake(
            "plain-mean",
            lambda facts: (facts["mean_once"] + facts["mean_again"]) / 2,
            _(
                "{got} is half way between the two means, as if the groups were of one size. There are {n_once:,} "
                "customers in the one and {n_again:,} in the other. Each customer should count once, not each group."
            ),
        ),
        Mistake(
            "weights-swapped",
            lambda facts: (facts["n_again"] * facts["mean_once"] + facts["n_once"] * facts["mean_again"]) / facts["n"],
            _(
                "{got} gives each mean the weight of the other group. Multiply every mean by its own number of customers."
            ),
        ),
    ),
    right=_(
        "{answer}. The mean leans towards the larger group. Whoever reports the plain mean of the groups reports a customer "
        "who does not exist."
    ),
    hints=Hints(
        _("Are the two groups of the same size?"),
        _("Weighted mean: (customers × mean + customers × mean) / all customers."),
        _("({n_once:,} × {mean_once:,.2f} + {n_again:,} × {mean_again:,.2f}) / {n:,} = …"),
        _("({n_once:,} × {mean_once:,.2f} + {n_again:,} × {mean_again:,.2f}) / {n:,} = {answer}"),
    ),
    competencies=("GR8",),
)


def _ten(case, rng):
    """Ten customers, with what they spent."""
    at = shop(case)
    spend = at.customers.loc[at.pick(rng, 10, at.customers["spend"] > 20), "spend"].sort_values(ascending=False)
    table = spend.round(0).astype(int).reset_index(drop=True)
    table.index = pd.Index(list("ABCDEFGHIJ")[: len(table)], name="customer")
    return {
        "spend": table,
        "table": table.to_frame("spend, $"),
        "total": int(table.sum()),
        "top": int(table.iloc[:2].sum()),
        "largest": int(table.iloc[0]),
    }


CUMULATIVE = Question(
    id="rfm.recall-cumulative-share",
    kind=Number(unit="%", decimals=1),
    case=cdnow,
    given=_ten,
    prompt=_(
        "*Recall from lesson 00.* Ten customers, largest first. What share of their sales do the **top 20 %** of these "
        "customers bring, in per cent?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: 100 * facts["top"] / facts["total"],
    mistakes=(
        Mistake(
            "largest-only",
            lambda facts: 100 * facts["largest"] / facts["total"],
            _("{got} is the share of customer A alone. 20 % of ten customers are two."),
        ),
        Mistake(
            "over-the-rest",
            lambda facts: 100 * facts["top"] / (facts["total"] - facts["top"]),
            _(
                "{got} sets the two against the *others*. A share is a part of the whole: the two belong under the line of the "
                "fraction as well."
            ),
        ),
        Mistake(
            "rule-of-thumb",
            lambda facts: 80,
            _(
                "80 % is the rule of thumb, not this table. Add up the two largest and divide by the total; the rule may "
                "hold elsewhere."
            ),
        ),
    ),
    right=_("${top:,} of ${total:,}: {answer}. Not 80: the famous rule is a thing to test, not to quote."),
    hints=Hints(
        _("How many customers are 20 % of ten?"),
        _("Cumulative share: sum of the largest two over the sum of all ten."),
        _("The two largest spent ${top:,}; all ten spent ${total:,}. Divide …"),
        _("{top:,} / {total:,} = {answer}"),
    ),
    competencies=("GR8",),
)
