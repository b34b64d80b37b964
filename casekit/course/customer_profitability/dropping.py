"""What is saved when a customer goes: its contribution with the sign turned round, and never the allocated cost."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_profitability.company import statements, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choices
from casekit.practice.kinds.number import Number
from casekit.text import _

_MONEY = ["sales", "network_cost", "contribution", "profit"]


@once_a_case
def _accounts(case):
    """Accounts with a manager in whole yuan: sales, costs, allocated share, contribution and profit that add up."""
    rows = statements(case)
    rows = rows.loc[rows["manager_id"].notna() & (rows["sales"] >= 500), _MONEY].round().astype(int)
    rows["service_cost"] = rows["sales"] - rows["network_cost"] - rows["contribution"]
    return rows.assign(allocated=rows["contribution"] - rows["profit"])


@once_a_case
def _pools(case):
    rows = _accounts(case)
    rate = rows["contribution"] / rows["sales"]
    return {
        "loses": sorted(rows.index[(rows["contribution"] < -500)]),
        "turned": sorted(rows.index[(rows["contribution"] > 50) & (rows["profit"] < -50)]),
        "thin": sorted(rows.index[(rows["profit"] > 20) & (rate < 0.25)]),
        "good": sorted(rows.index[(rows["profit"] > 500) & (rate >= 0.25)]),
        "large": sorted(rows.index[(rows["contribution"] < -500) & (rows["sales"] > 15_000)]),
    }


# ── one account ──────────────────────────────────────────────────────────────────────────────────────────
def _one(case, rng):
    pools = _pools(case)
    name = rng.choice(pools["turned"] if rng.random() < 0.4 and pools["turned"] else pools["loses"])
    row = {column: int(amount) for column, amount in _accounts(case).loc[name].items()}
    labels = {
        _("revenue"): row["sales"],
        _("network cost"): -row["network_cost"],
        _("service cost (hours, gifts)"): -row["service_cost"],
        _("share of head office and billing system"): -row["allocated"],
        _("profit, fully loaded"): row["profit"],
    }
    table = pd.DataFrame({_("yuan"): list(labels.values())}, index=pd.Index(list(labels), name=_("line")))
    return {
        **row,
        "name": name,
        "year": year(case),
        "table": table,
        "saved": -row["contribution"],
        "promised": -row["profit"],
    }


DROP = Question(
    id="profit.drop",
    kind=Number(unit=_("yuan"), below_zero=True),
    case=telecom,
    given=_one,
    prompt=_(
        "The statement of account {name} for {year}. Suppose it goes: no revenue from it any more, none of its network cost, no service for it. Head office and billing system go on "
        "as before. By how many yuan does the **profit of the company** change in a year? A rise is a plain number, a fall has a minus."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["saved"],
    mistakes=(
        Mistake(
            "allocated-saved",
            lambda facts: -facts["profit"],
            _(
                "{got} is the last line with its sign turned round. It counts {allocated:,} yuan of head office and billing system as saved. They stay, and the other "
                "customers carry them from January on. Which lines really go with the account?"
            ),
        ),
        Mistake(
            "service-only",
            lambda facts: facts["service_cost"],
            _(
                "{got} is the service that ends. True, but the revenue ends as well, and the network cost. Add up all the lines that go."
            ),
        ),
        Mistake(
            "revenue-lost",
            lambda facts: -facts["sales"],
            _(
                "{got} counts the revenue that is lost, and nothing that is saved. An account that goes takes costs along, too."
            ),
        ),
        Mistake(
            "sign",
            lambda facts: facts["contribution"],
            _(
                "{got} is what the account leaves while it is here. When it goes, the company misses that, or is rid of it: the sign turns round."
            ),
        ),
    ),
    right=_(
        "Contribution {contribution:,} yuan, so its going changes the profit by {answer}. The sheet would have promised {promised:,}: {allocated:,} yuan of that lands on the others."
    ),
    hints=Hints(
        _("Go through the lines: which of them is gone on the day after, and which is still paid?"),
        _("Profit changes by the costs that go, less the revenue that goes. The share of overhead does not go."),
        _("Costs that go: {network_cost:,} + {service_cost:,}. Revenue that goes: {sales:,}. So …"),
        _("{network_cost:,} + {service_cost:,} − {sales:,} = {answer}"),
    ),
    competencies=("VA6",),
)


# ── six accounts ─────────────────────────────────────────────────────────────────────────────────────────
_ROLES = ("large", "loses", "turned", "turned2", "thin", "good")
_GO = ("large", "loses")


def _six(case, rng):
    """Six accounts with a role each: two that cost money, two that only look so, a thin and a good one."""
    pools, rows, chosen = _pools(case), _accounts(case), {}
    for role in _ROLES:
        pool = [one for one in pools[role.rstrip("2")] if one not in chosen.values()]
        chosen[role] = rng.choice(pool)
    order = rng.sample(_ROLES, len(_ROLES))
    table = rows.loc[[chosen[role] for role in order], ["sales", "contribution", "allocated", "profit"]]
    table = table.set_axis([_("revenue"), _("contribution"), _("share of overhead"), _("profit, loaded")], axis=1)
    facts = {f"is_{role}": one for role, one in chosen.items()}
    facts |= {f"{role}_{part}": int(rows.loc[one, part]) for role, one in chosen.items() for part in rows}
    table.attrs["caption"] = _("yuan a year")
    return facts | {
        "table": table.rename_axis(_("account")),
        "year": year(case),
        "thin_rate": 100 * facts["thin_contribution"] / facts["thin_sales"],
    }


def _ticked(*roles):
    return lambda facts: [role for role in _ROLES if role in roles]


DROP_WHICH = Question(
    id="profit.drop-which",
    kind=Choices(
        options={role: "{is_" + role + "}" for role in _ROLES},
        why={
            "turned": _("It leaves {turned_contribution:,} yuan before overhead; who would bring those?"),
            "turned2": _("It leaves {turned2_contribution:,} yuan before overhead; who would bring those?"),
            "thin": _("Little is left of its sales, but something is."),
            "good": _("It leaves {good_contribution:,} yuan."),
        },
    ),
    case=telecom,
    given=_six,
    prompt=_(
        "Six accounts in {year}. The overhead is shared out by hours of service, and stays whoever goes. Terms and service have been tried with all six; nothing more can be changed. "
        "Tick the accounts **whose going raises the profit of the company**."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: list(_GO),
    mistakes=(
        Mistake(
            "by-the-loaded-line",
            _ticked("large", "loses", "turned", "turned2"),
            _(
                "You ticked everybody with a loaded loss. {is_turned} shows {turned_profit:,} yuan there, but leaves {turned_contribution:,} before the overhead. If it goes, its "
                "{turned_allocated:,} yuan of overhead stay, and the {turned_contribution:,} are missing. Which column goes with the account?"
            ),
        ),
        Mistake(
            "large-is-kept",
            _ticked("loses"),
            _(
                "You kept {is_large}, and its revenue of {large_sales:,} yuan is tempting. It costs more than that: {large_contribution:,} yuan are left. Large sales do not pay for a loss; they make room for one."
            ),
        ),
        Mistake(
            "thin-goes",
            _ticked("large", "loses", "thin"),
            _(
                "You let {is_thin} go, with {thin_rate:.0f} % of its sales left. A thin rate is still money: {thin_contribution:,} yuan a year, which nobody would bring instead."
            ),
        ),
    ),
    right=_(
        "Two of six. By the loaded line it would have been four, and the two between leave {turned_contribution:,} and {turned2_contribution:,} yuan. A sheet that shows overhead before the "
        "contribution invites to throw money away."
    ),
    hints=Hints(
        _("One column settles it. Which one does not change when the key of the overhead changes?"),
        _("Going raises the profit if the contribution is below 0. The share of overhead is paid either way."),
        _(
            "{is_loses} leaves {loses_contribution:,} yuan: its going saves money. {is_turned} leaves {turned_contribution:,} …"
        ),
        _("{is_large} and {is_loses}."),
    ),
    competencies=("VA6",),
)
