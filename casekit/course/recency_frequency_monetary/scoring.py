"""Scoring customers: which end is up, where ties go, and where to cut."""

import pandas as pd

from casekit.course.dates import day
from casekit.course.recency_frequency_monetary.shop import cdnow, shop
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.sheet import Thresholds
from casekit.text import _


# ── which end is up ──────────────────────────────────────────────────────────────────────────────────────
def _silence(case, rng):
    """Customers by the length of their silence, in fifths, and what each fifth did next."""
    at = shop(case)
    groups = at.customers.groupby("recency_score").agg(
        customers=("spend", "size"),
        least=("days_since", "min"),
        most=("days_since", "max"),
        bought=("next_days", lambda days: (days > 0).mean()),
    )
    groups = groups.sort_index(ascending=False)
    names = ["shortest", "short", "middle", "long", "longest"]
    quiet = [f"{least}–{most}" for least, most in zip(groups["least"], groups["most"], strict=True)]
    order = list(range(5))
    rng.shuffle(order)
    table = pd.DataFrame(
        {"group": names, "days since last purchase": quiet, "customers": groups["customers"].to_numpy()}
    )
    shown = table.iloc[order].assign(group=list("ABCDE")).set_index("group")
    return {
        "end": day(at.end),
        "table": shown,
        **dict(zip((f"quiet_{n}" for n in names), _row_labels(shown, order), strict=True)),
        "best": 100 * groups["bought"].iloc[0],
        "worst": 100 * groups["bought"].iloc[-1],
        "middle": 100 * groups["bought"].iloc[2],
    }


def _row_labels(shown, order):
    """The label of each fifth, from the shortest silence to the longest."""
    letters = [None] * 5
    for letter, place in zip(shown.index, order, strict=True):
        letters[place] = _("group {letter}: {days} days").format(
            letter=letter, days=shown.loc[letter, "days since last purchase"]
        )
    return letters


DIRECTION = Question(
    id="rfm.direction",
    kind=Choice(
        options={
            "shortest": "{quiet_shortest}",
            "short": "{quiet_short}",
            "middle": "{quiet_middle}",
            "long": "{quiet_long}",
            "longest": "{quiet_longest}",
        },
    ),
    case=cdnow,
    given=_silence,
    prompt=_(
        "On {end} the customers are cut into fifths by their **days since the last purchase**. Score 5 goes to the "
        "group from which you expect most. Which group gets recency score 5?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "shortest",
    mistakes=(
        Mistake.picked(
            "longest",
            _(
                "You gave the 5 to the longest silence. It tempts, because a spreadsheet sorts big numbers on top. In "
                "the next period {worst:.0f} % of that group bought anything, against {best:.0f} % of the most recent. "
                "For days since, fewer is better: which group waited least?"
            ),
        ),
        Mistake.picked(
            "short",
            _(
                "Close, but there is a group with a shorter silence still. The middle of the table looks safe; "
                "nothing in the data says so. Read the second column again: who bought last?"
            ),
        ),
        Mistake.picked(
            "middle",
            _(
                "That is the middle fifth: {middle:.0f} % of them bought in the next period, against {best:.0f} % of the "
                "best group. Look for the shortest silence."
            ),
        ),
        Mistake.picked(
            "long",
            _(
                "That group has been quiet for longer than most. A long silence seldom ends by itself. Look "
                "for the smallest numbers in the second column."
            ),
        ),
    ),
    right=_(
        "The shortest silence gets the 5. In the next period {best:.0f} % of this group bought, against {worst:.0f} % of "
        "the longest silence. Who sorts it the wrong way round phones the people who have already gone."
    ),
    hints=Hints(
        _("Think of your own favourite shop, and of one you stopped going to."),
        _("Recency is scored by silence: the fewer days since the last purchase, the higher the score."),
        _("{quiet_longest} is the longest silence, and few came back; look for the group at the other end …"),
        _("Score 5 belongs to the shortest silence: {quiet_shortest}."),
    ),
    competencies=("GR8",),
)


# ── ties ─────────────────────────────────────────────────────────────────────────────────────────────────
def _ranked(case, rng):
    at = shop(case)
    frequency = at.customers["frequency"].sort_index()
    forced = pd.qcut(frequency.rank(method="first"), 5, labels=[1, 2, 3, 4, 5]).astype(int)
    never = frequency == 0
    return {
        "customers": len(frequency),
        "fifth": int((forced == 1).sum()),
        "never": int(never.sum()),
        "second": int((forced == 2).sum()),
        "split": int((never & (forced > 1)).sum()),
        "above_one": int((forced > 1).sum()),
        "counts": frequency.value_counts().sort_index().head(8).rename_axis("repeat purchases").to_frame("customers"),
        "list": frequency.rename("repeat_purchases").reset_index().sort_values("customer_id"),
    }


SPLIT = Question(
    id="rfm.split",
    kind=Number(unit=_("customers")),
    case=cdnow,
    given=_ranked,
    prompt=_(
        "A colleague wants five equal fifths by frequency. She sorts the {customers:,} customers by repeat purchases and "
        "gives score 1 to the first {fifth:,} rows, score 2 to the next fifth, and so on. How many customers **without "
        "any repeat purchase** get a score **above 1**?"
    ),
    exhibit=lambda facts: facts["counts"],
    workbook=lambda facts: {"frequency": facts["list"]},
    oracle=lambda facts: facts["split"],
    mistakes=(
        Mistake(
            "kept-together",
            lambda facts: 0,
            _(
                "0 would be right if equal customers stayed together. Her list does not keep them together: it counts "
                "rows. {never:,} customers have no repeat purchase and only {fifth:,} rows fit into score 1. What happens "
                "to the others?"
            ),
        ),
        Mistake(
            "all-above-one",
            lambda facts: facts["above_one"],
            _(
                "{got} is everybody with a score above 1, repeat purchases or not. Count only those among them who "
                "never came back."
            ),
        ),
        Mistake(
            "all-who-never",
            lambda facts: facts["never"],
            _(
                "{got} is everyone without a repeat purchase. The first {fifth:,} of them do get the score 1 that they "
                "deserve. How many are left over?"
            ),
        ),
        Mistake(
            "one-fifth-on",
            lambda facts: facts["second"],
            _(
                "{got} is one fifth of the list: those who fill score 2. The customers without a repeat fill more than "
                "two fifths. How far into the list do they reach?"
            ),
        ),
    ),
    right=_(
        "{answer} of {never:,} get a better score than their equals, for no better reason than their row number. Sort "
        'the file another way and other customers are "better". Equal customers must get equal scores: cut where the '
        "value changes, even if the groups come out unequal."
    ),
    hints=Hints(
        _("How many customers never came back, and how many rows have room in score 1?"),
        _("Those without a repeat stand at the top of her list. The first fifth gets score 1, the rest of them more."),
        _("{never:,} customers without a repeat, {fifth:,} rows with score 1. The rest …"),
        _("{never:,} − {fifth:,} = {answer}."),
    ),
    competencies=("GR8",),
    way="compute",
)


# ── cut points ───────────────────────────────────────────────────────────────────────────────────────────
def _cuts(case, rng):
    at = shop(case)
    frequency = at.customers["frequency"]
    wanted = rng.choice([8, 10, 12, 15])
    reach = pd.Series({cut: 100 * (frequency >= cut).mean() for cut in range(1, 16)})
    top = int((reach - wanted).abs().idxmin())
    table = frequency.value_counts().sort_index()
    shown = table.head(10).rename_axis("repeat purchases").to_frame("customers")
    shown["this many or more, %"] = [round(100 * (frequency >= value).mean(), 1) for value in shown.index]
    return {
        "wanted": wanted,
        "top": top,
        "reach": reach[top],
        "reach_above": 100 * (frequency > top).mean(),
        "lost": int((frequency == top).sum()),
        "never": int((frequency == 0).sum()),
        "table": shown,
    }


CUTS = Question(
    id="rfm.cut-points",
    kind=Thresholds(
        names={"middle": _("middle class: at least"), "top": _("top class: at least")},
        unit=_("repeat purchases"),
    ),
    case=cdnow,
    given=_cuts,
    prompt=_(
        "Cut frequency into three classes. *Low*: never came back. *Middle*: came back. *Top*: as close to "
        "**{wanted} %** of the customers as one can get without splitting a tie (同值). Each class begins **at** its "
        "number: who has exactly that many is in. Where do middle and top begin?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: {"middle": 1, "top": facts["top"]},
    mistakes=(
        Mistake(
            "greater-than",
            lambda facts: {"middle": 0, "top": facts["top"] - 1},
            _(
                "Your numbers are right for classes that begin *above* them. Here a class begins *at* its number: with "
                "middle at 0, everyone who never came back is in it. One sign, > for ≥, and {never:,} customers "
                "are in the wrong class. Which number is the first that belongs in?"
            ),
        ),
        Mistake(
            "top-only-greater-than",
            lambda facts: {"middle": 1, "top": facts["top"] - 1},
            _(
                "The middle begins where it should. The top begins one too low: read the last column in the row of your "
                "number, and in the row below it. Which is closer to {wanted} %?"
            ),
        ),
        Mistake(
            "one-row-too-far",
            lambda facts: {"middle": 1, "top": facts["top"] + 1},
            _(
                "Your middle class is right. With your top class {lost:,} customers at the edge fall out and "
                "{reach_above:.1f} % are left. The row before comes closer to {wanted} %. A class that begins at a number "
                "includes it."
            ),
        ),
        Mistake(
            "per-cent-typed",
            lambda facts: {"middle": 1, "top": facts["wanted"]},
            _(
                "{wanted} is the per cent you aim at. The field asks for repeat purchases: find the row whose last column "
                "comes closest to {wanted} %, and read off its first column."
            ),
        ),
    ),
    right=_(
        "Middle from 1, top from {top}: {reach:.1f} % of the customers. Not exactly {wanted} %, and that is the price of "
        "fairness: no one is above an equal."
    ),
    hints=Hints(
        _("The last column tells how many percent are in a class that begins at that row."),
        _("Middle: the smallest number that means came back. Top: the row whose percentage is nearest to {wanted} %."),
        _("{reach:.1f} % is the nearest to {wanted} % in the last column. Read off its row …"),
        _("{answer}"),
    ),
    competencies=("GR8",),
)
