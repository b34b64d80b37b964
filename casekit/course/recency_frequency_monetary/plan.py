"""The sheet of lesson 03 in the customer plan: whom we call first."""

import math

import pandas as pd

from casekit.course.recency_frequency_monetary.combining import WEIGHTS
from casekit.course.recency_frequency_monetary.shop import Shop, cdnow, shop
from casekit.grading import weighted_score
from casekit.practice.plan import ChoiceField, NumberField, Sheet, TextField
from casekit.text import _

CALLS = 200  # what the lesson's budget pays for
LAPSED_DAYS = 180  # the lesson's rule: whoever was silent for longer is lapsed
HELD_OUT = 20  # per cent

ORDERS = {
    "combined": _("combined score: recency counts 3, frequency 2, monetary value 1"),
    "spend": _("money spent so far"),
    "recency": _("shortest silence"),
}
EDGE = {
    "lots": _("draw lots among the equals"),
    "row": _("whoever stands higher in the file"),
    "all": _("call all the equals, beyond the budget"),
}


# ── the list ─────────────────────────────────────────────────────────────────────────────────────────
def _ranked(at: Shop, order: str, silence: float) -> pd.Series:
    """What the customers who are not silent for too long are ordered by; more is better."""
    known = at.customers[at.customers["days_since"] <= silence]
    if order == "combined":
        scored = weighted_score(known.reset_index(), WEIGHTS).set_index("customer_id")["weighted_score"]
        return scored.round(9)  # noise parts no equals
    return known["spend"] if order == "spend" else -known["days_since"]


def _called(at: Shop, answers) -> pd.Series:
    """The list with all who equal its last place, best first; equals by their number."""
    ranked = _ranked(at, answers["order"], answers["silence"])
    best = ranked.nlargest(answers["calls"], keep="all").rename("order").reset_index()
    return best.sort_values(["order", "customer_id"], ascending=[False, True]).set_index("customer_id")["order"]


def _next_period(at: Shop, customers) -> tuple[float, float]:
    """Mean spend in the next period, and the per cent who bought again."""
    then = at.customers.loc[customers]
    return then["next_spend"].mean(), 100 * (then["next_days"] > 0).mean()


def _came_back(at: Shop, order: str) -> float:
    """The per cent of the list by this order, under the lesson's other settings, who bought again."""
    return _next_period(at, _called(at, {"order": order, "silence": LAPSED_DAYS, "calls": CALLS}).index)[1]


def _best_order(at: Shop) -> str:
    return max(ORDERS, key=lambda order: _came_back(at, order))


# ── remarks ──────────────────────────────────────────────────────────────────────────────────────────
def _on_silence(at, answers):
    left = at.customers[at.customers["days_since"] <= answers["silence"]]
    if len(left) < answers["calls"]:
        return _("Only {n} customers were heard of in that time: fewer than you want to call.").format(n=len(left))
    return _("{n} of {all} customers were heard of in that time; the list is drawn from them.").format(
        n=f"{len(left):,}", all=f"{len(at.customers):,}"
    )


def _on_order(at, answers):
    spent, share = _next_period(at, _called(at, answers).index)
    return _(
        "Your list spent {spent:.0f} dollars each in the next nine months, and {share:.0f} % bought again: before any call."
    ).format(spent=spent, share=share)


def _on_edge(at, answers):
    best = _called(at, answers)
    equal = int((best == best.min()).sum())
    left = answers["calls"] - (len(best) - equal)
    if len(best) <= answers["calls"]:
        return _("No equals compete for the last place on your list.")
    said = _("{equal} equals stand at the edge for the last {left} places.").format(equal=equal, left=left)
    if answers["edge"] == "row":
        said += " " + _("The row number will choose among them, and nobody can tell them why.")
    if answers["edge"] == "all":
        said += " " + _("Calling them all makes {n} calls.").format(n=len(best))
    return said


def _on_holdout(at, answers):
    held = round(answers["calls"] * answers["holdout"] / 100)
    called = answers["calls"] - held
    if not held or not called:
        return _("With one of the two groups empty, nobody will ever know what the calls caused.")
    share = _next_period(at, _called(at, answers).index)[1] / 100
    noise = 196 * math.sqrt(share * (1 - share) * (1 / held + 1 / called))
    return _(
        "{called} are called, {held} are not. A difference of up to {noise:.0f} points in buying again can be chance."
    ).format(called=called, held=held, noise=noise)


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────
def _top_ten(at, answers):
    shown = at.customers.loc[_called(at, answers).index[:10], ["days_since", "frequency", "spend"]]
    return shown.rename_axis(_("customer")).set_axis(
        [_("days of silence"), _("repeat purchase days"), _("spend, $")], axis=1
    )


def _lists(at, answers):
    rows = [
        (label, *_next_period(at, _called(at, {**answers, "order": order}).index)) for order, label in ORDERS.items()
    ]
    return pd.DataFrame(rows, columns=[_("list by"), _("spend in the next nine months, $"), _("bought again, %")])


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────────
PLAN = Sheet(
    name="calls",
    title=_("Whom we call first"),
    intro=_(
        "Practice on the record shop; the customers of Harbour Telecom will be called by the same sheet. **Your** decision counts: the figures say what follows from it."
    ),
    case=lambda seed: shop(cdnow(seed)),
    fields=(
        NumberField(
            name="calls",
            question=_("How many customers go on the list?"),
            unit=_("customers"),
            low=10,
            high=lambda at: len(at.customers),
            model=CALLS,
            why=_("The budget pays for two hundred calls; a longer list would be a wish."),
            remark=lambda at, answers: _("That is {share:.1f} % of the customers.").format(
                share=100 * answers["calls"] / len(at.customers)
            ),
        ),
        NumberField(
            name="silence",
            question=_("After how many days of silence is a customer not called any more?"),
            unit=_("days"),
            low=1,
            high=lambda at: int(at.customers["days_since"].max()),
            suggest=lambda at: LAPSED_DAYS,
            model=LAPSED_DAYS,
            why=_("Our rule calls a customer lapsed after that; winning back is another budget, with another letter."),
            remark=_on_silence,
        ),
        ChoiceField(
            name="order",
            question=_("By what are the others ordered?"),
            options=ORDERS,
            suggest=_best_order,
            model=_best_order,
            why=lambda at: _(
                "Held against the next nine months, most of its list bought again: {share:.0f} %. Spending alone lets one "
                "old big customer lead the list."
            ).format(share=_came_back(at, _best_order(at))),
            remark=_on_order,
        ),
        ChoiceField(
            name="edge",
            question=_("Equals stand at the edge of the list. Who gets the last calls?"),
            options=EDGE,
            model="lots",
            why=_("Lots treat equals as equals, and those who were not drawn are a fair comparison."),
            remark=_on_edge,
        ),
        NumberField(
            name="holdout",
            question=_("What part of the list stays uncalled, drawn by lot?"),
            unit="%",
            low=0,
            high=50,
            model=HELD_OUT,
            why=_(
                "Without an uncalled part nobody can tell what a call adds; with half the list uncalled, too few are called."
            ),
            remark=_on_holdout,
        ),
        TextField(
            name="judged",
            question=_("When and by what will you judge the calls?"),
            model=_("After nine months: the per cent of the called who bought again, less that of the uncalled."),
            why=_("Said before the first call, nobody can choose the figure that looks best afterwards."),
        ),
    ),
    tables={_("The first ten on your list"): _top_ten, _("The same list by each order"): _lists},
)
