"""One rate for everyone, and what a rising retention does not show."""

from itertools import combinations

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.lifetime_value.company import PLANS, SEEN, by_year, contracts, stayed
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.number import Number
from casekit.text import _

_APART = 0.15  # years: less is lost in rounding
_FEWEST = 30  # contracts that were seen to begin their first year


# ── one over one minus ───────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _mixtures(case):
    """Two or three plans of an area or of the whole town: contracts, first-year retention; where readings part."""
    table = contracts(case).dropna(subset="plan")
    begun = table[table["seen"].between(*SEEN)]
    begun = begun.assign(stay=stayed(begun, 12))
    areas = {_("all areas"): begun} | dict(iter(begun.groupby("area")))
    found = []
    for area, rows in areas.items():
        told = rows.groupby("plan")["stay"].agg(["size", "mean"])
        for names in (*combinations(PLANS, 2), *combinations(PLANS, 3)):
            few = told.reindex(list(names))
            stay = (100 * few["mean"]).round().astype(int).tolist()
            facts = {"area": area, "plans": names, "contracts": few["size"].tolist(), "stay": stay}
            readings = [read(facts) for read in (_each, _one_rate, _unweighted, _plain_rate, _renewals)]
            apart = min(abs(a - b) for n, a in enumerate(readings) for b in readings[:n])
            if min(facts["contracts"]) >= _FEWEST and max(stay) <= 95 and apart > _APART:
                found.append(facts)
    return found


def _mean_stay(facts):
    return sum(n * stay for n, stay in zip(facts["contracts"], facts["stay"], strict=True)) / sum(facts["contracts"])


def _years(stay):
    return 1 / (1 - stay / 100)


def _each(facts):
    total = sum(n * _years(stay) for n, stay in zip(facts["contracts"], facts["stay"], strict=True))
    return total / sum(facts["contracts"])


def _one_rate(facts):
    """From the mean share as one would write it down."""
    return _years(round(_mean_stay(facts), 1))


def _one_rate_rounded(facts):
    return [_years(_mean_stay(facts)), _years(round(_mean_stay(facts)))]


def _plain_rate(facts):
    return _years(sum(facts["stay"]) / len(facts["stay"]))


def _unweighted(facts):
    return sum(map(_years, facts["stay"])) / len(facts["stay"])


def _renewals(facts):
    return _each(facts) - 1


def _one_mixture(case, rng):
    facts = rng.choice(_mixtures(case))
    years = [_years(stay) for stay in facts["stay"]]
    table = pd.DataFrame(
        {
            _("new contracts"): facts["contracts"],
            _("stay each year"): [f"{stay} %" for stay in facts["stay"]],
        },
        index=pd.Index([PLANS[plan] for plan in facts["plans"]], name=_("list price a month")),
    )
    return facts | {
        "table": table,
        "all": sum(facts["contracts"]),
        "mean_stay": _mean_stay(facts),
        "first_stay": facts["stay"][0],
        "first": PLANS[facts["plans"][0]],
        "n": len(facts["plans"]),
        "first_years": years[0],
        "first_n": facts["contracts"][0],
        "last_years": years[-1],
    }


ONE_RATE = Question(
    id="lifetime.one-rate",
    kind=Number(unit=_("years"), decimals=1),
    case=telecom,
    given=_one_mixture,
    prompt=_(
        "{all:,} new private contracts of {n} plans ({area}). Suppose that within a plan all are alike and that the same share stays in every year. Then a contract lasts "
        "1 / (1 − share that stays) years in the mean. How many years does one of the {all:,} contracts last **in the mean of all**?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_each,
    mistakes=(
        Mistake(
            "one-rate-for-all",
            _one_rate,
            _(
                "{got} comes from the mean share, about {mean_stay:.1f} %: 1 / (1 − that) is one rate for everyone. It treats all as the customer in the middle, and "
                "nobody stands there. The long stays of the best plans add more than the short ones of the others take off. First the "
                "years of each plan: and then?"
            ),
            rounded=_one_rate_rounded,
        ),
        Mistake(
            "plain-mean-rate",
            _plain_rate,
            _(
                "{got} is one rate for everyone, and from the plain mean of the {n} shares, as if each plan had as many contracts. Two steps go astray. First the years of each "
                "plan; then their mean, each contract counted once."
            ),
        ),
        Mistake(
            "plans-for-contracts",
            _unweighted,
            _(
                "{got} is the mean of {n} *plans*. But they do not have the same number of contracts: {first_n} are in the first. Each contract "
                "counts once, so weigh each plan's years with its contracts."
            ),
        ),
        Mistake(
            "renewals-for-years",
            _renewals,
            _(
                "{got} leaves out the year that everybody begins. Share / (1 − share) counts how often a contract is *renewed*; the first year comes before "
                "that. Which formula stands in the question?"
            ),
        ),
    ),
    right=_(
        "{answer}: first each kind's years, then the mean. One mean rate gives less, and the more the kinds differ the more it misses. Within a "
        "plan customers differ, too, so even this is too low."
    ),
    hints=Hints(
        _("Do not mix the shares first. What is easier to add: shares that stay, or years?"),
        _("For each plan 1 / (1 − share); then the mean of these, weighted with the contracts."),
        _(
            "First plan: 1 / (1 − 0.{first_stay}) = {first_years:.2f} years, times {first_n} contracts. Then the others …"
        ),
        _("Contracts × years, added up over the plans, over {all:,}: {answer}"),
    ),
    competencies=("VA3",),
)


# ── what cannot be told ──────────────────────────────────────────────────────────────────────────────────
def _a_rise(case, rng):
    plan = rng.choice([None, "middle", "large", "top"])
    told = by_year(case, plan).loc[[1, 3, 5, 8] if rng.random() < 0.5 else [1, 2, 4, 6]]
    low, high = told["retention"].iloc[0], told["retention"].iloc[-1]
    if high - low < 0.02:  # a plan whose last year happens to be poor: take all contracts
        plan, told = None, by_year(case).loc[[1, 3, 5, 6]]
        low, high = told["retention"].iloc[0], told["retention"].iloc[-1]
    table = pd.DataFrame(
        {
            _("began the year"): told["there"],
            _("stayed for it"): (100 * told["retention"]).map("{:.1f} %".format),
        }
    ).rename_axis(_("contract year"))
    who = (
        _("private contracts")
        if plan is None
        else _("private contracts with a list price of {plan}").format(plan=PLANS[plan])
    )
    return {"table": table, "who": who, "low": 100 * low, "high": 100 * high, "last": int(told.index[-1])}


CANNOT_TELL = Question(
    id="lifetime.cannot-tell",
    kind=Choice(
        options={
            "loyal": _("Customers grow more loyal from year to year: time binds them to us."),
            "effort": _("Our care of long-standing customers works: go on with it."),
            "open": _("It cannot be told from this table: customers who never change give the same picture."),
            "hold": _("Carry new customers over the first three years, and they will stay like the old ones."),
        },
    ),
    case=telecom,
    given=_a_rise,
    prompt=_(
        "Retention of {who}, each followed from the day it was seen to begin the year. It rises from **{low:.1f} %** in the first year to **{high:.1f} %** in "
        "year {last}. The director asks: “*Why* do they stay better with the years?” What does the table answer?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "open",
    mistakes=(
        Mistake.picked(
            "loyal",
            _(
                "You read the rise as a change *within* customers. It may be. But mix people who leave easily with people who hardly ever do: the first go "
                "first, and the share of the rest rises while nobody changes. What in this table could tell the two apart?"
            ),
        ),
        Mistake.picked(
            "effort",
            _(
                "You give the credit to our care. Those in year {last} also got through {last} years of bills, faults and rivals: the restless are "
                "gone. Whoever is left stays well with care and without. To see what care does, some must be left without it by lot."
            ),
        ),
        Mistake.picked(
            "hold",
            _(
                "You expect new customers to become like the old ones once they have got over three years. But a present that carries a restless customer "
                "over them does not turn that customer into a settled one. The {high:.1f} % belong to those who stayed without a present."
            ),
        ),
    ),
    right=_(
        "The table says *that* retention rises, and a forecast may use it. It does not say why. An honest report gives both sentences. What would "
        "change people, only a trial by lot can show."
    ),
    hints=Hints(
        _("Are those in year {last} the same people as those in year 1?"),
        _(
            "Think of two kinds of customer, neither of which ever changes. What does the table of both together look like?"
        ),
        _(
            "500 of whom 75 % stay, 500 of whom 95 % stay: together 85 %, then 86 %, then 88 % … and nobody has changed. So the reason …"
        ),
        _("Two stories, one table: it cannot be told from it."),
    ),
    competencies=("VA3",),
)
