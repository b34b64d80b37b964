"""What a silence means: by the customer's own gap, and by frequency and recency together."""

import pandas as pd

from casekit.course.buying_till_they_leave.shop import base, cdnow
from casekit.course.by_case import once_a_case
from casekit.course.dates import day
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.practice.kinds.sheet import Grades
from casekit.text import _, ngettext

# ── silence in own gaps ──────────────────────────────────────────────────────────────────────────────────
LIMIT = 3  # own gaps
WEEKS = 16  # the one limit for all that misleads
_CLEAR = 0.1  # gaps from the limit, so that no rounding decides
VERDICTS = {
    "unusual": _("unusual"),
    "usual": _("usual"),
    "no gap": _("no gap known"),
}


def _judge(row, *, days=False, weeks=None, once="no gap"):
    if row["frequency"] == 0:
        return once
    if weeks:
        return "unusual" if row["silence"] > weeks else "usual"
    gap = row["recency"] / (row["frequency"] + days)
    return "unusual" if row["silence"] > LIMIT * gap else "usual"


@once_a_case
def _roles(case):
    """Customers by what each mistake would make of them."""
    rows = base(case).customers[["frequency", "recency", "silence"]].round(1)
    rows = rows[(rows["frequency"] == 0) | (rows["recency"] >= 2)]
    pools = {"once": [], "frequent": [], "rare": [], "divided": [], "usual": [], "unusual": []}
    for customer, row in rows.iterrows():
        right, by_days, by_weeks = _judge(row), _judge(row, days=True), _judge(row, weeks=WEEKS)
        if right == "no gap":
            pools["once"].append(customer)
            continue
        gaps = row["silence"] * row["frequency"] / row["recency"]
        if abs(gaps - LIMIT) < _CLEAR or abs(row["silence"] - WEEKS) < 0.5:
            continue
        if right != by_days:
            pools["divided"].append(customer)
        elif right != by_weeks:
            pools["frequent" if right == "unusual" else "rare"].append(customer)
        else:
            pools[right].append(customer)
    return rows, pools


def _six(case, rng):
    rows, pools = _roles(case)
    chosen = [rng.choice(pool) for pool in pools.values()]
    rng.shuffle(chosen)
    picked = {customer: rows.loc[customer].to_dict() for customer in chosen}
    named = next(customer for customer in chosen if customer in set(pools["rare"]))
    one = picked[named]
    return {
        "rows": picked,
        "today": day(base(case).today),
        "limit": LIMIT,
        "weeks": WEEKS,
        "one": named,
        "one_gap": one["recency"] / one["frequency"],
        "one_recency": one["recency"],
        "one_frequency": one["frequency"],
        "one_silence": one["silence"],
        "one_gaps": one["silence"] * one["frequency"] / one["recency"],
    }


def _gap_table(facts):
    table = pd.DataFrame(facts["rows"]).T.rename_axis(_("customer"))
    table["frequency"] = table["frequency"].astype(int)
    return table.set_axis([_("repeat purchases"), _("weeks from first to last"), _("weeks of silence")], axis=1)


def _shown(facts):
    table = _gap_table(facts)
    weeks = table.columns[1:]
    return table.assign(**{name: table[name].map("{:.1f}".format) for name in weeks})


def _because(facts, customer):
    row = facts["rows"][customer]
    if row["frequency"] == 0:
        return _("One purchase has no gap to compare a silence with.")
    return ngettext(
        "{n} repeat purchase in {weeks:.1f} weeks: one gap is {gap:.1f} weeks. The silence is {silence:.1f} weeks. How many gaps is that?",
        "{n} repeat purchases in {weeks:.1f} weeks: one gap is {gap:.1f} weeks. The silence is {silence:.1f} weeks. How many gaps is that?",
        int(row["frequency"]),
    ).format(
        n=int(row["frequency"]),
        weeks=row["recency"],
        gap=row["recency"] / row["frequency"],
        silence=row["silence"],
    )


GAPS = Question(
    id="alive.gaps",
    kind=Grades(
        grades=VERDICTS,
        rows=lambda facts: {customer: customer for customer in facts["rows"]},
        because=_because,
        heading=_("The silence is"),
    ),
    case=cdnow,
    given=_six,
    prompt=_(
        "The sheet for Monday, on {today}. A customer's **own gap** is the weeks from first to last purchase, divided by the number of *repeat* purchases. A silence of **more than "
        "{limit} own gaps** is *unusual*; up to {limit} it is *usual*; who bought once has *no gap known*. What is the silence of each?"
    ),
    exhibit=_shown,
    workbook=lambda facts: {"customers": _gap_table(facts).reset_index()},
    oracle=lambda facts: {customer: _judge(row) for customer, row in facts["rows"].items()},
    mistakes=(
        Mistake(
            "one-limit-for-all",
            lambda facts: {customer: _judge(row, weeks=WEEKS) for customer, row in facts["rows"].items()},
            _(
                "You seem to have held the weeks of silence against one limit, such as {weeks} weeks for all. That finds the frequent too late and the rare too early. Divide each silence by that customer's *own* gap."
            ),
        ),
        Mistake(
            "purchases-for-gaps",
            lambda facts: {customer: _judge(row, days=True) for customer, row in facts["rows"].items()},
            _(
                "You seem to have divided by all purchases, the first included. Between three purchases there are two gaps: divide by the *repeat* purchases."
            ),
        ),
        Mistake(
            "once-is-unusual",
            lambda facts: {customer: _judge(row, once="unusual") for customer, row in facts["rows"].items()},
            _(
                "You call the silence of a one-time buyer unusual. Long it may be. But unusual means: unlike this customer's habit, and of one purchase nobody knows a habit."
            ),
        ),
    ),
    right=_(
        "Note {one}: {one_silence:.0f} weeks of silence, and quite usual, for the own gap is {one_gap:.0f} weeks. One limit for all would have written this customer off."
    ),
    hints=Hints(
        _("Is it long, or is it long *for this customer*?"),
        _("Own gap = weeks from first to last / repeat purchases. Then silence / own gap, against {limit}."),
        _(
            "Customer {one}: {one_recency:.1f} / {one_frequency:.0f} = {one_gap:.1f} weeks a gap; {one_silence:.1f} / {one_gap:.1f} = {one_gaps:.1f} gaps …"
        ),
        _("{answer}"),
    ),
    competencies=("VA3",),
    way="compute",
)


# ── who is most likely still a customer ──────────────────────────────────────────────────────────────────
_STEP = 0.08  # the least difference in P(alive) between neighbours


@once_a_case
def _pairs(case):
    """Pairs of customers with a silence of about one length: two fresh ones, and two silent ones, the likelier first."""
    rows = base(case).customers
    rows = rows[rows["T"] >= 30].sort_index()
    frequent, rare = rows["frequency"].between(5, 15), rows["frequency"].between(1, 2)
    fresh, silent = rows["silence"].between(1.5, 5), rows["silence"].between(10, 24)
    columns = ["frequency", "T", "silence", "alive"]
    often_fresh, rare_fresh, rare_silent, often_silent = (
        list(rows.loc[mask, columns].itertuples(name="History"))
        for mask in (frequent & fresh, rare & fresh, rare & silent, frequent & silent)
    )
    both_fresh = [(a, b) for a in often_fresh for b in rare_fresh if a.silence <= b.silence]
    both_silent = [(a, b) for a in rare_silent for b in often_silent if abs(a.silence - b.silence) < 3]
    return [[pair for pair in pairs if pair[0].alive - pair[1].alive >= _STEP] for pairs in (both_fresh, both_silent)]


def _four(case, rng):
    fresh, silent = _pairs(case)
    later = rng.choice(silent)
    first = rng.choice([pair for pair in rng.sample(fresh, 40) if pair[1].alive - later[0].alive >= _STEP])
    chosen = [*first, *later]
    return {
        "chosen": {one.Index: one for one in chosen},
        "order": [one.Index for one in chosen],
        **dict(zip(("first", "second", "third", "last"), (one.Index for one in chosen), strict=True)),
        "top": round(100 * chosen[0].alive),
        "rare": round(100 * chosen[2].alive),
        "low": round(100 * chosen[3].alive),
        "silence": chosen[3].silence,
        "frequent": int(chosen[3].frequency),
    }


def _labels(facts):
    return {customer: _history(one) for customer, one in facts["chosen"].items()}


def _history(one):
    told = ngettext(
        "{customer} with {n} repeat purchase in {T:.0f} weeks, silent for the last {silence:.0f}",
        "{customer} with {n} repeat purchases in {T:.0f} weeks, silent for the last {silence:.0f}",
        int(one.frequency),
    )
    return told.format(customer=one.Index, n=int(one.frequency), T=one.T, silence=one.silence)


def _too_early(facts, customer):
    one = facts["chosen"][customer]
    if one.silence >= 10 and one.frequency > 2:
        return _("It used to buy about every {gap:.0f} weeks, and has been silent for {silence:.0f}.").format(
            gap=(one.T - one.silence) / one.frequency, silence=one.silence
        )
    if one.silence < 5:
        return _(
            "It bought lately, but seldom: of such customers a part leaves after each repeat purchase. Is another one surer?"
        )
    return _("It buys seldom and has been silent for {silence:.0f} weeks: who was here only lately is surer.").format(
        silence=one.silence
    )


def _ranked(*places):
    return lambda facts: [facts["order"][place] for place in places]


RANKED = Question(
    id="alive.ranked",
    kind=Order(items=_labels, because=_too_early),
    case=cdnow,
    given=_four,
    prompt=_(
        "Four customers. Put them in the order of **P(alive)**, the chance that they have not left: the most likely *first*. No sum is needed; think of the picture with the two white dots."
    ),
    oracle=_ranked(0, 1, 2, 3),
    mistakes=(
        Mistake(
            "more-is-safer",
            _ranked(0, 1, 3, 2),
            _(
                "The two that bought lately stand right. For the two silent ones you took the more frequent buyer for the safer one: more purchases look like more loyalty. But who used to come "
                "often and does not come now has broken a habit. Whose silence is the stranger?"
            ),
        ),
        Mistake(
            "by-frequency",
            _ranked(0, 3, 1, 2),
            _(
                "You ordered by the number of purchases. It says how fast someone buys *while* being a customer. Whether they still are one shows in the silence, held against that pace."
            ),
        ),
        Mistake(
            "seldom-is-safe",
            _ranked(1, 2, 0, 3),
            _(
                "You put those who buy seldom first: their silence means little, that is right. But a frequent buyer who was here just now is the surest of all. There is no silence to explain."
            ),
        ),
    ),
    right=_(
        "From {top} % down to {low} %. The last two have been silent for about the same time. The one who bought {frequent} times again gets {low} %, the rare one {rare} %."
    ),
    hints=Hints(
        _("For whom is this silence out of habit?"),
        _("Fresh before silent. Among the fresh, the frequent is surer; among the silent, the frequent is less sure."),
        _("Silent for {silence:.0f} weeks after {frequent} repeat purchases: this one comes last. First comes …"),
        _("{first}, then {second}, then {third}, and {last} last."),
    ),
    competencies=("VA3",),
)
