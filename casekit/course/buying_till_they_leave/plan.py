"""The sheet of lesson 09 in the customer plan: the customers who have no contract, what they are worth, whom we contact."""

import pandas as pd

from casekit.course.buying_till_they_leave.shop import DISCOUNT, MARGIN, UNIT, Base, base, cdnow
from casekit.practice.plan import ChoiceField, NumberField, Sheet, TextField
from casekit.text import _
from casekit.value import lifetime_value

HORIZON = 52  # weeks
GAPS = 3  # own gaps of silence

UNITS = {
    "W": _("weeks, in all columns"),
    "D": _("days, in all columns"),
    "mixed": _("days in the file, weeks in the forecast"),
}
ONCE = {
    "letter": _("now and then a letter: what costs cents"),
    "call": _("a call to each"),
    "off": _("they are struck off: half a year without a purchase is a goodbye"),
}
STRUCK = {
    "nobody": _("nobody, by the model alone"),
    "tenth": _("all with a P(alive) of at most 10 %"),
    "half": _("all with a P(alive) of at most 50 %"),
}
_LIMITS = {"tenth": 0.1, "half": 0.5}


# ── what follows from the answers ────────────────────────────────────────────────────────────────────────
def _values(at: Base, answers) -> pd.Series:
    """What each customer brings within the horizon, dollars, by the answers' margin and discount."""
    summary = at.customers.reset_index()[["customer_id", "frequency", "recency", "T", "monetary_value"]]
    terms = {"discount_rate": answers["discount"] / 100, "margin": answers["margin"] / 100}
    worth = lifetime_value(at.model, at.spend, summary, horizon=answers["horizon"], time_unit=UNIT, **terms)
    return worth.set_index("customer_id")["lifetime_value"]


def _unusual(at: Base, gaps: float) -> pd.DataFrame:
    back = at.customers[at.customers["frequency"] > 0]
    return back[back["silence"] > gaps * back["recency"] / back["frequency"]]


def _miss(at: Base) -> int:
    """How many per cent of what came the forecast of the weeks held back lay off."""
    return round(100 * abs(at.customers["expected"].sum() / at.customers["actual"].sum() - 1))


# ── remarks ──────────────────────────────────────────────────────────────────────────────────────────────
def _on_unit(at, answers):
    if answers["unit"] == "mixed":
        return _(
            "Sooner or later somebody asks a weekly model for 365 steps, and the value of a year comes out several times too high."
        )
    if answers["unit"] == "D":
        return _(
            "That works as well, so long as *all* is in days: recency, T, and what you ask for. A year is then 365."
        )
    return ""


def _on_horizon(at, answers):
    buys = at.model.expected_purchases(answers["horizon"])["expected_purchases"].sum()
    said = _("In {weeks} weeks the model expects {buys} purchases.").format(
        weeks=answers["horizon"], buys=f"{buys:,.0f}"
    )
    if answers["horizon"] > at.ahead:
        said += " " + _("Only the first {weeks:.0f} weeks of that could be tested.").format(weeks=at.ahead)
    return said


def _on_margin(at, answers):
    worth = _values(at, answers).sum()
    return _(
        "Assumed by you, for the file has no costs. All customers together are then worth {worth} dollars."
    ).format(worth=f"{worth:,.0f}")


def _on_once(at, answers):
    once = at.customers.index[at.customers["frequency"] == 0]
    came = 100 * (at.customers.loc[once, "actual"] > 0).mean()
    return _(
        "There are {n} of them, worth {each:.2f} dollars each by your figures, before what it costs to reach them. {came:.0f} % bought in the weeks held back."
    ).format(n=f"{len(once):,}", each=_values(at, answers)[once].mean(), came=came)


def _on_gaps(at, answers):
    quiet = _unusual(at, answers["gaps"])
    if not len(quiet):
        return _("Nobody has been silent for so long.")
    return _("{n} customers are quieter than that now; {came:.0f} % of them bought later, with nobody calling.").format(
        n=f"{len(quiet):,}", came=100 * (quiet["actual"] > 0).mean()
    )


def _on_struck(at, answers):
    limit = _LIMITS.get(answers["struck"])
    if limit is None:
        return ""
    gone = at.customers[at.customers["alive"] <= limit]
    return _("That strikes off {n} customers, of whom {came:.0f} % bought in the weeks held back.").format(
        n=len(gone), came=100 * (gone["actual"] > 0).mean()
    )


def _on_miss(at, answers):
    if answers["miss"] < _miss(at):
        return _("In the test the forecast was off by {miss} %; you promise to be nearer than that.").format(
            miss=_miss(at)
        )
    return ""


# ── table ────────────────────────────────────────────────────────────────────────────────────────────────
def _by_purchases(at, answers):
    names = [_("1"), _("2"), _("3 to 5"), _("6 and more")]
    groups = pd.cut(at.customers["frequency"], [-1, 0, 1, 4, 10_000], labels=names).to_numpy()
    worth = _values(at, answers).groupby(groups)
    table = pd.DataFrame({"n": worth.size(), "each": worth.mean(), "all": worth.sum()}).loc[names]
    return pd.DataFrame(
        {
            _("purchases so far"): names,
            _("customers"): [f"{n:,}" for n in table["n"]],
            _("worth each, $"): [f"{each:,.2f}" for each in table["each"]],
            _("worth together, $"): [f"{together:,.0f}" for together in table["all"]],
        }
    )


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────────────
PLAN = Sheet(
    name="base",
    title=_("Customers without a contract"),
    intro=_(
        "Practice on the record shop; Harbour's customers without a contract, who do not say goodbye either, are to be valued by the same sheet. **Your** decision counts: the figures say what follows from it."
    ),
    case=lambda seed: base(cdnow(seed)),
    fields=(
        ChoiceField(
            name="unit",
            question=_("In which unit of time are all your figures?"),
            options=UNITS,
            model="W",
            why=_("People say “in three weeks”, and one unit in all columns cannot be mixed up."),
            remark=_on_unit,
        ),
        NumberField(
            name="horizon",
            question=_("How far ahead do you count the value?"),
            unit=_("weeks"),
            low=4,
            high=156,
            model=HORIZON,
            why=_("A year holds every season once; what lies beyond is not tested, and discounted anyway."),
            remark=_on_horizon,
        ),
        NumberField(
            name="discount",
            question=_("Which discount rate a year?"),
            unit="%",
            low=0,
            high=50,
            model=DISCOUNT,
            why=_("What the bank asks, and something for the risk that the shop itself changes."),
        ),
        NumberField(
            name="margin",
            question=_("What part of a sale is margin?"),
            unit="%",
            low=1,
            high=100,
            model=MARGIN,
            why=_("An assumption until the shop's books are here; written down as one."),
            remark=_on_margin,
        ),
        ChoiceField(
            name="once",
            question=_("What do those get who bought only once?"),
            options=ONCE,
            model="letter",
            why=_("Each is worth a few dollars, all together a fifth of the value: what reaches them must cost cents."),
            remark=_on_once,
        ),
        NumberField(
            name="gaps",
            question=_("After how many own gaps of silence is a customer contacted?"),
            unit=_("gaps"),
            low=1,
            high=20,
            model=GAPS,
            why=_("Long enough to be unlike the habit, and early enough that some are only pausing."),
            remark=_on_gaps,
        ),
        ChoiceField(
            name="struck",
            question=_("Who is struck off the list?"),
            options=STRUCK,
            model="nobody",
            why=_("Even of those with the lowest P(alive) many came back; a letter costs less than they bring."),
            remark=_on_struck,
        ),
        NumberField(
            name="miss",
            question=_("By how many per cent may the forecast be off, as you tell the bank?"),
            unit="%",
            low=0,
            high=60,
            suggest=_miss,
            model=15,
            why=_("The test was off by less, and the next months will not be the same ones."),
            remark=_on_miss,
        ),
        TextField(
            name="judged",
            question=_("When and by what will the forecast be judged?"),
            model=_(
                "After 39 weeks: purchases of the same customers against the forecast, in total and in five classes by purchases before."
            ),
            why=_("Whoever names the day and the table beforehand cannot choose the figure that looks best."),
        ),
    ),
    tables={_("What your customers are worth"): _by_purchases},
)
