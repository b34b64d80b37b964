"""The sheet of lesson 07 in the customer plan: the hours of the coming year, terms, and whom we let go."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_profitability.company import statements
from casekit.course.customer_profitability.doors import doors
from casekit.practice.plan import ChoiceField, NumberField, Sheet, TextField
from casekit.text import _

CUT = 0.10

MEASURES = {
    "contribution": _("net contribution, without overhead"),
    "loaded": _("profit, fully loaded"),
    "revenue": _("revenue"),
}
GOES = {
    "tried": _("who stays below 0 with the usual discount and the hotline only"),
    "loaded": _("who shows a loss on the fully loaded sheet"),
    "nobody": _("nobody: every customer is kept"),
}
SIGNERS = {
    "second": _("a second person, with a reason and an end date"),
    "manager": _("the account's own manager"),
    "nobody": _("nobody: the rule knows no exceptions"),
}


# ── what follows from the answers ────────────────────────────────────────────────────────────────────
@once_a_case
def _hours(case) -> float:
    return float(statements(case)["hours"].sum())


def _tail(case, answers) -> pd.DataFrame:
    """The accounts below zero, with what the answers make of them; nobody is assumed to leave."""
    rows = doors(case, discount=answers["discount"] / 100, kept=answers["kept"] / 100)
    return rows[rows["contribution"] < 0]


def _on_measure(case, answers):
    rows = statements(case)
    rows = rows[rows["manager_id"].notna()]
    if answers["measure"] == "loaded":
        turned = int(((rows["contribution"] > 0) & (rows["profit"] < 0)).sum())
        return _("{n} accounts with a manager show a loss there and leave money all the same.").format(n=turned)
    if answers["measure"] == "revenue":
        losing = int((rows.nlargest(200, "sales")["contribution"] < 0).sum())
        return _("Of the 200 largest by revenue {n} cost more than they bring.").format(n=losing)
    return _("It does not change with the key of the overhead, and it is what goes when the customer goes.")


def _on_discount(case, answers):
    rows = statements(case)
    rows = rows[rows["manager_id"].notna() & (rows["contribution"] < 0)]
    over = (rows["discount"] - answers["discount"] / 100 * rows["fee"]).clip(lower=0)
    return _("{n} accounts below 0 get more today; {sum:,.0f} yuan a year lie in the difference.").format(
        n=int((over > 0).sum()), sum=over.sum()
    )


def _on_kept(case, answers):
    freed, needed = _tail(case, answers)["freed"].sum(), CUT * _hours(case)
    told = _("That frees {freed:,.0f} hours; the cut asks for {needed:,.0f}.").format(freed=freed, needed=needed)
    return told if freed >= needed else f"{told} " + _("The rest has to come from the others.")


def _on_leaving(case, answers):
    tail = _tail(case, answers)
    best = tail[["contribution", "served"]].max(axis=1)
    gain = (best - tail["contribution"]).sum()
    goes = (1 - answers["leaving"] / 100) * gain - answers["leaving"] / 100 * tail["contribution"].sum()
    return _(
        "If nobody leaves, {gain:,.0f} yuan a year are gained. If {share:.0f} % of these accounts leave, alike in all, it is {goes:,.0f}: who leaves takes the loss along."
    ).format(gain=gain, share=answers["leaving"], goes=goes)


def _on_goes(case, answers):
    rows = doors(case)
    if answers["goes"] == "nobody":
        below = rows[rows["hotline"] <= 0]
        return _("{n} accounts stay below 0 whatever is tried; somebody pays {sum:,.0f} yuan for them.").format(
            n=len(below[below["contribution"] < 0]), sum=-below["contribution"].clip(upper=0).sum()
        )
    if answers["goes"] == "loaded":
        loaded = rows[rows["profit"] < 0]
        return _("The sheet promises {promised:,.0f} yuan; {saved:,.0f} would be saved.").format(
            promised=-loaded["profit"].sum(), saved=-loaded["contribution"].sum()
        )
    n = int(((rows["contribution"] < 0) & (rows["hotline"] <= 0)).sum())
    return _("{n} accounts remain, all of them small.").format(n=n) if n else _("None remains.")


def _on_notice(case, answers):
    if answers["notice"] < 3:
        return _("Less than three months: a firm can hardly find another supplier, and a court may find it too short.")
    rows = doors(case)
    lost = -rows.loc[(rows["contribution"] < 0) & (rows["hotline"] <= 0), "contribution"].sum()
    return _("Until then they go on costing: {sum:,.0f} yuan in these {months:g} months, all of them together.").format(
        sum=lost * answers["notice"] / 12, months=answers["notice"]
    )


def _on_limit(case, answers):
    return _(
        "An account with 10,000 yuan a month then owes {sum:,.0f} yuan in the mean, before anybody is late."
    ).format(sum=120_000 / 365 * answers["credit"])


# ── table ────────────────────────────────────────────────────────────────────────────────────────────
def _doors_table(case, answers):
    tail = _tail(case, answers)
    columns = {
        _("as it is"): tail["contribution"],
        _("on your terms"): tail["terms"],
        _("on your terms, with your hours"): tail["served"],
        _("on your terms, hotline only"): tail["hotline"],
    }
    return pd.DataFrame(
        {
            _("accounts below 0 today"): list(columns),
            _("contribution together, yuan"): [round(one.sum()) for one in columns.values()],
            _("of them above 0"): [int((one > 0).sum()) for one in columns.values()],
        }
    )


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────────
PLAN = Sheet(
    name="hours",
    title=_("The hours of the coming year"),
    intro=_(
        "Service hours are cut by a tenth. Who keeps theirs, who pays for them, and whom do you let go? The figures are of the accounts with a manager. **Your** decision counts."
    ),
    case=telecom,
    fields=(
        ChoiceField(
            name="measure",
            question=_("By what do you decide on hours and terms?"),
            options=MEASURES,
            model="contribution",
            why=_("It is the money that comes and goes with the customer."),
            remark=_on_measure,
        ),
        NumberField(
            name="discount",
            question=_("What is the highest discount for an account below 0?"),
            unit="%",
            low=0,
            high=60,
            model=15,
            why=_("A little above the mean of the accounts with a manager: terms like everybody else's."),
            remark=_on_discount,
        ),
        NumberField(
            name="kept",
            question=_("What share of its hours does an account below 0 keep?"),
            unit="%",
            low=0,
            high=100,
            model=50,
            why=_("It pays for the whole cut, and the accounts above 0 keep their hours."),
            remark=_on_kept,
        ),
        NumberField(
            name="leaving",
            question=_("What share of them do you expect to leave over it?"),
            unit="%",
            low=0,
            high=100,
            model=10,
            why=_("An assumption with a name and a date; the first ten talks will tell more."),
            remark=_on_leaving,
        ),
        ChoiceField(
            name="goes",
            question=_("Whom do you let go?"),
            options=GOES,
            model="tried",
            why=_("Only who cannot be brought above 0 by any terms or service; all others get a talk first."),
            remark=_on_goes,
        ),
        NumberField(
            name="notice",
            question=_("How many months before the end do they hear of it?"),
            unit=_("months"),
            low=0,
            high=24,
            model=6,
            why=_("Time to find another supplier; what is signed runs to its end."),
            remark=_on_notice,
        ),
        ChoiceField(
            name="signer",
            question=_("Who may sign an exception?"),
            options=SIGNERS,
            model="second",
            why=_(
                "A duty to serve or a promise is a good reason, if it is written down and somebody else has read it."
            ),
        ),
        NumberField(
            name="credit",
            question=_("How many days of credit are the most you grant?"),
            unit=_("days"),
            low=0,
            high=180,
            model=30,
            why=_("Longer credit is a loan: it is granted by whoever answers for the collection."),
            remark=_on_limit,
        ),
        TextField(
            name="talk",
            question=_("What do you say to an account whose discount will fall?"),
            model=_(
                "Your discount is … %, that of accounts like yours … %. From 1 July we can offer … %, and … hours of service a year; the hotline stays free. If you need more hours, here is what an hour costs. Until then nothing changes."
            ),
            why=_("The account's own figures, the day, what stays, and a choice."),
        ),
    ),
    tables={_("The accounts below 0, door by door"): _doors_table},
)
