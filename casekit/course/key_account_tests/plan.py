"""The sheet of lesson 05 in the customer plan: the key-account test, how many it takes in, and what keeps one out."""

import pandas as pd

from casekit.cases import Case
from casekit.course.companies import telecom
from casekit.course.key_account_tests.company import held, organisations, units
from casekit.course.key_account_tests.note import LEAST_TYPES
from casekit.practice.plan import ChoiceField, NumberField, Sheet, TextField
from casekit.text import _, ngettext

PLACES = 30
RANKS = {
    "profit": _("contribution (利润贡献)"),
    "sales": _("sales"),
    "types": _("number of types, then contribution"),
}
OUT = {
    "loss": _("who loses money"),
    "low": _("who leaves less than 5 % of sales"),
    "nobody": _("nobody"),
}


# ── what follows from the answers ────────────────────────────────────────────────────────────────────
def _candidates(case: Case, unit: str) -> pd.DataFrame:
    rows = units(case) if unit == "group" else organisations(case)
    return rows.assign(types=held(rows))


def passing(case: Case, answers) -> pd.DataFrame:
    """Who passes the test of the answers, the best first."""
    rows = _tested(case, answers)
    order = ["types", "profit"] if answers["rank"] == "types" else [answers["rank"]]
    return rows.sort_values(order, ascending=False, kind="stable")


def _tested(case: Case, answers) -> pd.DataFrame:
    rows = _candidates(case, answers["unit"])
    rows = rows[(rows["fee"] >= answers["fee"]) & (rows["types"] >= answers["types"])]
    least = {"loss": 0.0, "low": 0.05 * rows["sales"], "nobody": float("-inf")}[answers["out"]]
    return rows[rows["profit"] >= least]


# ── remarks ──────────────────────────────────────────────────────────────────────────────────────────
def _on_fee(case, answers):
    if answers["fee"] == 0:
        return ""
    n = len(_tested(case, {**answers, "fee": 0})) - len(_tested(case, answers))
    if n == 0:
        return _("The fee keeps nobody out whom the types and the losses let in.")
    return ngettext(
        "The fee keeps {n:,} more out, beside types and losses.",
        "The fee keeps {n:,} more out, beside types and losses.",
        n,
    ).format(n=n)


def _on_types(case, answers):
    rows = _candidates(case, answers["unit"])
    n = int((rows["types"] >= answers["types"]).sum())
    told = ngettext("{n} customer holds so many.", "{n:,} customers hold so many.", n).format(n=n)
    if answers["types"] < 4:
        return told
    return told + " " + _("No firm can hold all four: only offices of the state and the military are “important”.")


def _on_out(case, answers):
    before = _tested(case, {**answers, "out": "nobody"})
    n = len(before) - len(_tested(case, answers))
    if answers["out"] == "nobody":
        losing = int((before["profit"] < 0).sum())
        return _("Then {n} who lose money may get a team of their own.").format(n=losing) if losing else ""
    return ngettext("That keeps {n} out.", "That keeps {n} out.", n).format(n=n)


def _on_places(case, answers):
    n, places = len(_tested(case, answers)), answers["places"]
    if n < places:
        return _("{n} pass: {empty} of the {places} places stay empty.").format(n=n, empty=places - n, places=places)
    return _("{n} pass for {places} places: {over} are told that they come after the last one.").format(
        n=n, places=places, over=n - places
    )


def _on_rank(case, answers):
    rows, places = passing(case, answers), answers["places"]
    if answers["rank"] == "sales" or len(rows) <= places:
        return ""
    same = rows.index[:places].isin(passing(case, {**answers, "rank": "sales"}).index[:places]).sum()
    return _("By sales, {n} of your {places} would be on the list as well.").format(n=int(same), places=places)


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────
def _around_the_end(case, answers):
    rows, places = passing(case, answers), int(answers["places"])
    near = rows.iloc[max(0, places - 3) : places + 3]
    return pd.DataFrame(
        {
            _("place"): range(max(0, places - 3) + 1, max(0, places - 3) + 1 + len(near)),
            _("customer"): near.index,
            _("types"): near["types"].to_numpy(),
            _("sales, yuan"): near["sales"].round().to_numpy(),
            _("contribution, yuan"): near["profit"].round().to_numpy(),
        }
    )


def _without_manager(case, answers):
    chosen = passing(case, answers).iloc[: int(answers["places"])]
    missing = chosen[chosen["manager_id"].isna()]
    return pd.DataFrame(
        {
            _("customers on the list"): [len(chosen)],
            _("of them without a manager"): [len(missing)],
            _("contribution of the list, yuan"): [round(chosen["profit"].sum())],
            _("share of all organisations' contribution, %"): [
                round(100 * chosen["profit"].sum() / organisations(case)["profit"].sum(), 1)
            ],
        }
    )


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────────
PLAN = Sheet(
    name="keys",
    title=_("Who is a key account"),
    intro=_(
        "The test by which customers get the team, and what you say to who misses it. The figures below are those of 2025; the decision is **yours**."
    ),
    case=telecom,
    fields=(
        ChoiceField(
            name="unit",
            question=_("Who is tested: each account, or whole groups?"),
            options={"account": _("each account alone"), "group": _("whole groups")},
            model="group",
            why=_("A group signs and leaves as one, so it is tested as one, with all its branches."),
        ),
        NumberField(
            name="fee",
            question=_("Besides the types, which monthly fee is required (0 = none)?"),
            unit=_("yuan"),
            low=0,
            high=50_000,
            model=0,
            why=_("High value is one of the four types already; asked for twice it would count twice."),
            remark=_on_fee,
        ),
        NumberField(
            name="types",
            question=_("How many of the four types at least?"),
            unit=_("types"),
            low=0,
            high=4,
            suggest=lambda case: LEAST_TYPES,
            model=LEAST_TYPES,
            why=_("Two let in far more than the team has places; four shut out every firm."),
            remark=_on_types,
        ),
        ChoiceField(
            name="out",
            question=_("Who is kept out, though large?"),
            options=OUT,
            model="loss",
            why=_("Nobody can say why hours should go where money is lost; first the terms are talked about."),
            remark=_on_out,
        ),
        NumberField(
            name="places",
            question=_("How many key accounts does the team take?"),
            unit=_("customers"),
            low=5,
            high=100,
            suggest=lambda case: PLACES,
            model=PLACES,
            why=_("So many the director has named; a longer list is a list that nobody serves."),
            remark=_on_places,
        ),
        ChoiceField(
            name="rank",
            question=_("If more pass than there are places: by what do you rank them?"),
            options=RANKS,
            model="profit",
            why=_("The printed test has no word on profit; here it gets one."),
            remark=_on_rank,
        ),
        TextField(
            name="first_out",
            question=_("What do you tell the first who is not on the list?"),
            model=_(
                "By which rule the list was made, which place you had, that it is made again each January, and whom to write to if a figure is wrong. No promise."
            ),
            why=_("Who knows the rule can live with the result; who is told nothing tells others."),
        ),
    ),
    tables={
        _("Around the end of the list"): _around_the_end,
        _("What the list brings"): _without_manager,
    },
)
