"""Invest, keep, new terms, avoid: a verdict for each account, by its own figures."""

import math

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_profitability.company import HOUR, statements, year
from casekit.course.customer_profitability.doors import doors
from casekit.course.customer_profitability.marginal import AT_STAKE, SCALE
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

INVEST, KEEP, TERMS, AVOID = "invest", "keep", "terms", "avoid"


@once_a_case
def _rows(case):
    """Accounts with a manager in whole yuan: contribution, on usual terms with half the hours, with the hotline, next hour."""
    table = doors(case)
    rows = statements(case).loc[table.index]
    following = AT_STAKE * rows["gross_margin"].clip(lower=0) * (1 - math.exp(-1 / SCALE))
    table["next"] = following * (-table["hours"] / SCALE).map(math.exp)
    shown = table[["contribution", "served", "hotline", "next"]].round().astype(int)
    return dict(zip(shown.index, shown.itertuples(index=False, name=None), strict=True))


def _verdict(contribution, served, hotline, following):
    if contribution >= 0:
        return INVEST if following > HOUR else KEEP
    return TERMS if max(served, hotline) > 0 else AVOID


@once_a_case
def _pools(case):
    pools = {}
    for name, row in _rows(case).items():
        verdict = _verdict(*row)
        if verdict == TERMS and row[1] <= 0:
            verdict = "hotline"
        if verdict == KEEP and row[0] > 20_000:
            verdict = "large"
        if verdict == INVEST and row[0] > 20_000:
            verdict = "large-invest"
        pools.setdefault(verdict, []).append(name)
    return pools


def _seven(case, rng):
    pools, rows = _pools(case), _rows(case)
    picked = []
    for pool, n in (("large", 1), (KEEP, 1), (INVEST, 1), ("large-invest", 1), (TERMS, 1), ("hotline", 1), (AVOID, 1)):
        picked += rng.sample(pools.get(pool) or [name for name in pools[KEEP] if name not in picked], n)
    picked = rng.sample(picked, len(picked))
    chosen = {name: rows[name] for name in picked}
    table = pd.DataFrame(list(chosen.values()), index=pd.Index(picked, name=_("account")))
    first = next(name for name in picked if _verdict(*chosen[name]) == TERMS)
    large = max((name for name in picked if _verdict(*chosen[name]) == KEEP), key=lambda name: chosen[name][0])
    return {
        "rows": chosen,
        "table": table.set_axis(
            [_("contribution"), _("usual terms, half the hours"), _("usual terms, hotline only"), _("next hour keeps")],
            axis=1,
        ),
        "n": len(chosen),
        "hour": HOUR,
        "year": year(case),
        "first": first,
        "first_left": chosen[first][0],
        "first_best": max(chosen[first][1:3]),
        "large": large,
        "large_left": chosen[large][0],
        "large_next": chosen[large][3],
    }


def _each(judge):
    return lambda facts: {name: judge(*row) for name, row in facts["rows"].items()}


def _loss_is_out(contribution, served, hotline, following):
    return AVOID if contribution < 0 else _verdict(contribution, served, hotline, following)


def _good_gets_more(contribution, served, hotline, following):
    return INVEST if contribution >= 0 else _verdict(contribution, served, hotline, following)


def _customer_first(contribution, served, hotline, following):
    verdict = _verdict(contribution, served, hotline, following)
    return KEEP if verdict in (AVOID, TERMS) else verdict


def _because(facts, name):
    contribution, served, hotline, following = facts["rows"][name]
    if contribution >= 0:
        return _("It leaves {left:,} yuan, and its next hour keeps {following:,}: what does an hour cost?").format(
            left=contribution, following=following
        )
    return _("It leaves {left:,} yuan now, {served:,} by the second column and {hotline:,} by the third.").format(
        left=contribution, served=served, hotline=hotline
    )


VERDICT = Question(
    id="profit.verdict",
    kind=Grades(
        grades={
            INVEST: _("invest"),
            KEEP: _("keep as it is"),
            TERMS: _("keep, on new terms"),
            AVOID: _("avoid"),
        },
        rows=lambda facts: {name: name for name in facts["rows"]},
        because=_because,
        heading=_("Verdict"),
    ),
    case=telecom,
    given=_seven,
    prompt=_(
        "{n} accounts in {year}, all in yuan. An hour of service costs {hour}. The rule: **invest** more hours where the contribution is 0 or more *and* the next hour keeps *more than* {hour} yuan. "
        "**Keep as it is** where the contribution is 0 or more and it does not. Below 0: **keep, on new terms**, if one of the two columns in the middle is *above* 0; else **avoid**: let the contract end."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_each(_verdict),
    mistakes=(
        Mistake(
            "loss-is-out",
            _each(_loss_is_out),
            _(
                "You let go everybody who makes a loss. {first} leaves {first_left:,} yuan at *today's* terms. With the best of the two doors it would leave {first_best:,}. Who is let go before the talk "
                "is lost for nothing."
            ),
        ),
        Mistake(
            "good-gets-more",
            _each(_good_gets_more),
            _(
                "You gave more hours to everybody who leaves money. {large} leaves {large_left:,} yuan, and its next hour would keep {large_next:,}. The hour costs {hour}. A good customer with enough service "
                "needs no more of it."
            ),
        ),
        Mistake(
            "customer-first",
            _each(_customer_first),
            _(
                "You kept all as they are, losses too. *The customer first* holds for what is signed. For the next contract the rule asks whether any terms would bring it above 0. Read the two columns in the middle."
            ),
        ),
    ),
    right=_(
        "Each verdict has its reason in the account's own row, and could be read out to the account. Only then look who must be served all the same, by duty or by a promise, and write that beside it."
    ),
    hints=Hints(
        _("The first column parts the accounts in two. Each half has a question of its own."),
        _(
            "0 or more: does the next hour keep more than {hour}? Below 0: is one of the two columns in the middle above 0?"
        ),
        _(
            "{large} leaves {large_left:,}; its next hour keeps {large_next:,}, no more than {hour}: keep as it is. {first} leaves {first_left:,} …"
        ),
        _("{answer}"),
    ),
    competencies=("VA6",),
)
