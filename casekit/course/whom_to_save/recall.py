"""Two questions of recall: what a trial says (lesson 16), and margin against sales (lesson 07)."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_profitability.company import statements, year
from casekit.course.whom_to_save.company import members
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.practice.kinds.number import Number
from casekit.text import _

_APART = 0.15  # points


# ── what the lot says ────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _campaigns(case):
    """Campaigns, and pairs of them, in which fewer of the called left: called, left of them, control, left of those."""
    table = members(case)
    sums = table.groupby(["campaign_id", "called"])["left"].agg(["size", "sum"])
    one = {name: (*sums.loc[(name, 1)], *sums.loc[(name, 0)]) for name in sums.index.levels[0]}
    names = sorted(one)
    spans = {name: one[name] for name in names}
    spans |= {
        f"{a} + {b}": tuple(map(sum, zip(one[a], one[b], strict=True))) for a, b in zip(names, names[1:], strict=False)
    }
    found = []
    for name, counts in spans.items():
        called, left, control, left_control = (int(count) for count in counts)
        facts = {"name": name, "called": called, "left": left, "control": control, "left_control": left_control}
        told = [way(facts) for way in (_effect, _stayed, _relative, _before, _with_a_call)]
        if _effect(facts) > 0.3 and min(abs(a - b) for n, a in enumerate(told) for b in told[:n]) > _APART:
            found.append(facts)
    return found


def _effect(facts):
    return 100 * (facts["left_control"] / facts["control"] - facts["left"] / facts["called"])


def _stayed(facts):
    return 100 * (1 - facts["left"] / facts["called"])


def _relative(facts):
    return 100 * _effect(facts) / (100 * facts["left_control"] / facts["control"])


def _before(facts):
    return 100 * facts["left_control"] / facts["control"]


def _with_a_call(facts):
    return 100 * facts["left"] / facts["called"]


def _a_campaign(case, rng):
    facts = rng.choice(_campaigns(case))
    table = pd.DataFrame(
        {_("customers"): [facts["called"], facts["control"]], _("left"): [facts["left"], facts["left_control"]]},
        index=pd.Index([_("called"), _("left alone by lot")], name=_("group")),
    )
    return {**facts, "table": table, "rate": _before(facts)}


TRIAL = Question(
    id="save.recall-trial",
    kind=Number(unit=_("points"), decimals=1),
    case=telecom,
    given=_a_campaign,
    prompt=_(
        "*Recall from lesson 16.* In the campaign {name} a lot decided who was called. By how many **percentage points** was the share of leavers lower among the called? (one decimal)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_effect,
    mistakes=(
        Mistake(
            "stayers-saved",
            _stayed,
            _(
                "{got} is the share of the called who *stayed*. Nearly all of them would have stayed without a call, as the second row shows. What is the difference between the two rows?"
            ),
        ),
        Mistake(
            "relative",
            _relative,
            _(
                "{got} is how much lower the rate is *in per cent of the rate of those left alone*. It sounds large because the rate is small. Points are the plain difference of the two shares."
            ),
        ),
        Mistake(
            "left-alone-only",
            _before,
            _(
                "{got} is the share of leavers among those left alone. It says how many leave without a call. How many leave with one?"
            ),
        ),
        Mistake(
            "called-only",
            _with_a_call,
            _(
                "{got} is the share of leavers among the called. Some would have left without a call too, and more of them: see the second row. What is the difference?"
            ),
        ),
    ),
    right=_(
        "{answer}: so many of 100 called are held by the call. The others stayed anyway or left anyway. All of this lesson begins with that difference."
    ),
    hints=Hints(
        _("Two shares, one for each row."),
        _("Left ÷ customers in each row, in per cent; then left alone less called."),
        _("Left alone: {left_control} of {control:,} are {rate:.2f} %. Called: {left} of {called:,} are …"),
        _("The difference of the two: {answer}"),
    ),
    competencies=("RT3",),
)


# ── margin, not sales ────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _accounts(case):
    """Accounts with sales from 500 to 30,000 yuan, in whole yuan: name, sales, network, service."""
    table = statements(case)
    table = table[table["sales"].between(500, 30_000) & (table["network_cost"] > 0)]
    rows = table[["sales", "network_cost", "service_cost"]].round().astype(int)
    return sorted(rows.itertuples(name=None))


def _sorted(key):
    return lambda facts: [row[0] for row in sorted(facts["rows"], key=key, reverse=True)]


def _margin(row):
    return row[1] - row[2] - row[3]


_KEYS = (_margin, lambda row: row[1], lambda row: _margin(row) / row[1], lambda row: row[1] - row[2])


def _four(case, rng):
    pool = _accounts(case)
    for _try in range(200):
        rows = rng.sample(pool, 4)
        orders = {tuple(_sorted(key)({"rows": rows})) for key in _KEYS}
        margins = sorted(_margin(row) for row in rows)
        if len(orders) == len(_KEYS) and min(b - a for a, b in zip(margins, margins[1:], strict=False)) > 50:
            break
    table = pd.DataFrame(
        [row[1:] for row in rows],
        index=pd.Index([row[0] for row in rows], name=_("account")),
        columns=[_("sales"), _("network cost"), _("service cost")],
    )
    best, dearest = max(rows, key=_margin), max(rows, key=lambda row: row[1])
    return {
        "rows": rows,
        "table": table.map("{:,}".format),
        "year": year(case),
        "first": rows[0][0],
        "first_margin": _margin(rows[0]),
        "dearest": dearest[0],
        "dearest_margin": _margin(dearest),
        "best": best[0],
    }


MARGIN = Question(
    id="save.recall-margin",
    kind=Order(
        items=lambda facts: {row[0]: row[0] for row in facts["rows"]},
        because=lambda facts, item: _("{item} leaves {left:,} yuan after both costs.").format(
            item=item, left=next(_margin(row) for row in facts["rows"] if row[0] == item)
        ),
    ),
    case=telecom,
    given=_four,
    prompt=_(
        "*Recall from lesson 07.* Four accounts in {year}, in yuan. Put them in the order of what we **lose a year if they leave**: the most first. (Both costs end with the account.)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_sorted(_KEYS[0]),
    mistakes=(
        Mistake(
            "by-sales",
            _sorted(_KEYS[1]),
            _(
                "You sorted by sales. Who leaves takes sales along, but also the cost of network and service. {dearest} has the most sales and leaves {dearest_margin:,} yuan. What is left of each?"
            ),
        ),
        Mistake(
            "by-rate",
            _sorted(_KEYS[2]),
            _(
                "You sorted by the margin *in per cent of sales*. A small account can leave nine tenths of little. Lost is money, not a percentage."
            ),
        ),
        Mistake(
            "service-forgotten",
            _sorted(_KEYS[3]),
            _(
                "You took off the network and not the service. The hours of service end with the account as well. Take off both columns."
            ),
        ),
    ),
    right=_(
        "By margin. This is the column that stands behind every sum of this lesson: a saved customer brings the margin back, and not the sales."
    ),
    hints=Hints(
        _("What goes when an account goes: only income?"),
        _("Sales − network cost − service cost, for each; then the most first."),
        _("{first} leaves {first_margin:,} yuan. The others …"),
        _("{answer}"),
    ),
    competencies=("RT3",),
)
