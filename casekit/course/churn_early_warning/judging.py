"""How good a warning is, and from which chance on a call pays."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.churn_early_warning.company import apart, likely
from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _


# ── lift ─────────────────────────────────────────────────────────────────────────────────────────────────
def _lift(f):
    return (f["caught"] / f["called"]) / (f["leavers"] / f["n"])


def _share_caught(f):
    return f["caught"] / f["leavers"]


def _difference(f):
    return 100 * f["caught"] / f["called"] - 100 * f["leavers"] / f["n"]


def _inverse(f):
    return 1 / _lift(f)


def _per_cent_caught(f):
    return 100 * _share_caught(f)


_LIFTS = (_lift, _share_caught, _per_cent_caught, _difference, _inverse)


@once_a_case
def _tops(case):
    found = []
    rows = pd.DataFrame(likely(case))
    for quarter, own in rows.groupby("quarter", sort=False):
        own = own.sort_values(["chance", "customer"], ascending=[False, True])
        for share in (5, 10, 15, 20, 25, 30):
            called = round(share / 100 * len(own))
            one = {"quarter": quarter, "share": share, "n": len(own), "leavers": int(own["left"].sum())}
            one |= {"called": called, "caught": int(own["left"].head(called).sum())}
            one |= {"base": 100 * one["leavers"] / one["n"], "rate": 100 * one["caught"] / called}
            if apart([way(one) for way in _LIFTS], 0.03):
                found.append(one | {"caught_share": 100 * _share_caught(one)})
    return found


LIFT = Question(
    id="warning.lift",
    kind=Number(decimals=2),
    case=telecom,
    given=lambda case, rng: rng.choice(_tops(case)),
    prompt=_(
        "In the {quarter} quarter of 2025 **{n:,}** customers stood on the list; **{leavers}** left. The model’s top {share} %, **{called:,}** customers, held **{caught}** of "
        "the leavers. What is the **lift** (提升度) of this list: how many times the rate of all? (two decimals)"
    ),
    oracle=_lift,
    mistakes=(
        Mistake(
            "share-caught",
            _share_caught,
            _(
                "{got} is the part of all leavers that the list holds. A list of everybody would hold all of them. Which *rate* do those on the list have, against the rate of all?"
            ),
        ),
        Mistake(
            "per-cent-caught",
            _per_cent_caught,
            _(
                "{got} is the part of all leavers that the list holds, in per cent. Compare *rates* instead: of 100 on the list how many leave, and of 100 of all?"
            ),
        ),
        Mistake(
            "difference-in-points",
            _difference,
            _("{got} is how many points more leave on the list. Asked is how many *times* as many per cent."),
        ),
        Mistake(
            "the-wrong-way-round",
            _inverse,
            _(
                "{got} is the rate of all over that of the list. The list should hold more leavers, so which goes above the line?"
            ),
        ),
    ),
    right=_(
        "{answer}: {rate:.1f} % on the list against {base:.1f} % of all. Most of those on the list stay in any case; so what you do to them has to be cheap, or the customer dear."
    ),
    hints=Hints(
        _("Two rates: of those on the list, and of all."),
        _("(leavers on the list / customers on the list) / (leavers / customers)."),
        _("On the list {caught} of {called:,}: {rate:.2f} %. Of all {leavers} of {n:,} …"),
        _("{rate:.2f} / {base:.2f} = {answer}"),
    ),
    competencies=("RT1",),
)


# ── from which chance on ─────────────────────────────────────────────────────────────────────────────────
def _cut(f):
    return 100 * f["cost"] / (f["saved"] / 100 * f["margin"])


def _no_share(f):
    return 100 * f["cost"] / f["margin"]


def _share_above(f):
    return f["cost"] * f["saved"] / f["margin"]


def _loss(f):
    return 100 * f["cost"] / (f["saved"] / 100 * f["margin"] - f["cost"])


@once_a_case
def _margins(case):
    found = []
    for one in likely(case):
        for cost in (18, 40, 78):
            for saved in (20, 30, 40):
                facts = {"customer": one["customer"], "margin": one["margin"], "cost": cost, "saved": saved}
                if (
                    one["margin"] > 0
                    and 2 < _cut(facts) < 40
                    and apart([way(facts) for way in (_cut, _no_share, _share_above, _loss)], 0.15)
                ):
                    found.append(facts | {"gain": saved / 100 * one["margin"]})
        if len(found) > 3000:
            break
    return found


CUT = Question(
    id="warning.cut-off",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=lambda case, rng: rng.choice(_margins(case)),
    prompt=_(
        "A call with its gift costs **{cost}** yuan, whoever gets it. Of the leavers who are called, **{saved} %** stay (declared; only a trial can measure it). Customer {customer} brings "
        "**{margin:,}** yuan of margin in the year, if still there. From which **chance of leaving** on does a call to this customer pay? (per cent, one decimal)"
    ),
    oracle=_cut,
    mistakes=(
        Mistake(
            "everyone-called-is-saved",
            _no_share,
            _(
                "{got} is cost over margin: as if each leaver who is called stayed. Only {saved} % do. What does a call to a *sure* leaver bring, then?"
            ),
        ),
        Mistake(
            "share-on-the-wrong-side",
            _share_above,
            _(
                "{got} multiplies the cost by {saved} %. The cost is paid in full, also for those who leave all the same. To what does the {saved} % belong?"
            ),
        ),
        Mistake(
            "cost-taken-off-twice",
            _loss,
            _(
                "{got} takes the cost off the gain and then asks again for the cost. The call pays where chance × gain *reaches* the cost. What stands below the line?"
            ),
        ),
    ),
    right=_(
        "{answer}. Below it the call costs more than it brings, in the mean. A customer with twice the margin has half the cut-off: there is no one cut-off for all."
    ),
    hints=Hints(
        _("What does one call bring if the customer is sure to leave?"),
        _("chance × share saved × margin = cost; solve for the chance."),
        _(
            "A sure leaver: {saved} % of {margin:,} = {gain:,.1f} yuan. The call costs {cost}, so the chance must reach …"
        ),
        _("{cost} / {gain:,.1f} = {answer}"),
    ),
    competencies=("RT1",),
)
