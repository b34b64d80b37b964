"""The most that may be paid: to win a contract, and to keep one."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.lifetime_value.company import PLANS, contracts, plans, shares_there
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.sheet import Thresholds
from casekit.text import _

_HORIZON = 5  # years
_RATE = 0.10


@once_a_case
def paid_years(case) -> dict[str, float]:
    """For each plan: how many yearly margins a new contract is worth, in five years and in money of today."""
    found = {}
    for plan in PLANS:
        there = shares_there(case, plan)
        middle = [(a + b) / 2 for a, b in zip(there, there[1:], strict=False)][:_HORIZON]
        found[plan] = round(sum(share * (1 + _RATE) ** -(year + 0.5) for year, share in enumerate(middle)), 2)
    return found


# ── to win ───────────────────────────────────────────────────────────────────────────────────────────────
def _four_plans(case, rng):
    table, years = plans(case), paid_years(case)
    commission = rng.choice([20, 30, 40, 50, 60])
    rows = {
        plan: {"revenue": int(row["revenue"]), "margin": int(row["margin"]), "years": years[plan]}
        for plan, row in table.iterrows()
    }
    exhibit = pd.DataFrame(
        {
            _("contracts"): table["contracts"].map("{:,}".format),
            _("revenue a year"): table["revenue"].map("{:,}".format),
            _("margin a year"): table["margin"].map("{:,}".format),
            _("paid years of today"): [f"{years[plan]:.2f}" for plan in table.index],
        }
    ).set_axis(list(PLANS.values()))
    worth = {plan: row["margin"] * row["years"] for plan, row in rows.items()}
    mean = sum(table.at[plan, "contracts"] * worth[plan] for plan in PLANS) / table["contracts"].sum()
    return {
        "rows": rows,
        "commission": commission,
        "mean": mean,
        "table": exhibit.rename_axis(_("list price a month")),
        "loss": f"{rows['small']['margin']:,}".replace("-", "−"),
        "middle_worth": worth["middle"],
        "top_worth": worth["top"],
    }


def _loss_left_in(facts):
    """The limits, but where the margin is a loss the loss itself."""
    losses = {plan: round(row["margin"] * row["years"]) for plan, row in facts["rows"].items() if row["margin"] < 0}
    return _limits()(facts) | losses


def _limits(money="margin", floor=True, commission=True):
    def limits(facts):
        cost = facts["commission"] if commission else 0
        found = {plan: row[money] * row["years"] - cost for plan, row in facts["rows"].items()}
        return {plan: max(round(limit), 0) if floor else round(limit) for plan, limit in found.items()}

    return limits


WIN = Question(
    id="lifetime.win",
    kind=Thresholds(names=PLANS, unit=_("yuan"), rising=False, heading=_("The most that may be paid to the customer")),
    case=telecom,
    given=_four_plans,
    prompt=_(
        "What is the **most** Harbour may pay a customer for a new contract of each plan, looking five years ahead? *Paid years of today* adds up the five years: "
        "still there × discount factor. Each contract won also costs a commission of **{commission} yuan** to the shop. Where nothing may be paid, write 0. Round to "
        "whole yuan."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_limits(),
    mistakes=(
        Mistake(
            "on-revenue",
            _limits("revenue"),
            _(
                "{got}. That starts from revenue. The network and the service have to be paid out of it first; the smallest plan does not even "
                "earn them. Which column is ours?"
            ),
        ),
        Mistake(
            "below-nothing",
            _limits(floor=False),
            _(
                "{got}. The sum is right, and a limit below 0 says that the customer would have to pay us. Such a premium nobody offers: there the most "
                "that may be paid is 0. And ask whether you want to win that plan at all."
            ),
        ),
        Mistake(
            "loss-as-limit",
            _loss_left_in,
            _(
                "{got}. That is what the plan loses in five years, and you are right that nothing may be paid. But a limit is not below 0: nobody is asked to pay us for "
                "coming. What is written where nothing may be paid?"
            ),
        ),
        Mistake(
            "worth-with-its-loss",
            _limits(floor=False, commission=False),
            _(
                "{got}. These are the worths. Two things are missing: a limit is not below 0, so where a contract loses money write 0; and from the others the shop's "
                "{commission} yuan have to come off."
            ),
        ),
        Mistake(
            "commission-forgotten",
            _limits(commission=False),
            _(
                "{got}. That is what the contracts are worth. The shop gets {commission} yuan of it for each one won. All that winning costs must fit "
                "into the worth together."
            ),
        ),
        Mistake(
            "the-mean-for-all",
            lambda facts: dict.fromkeys(PLANS, max(round(facts["mean"] - facts["commission"]), 0)),
            _(
                "{got}. One limit for everybody, from the mean contract. Those with small plans come gladly for it and never bring it back; those with large "
                "ones are worth more. The plan is known when they sign: use it."
            ),
        ),
    ),
    right=_(
        "Four limits, far apart. At the limit you earn nothing, so offer less. A rival's price for “each contract” is too high for some plans and "
        "too low for others: it wins mostly the first sort."
    ),
    hints=Hints(
        _("One plan after the other. What does it bring us a year, and for how many years of today?"),
        _("Margin a year × paid years of today − commission; not less than 0."),
        _(
            "The smallest plan has a margin of {loss} yuan a year: nothing may be paid. The next is worth {middle_worth:,.1f} yuan, less the commission …"
        ),
        _("{answer}"),
    ),
    competencies=("VA3",),
)


# ── to keep ──────────────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _present(case):
    """Plans with the number of contracts that are there, the share that left in the last year, and a contract's worth."""
    table, found = contracts(case), []
    start = pd.Timestamp(case.last_day.year, 1, 1)
    for plan in ("large", "top"):
        own = table[(table["plan"] == plan) & (table["entered"] < start) & ~(table["left"] < start)]
        worth = plans(case).at[plan, "margin"] * paid_years(case)[plan]
        found.append(
            (plan, int(own["left"].isna().sum()), round(100 * own["left"].notna().mean()), int(round(worth, -1)))
        )
    return found


def _an_offer(case, rng):
    plan, there, leave, worth = rng.choice(_present(case))
    there = int(round(there * rng.uniform(0.3, 0.9), -2)) or 100
    with_offer = max(leave - rng.randint(2, 5), 1)
    with_offer += leave == 2 * with_offer  # else as many leave with the offer as it keeps
    price = rng.choice([10, 20, 30, 50, 80, 100])
    saved = there * (leave - with_offer) / 100
    gain = saved * worth - there * price
    return {
        "plan": PLANS[plan],
        "there": there,
        "leave": leave,
        "with_offer": with_offer,
        "price": price,
        "worth": worth,
        "saved": saved,
        "stay_with": 100 - with_offer,
        "all_stay": there * (100 - with_offer) / 100,
        "paid": there * price,
        "value": saved * worth,
        "limit": worth * (leave - with_offer) / 100,
        "verdict": _("It pays.") if gain > 0 else _("It does not pay, though it works."),
    }


KEEP = Question(
    id="lifetime.keep",
    kind=Number(unit=_("yuan"), below_zero=True),
    case=telecom,
    given=_an_offer,
    prompt=_(
        "Harbour has {there:,} contracts with a list price of {plan}. Without an offer **{leave} %** leave within a year. Suppose a trial has shown: with a present of "
        "**{price} yuan** to each, only **{with_offer} %** leave. A contract that is kept is worth **{worth:,} yuan**. The present goes to all {there:,}. What does the offer "
        "gain, worth kept less money paid? (below 0 if it loses)"
    ),
    oracle=lambda facts: facts["value"] - facts["paid"],
    mistakes=(
        Mistake(
            "all-who-stay",
            lambda facts: facts["all_stay"] * facts["worth"] - facts["paid"],
            _(
                "{got} counts everybody who stays *with* the offer as saved: {stay_with} %. Most of them would have stayed without it. Saved are those who leave "
                "without it and stay with it: how many per cent is that?"
            ),
        ),
        Mistake(
            "leavers-with-offer",
            lambda facts: facts["there"] * facts["with_offer"] / 100 * facts["worth"] - facts["paid"],
            _(
                "{got} counts the {with_offer} % as kept. These are the ones who leave *in spite of* the offer. Without it {leave} % leave: by how many per cent of all "
                "is that less with the offer?"
            ),
        ),
        Mistake(
            "all-leavers-kept",
            lambda facts: facts["there"] * facts["leave"] / 100 * facts["worth"] - facts["paid"],
            _(
                "{got} lets the offer keep all of the {leave} % who would leave. But {with_offer} % leave although they get it. Only the difference is kept."
            ),
        ),
        Mistake(
            "paid-for-saved-only",
            lambda facts: facts["saved"] * (facts["worth"] - facts["price"]),
            _(
                "{got} pays the present only to the {saved:,.0f} who are saved. If one knew them, that would be right. But it goes to all {there:,}, and that is what makes "
                "keeping dear."
            ),
        ),
        Mistake(
            "cost-forgotten",
            lambda facts: facts["value"],
            _(
                "{got} is the worth that is kept. The presents are still to be paid: {there:,} of them. What is left after that?"
            ),
        ),
    ),
    right=_(
        "{answer}. {verdict} Kept are {saved:,.0f} contracts, {value:,.0f} yuan; paid are {paid:,} yuan. The most one may give to each is {limit:,.0f} yuan, a small part of what a "
        "contract is worth, because most who get it would have stayed."
    ),
    hints=Hints(
        _("Who behaves differently because of the offer? Only they bring anything."),
        _("Contracts × (leave without − leave with) × worth − contracts × present."),
        _(
            "Of {there:,}, {leave} % less {with_offer} % are kept by the offer: {saved:,.0f}. And {there:,} presents cost {paid:,} yuan …"
        ),
        _("{saved:,.0f} × {worth:,} − {paid:,} = {answer}"),
    ),
    competencies=("VA3",),
)
