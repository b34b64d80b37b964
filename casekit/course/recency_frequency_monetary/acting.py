"""Acting on scores: sharing out the calls, and reading what came of them."""

import pandas as pd

from casekit.course.recency_frequency_monetary.shop import cdnow, shop
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Allocation
from casekit.practice.kinds.text import FreeText
from casekit.text import _


# ── how to share the calls ───────────────────────────────────────────────────────────────────────────────
def _fifths(case, rng):
    at = shop(case)
    groups = at.customers.groupby("recency_score").agg(
        customers=("spend", "size"), next_spend=("next_spend", "mean"), total=("next_spend", "sum")
    )
    groups = groups.reindex(range(1, 6), fill_value=0)
    calls = 50 * round((groups["customers"][5] + rng.uniform(0.3, 0.7) * groups["customers"][4]) / 50)
    shown = pd.DataFrame(
        {"customers": groups["customers"], "spend of one customer in the next period, $": groups["next_spend"].round(1)}
    ).sort_index(ascending=False)
    return {"groups": groups, "calls": int(calls), "table": shown, "top": int(groups["customers"][5])}


def _fill_from_top(facts):
    left, plan = facts["calls"], {}
    for score in (5, 4, 3, 2, 1):
        plan[str(score)] = min(left, int(facts["groups"]["customers"][score]))
        left -= plan[str(score)]
    return plan


def _in_proportion(column):
    """Whole calls in proportion to a column; what rounding leaves over goes to the best group."""

    def share(facts):
        column_values = facts["groups"][column]
        plan = (column_values / column_values.sum() * facts["calls"]).round().astype(int)
        plan[5] += facts["calls"] - plan.sum()
        return {str(score): int(plan[score]) for score in plan.index}

    return share


def _evenly(facts):
    each, rest = divmod(facts["calls"], 5)
    return {str(score): each + (rest if score == 5 else 0) for score in range(1, 6)}


SHARE_CALLS = Question(
    id="rfm.share-calls",
    kind=Allocation(
        buckets={str(score): _("recency score {score}").format(score=score) for score in (5, 4, 3, 2, 1)},
        total=lambda facts: facts["calls"],
        unit=_("calls"),
        tolerance=5,
    ),
    case=cdnow,
    given=_fifths,
    prompt=_(
        "You have **{calls:,} calls**, one a customer, each costing the same. The table shows what one customer of each "
        "recency score spent in a next period like the coming one. Suppose a call wins a tenth more of that spend, in every group. "
        "Share out the calls so that they bring most."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_fill_from_top,
    mistakes=(
        Mistake(
            "evenly",
            _evenly,
            _(
                "About the same number for each group looks fair and is dear: each call on score 1 is a "
                "call not made on score 5. Which group brings most *for one call*, and when is it used up?"
            ),
        ),
        Mistake(
            "all-to-the-best",
            lambda facts: {str(score): facts["calls"] if score == 5 else 0 for score in range(1, 6)},
            _(
                "All {calls:,} calls for score 5, the best group. But it has only {top:,} customers, one call each: the rest of "
                "your calls reach nobody. Who comes next?"
            ),
        ),
        Mistake(
            "by-money",
            _in_proportion("total"),
            _(
                "You shared by the money each group brings in all. That asks what a group is worth, not what the *next* call "
                "brings: low scores still get calls that would bring more elsewhere, and no group can use more calls than it "
                "has customers. Fill the best group, then the next."
            ),
        ),
    ),
    right=_(
        "All {top:,} with score 5 first, then score 4 until the calls are used up. Ask of every call what it brings, not "
        "of every group what it is worth on average. And note the *suppose*: whether calls work at all, and equally "
        "well in every group, these data do not say."
    ),
    hints=Hints(
        _("If you had a single call, which group would get it? And the second?"),
        _("Rank the groups by what one call brings. Fill the best to the last customer, then the next."),
        _("Score 5 has {top:,} customers, so it takes {top:,} of the {calls:,} calls. The rest …"),
        _("{answer}"),
    ),
    competencies=("GR8",),
)


# ── did the calls work? ──────────────────────────────────────────────────────────────────────────────────
def _top_fifth(case, rng):
    """Of the best fifth by spend, how many are in the best fifth of the next period, with nobody doing anything."""
    at = shop(case)
    n = len(at.customers) // 5
    before = set(at.customers["spend"].nlargest(n, keep="first").index)
    after = set(at.customers["next_spend"].nlargest(n, keep="first").index)
    return {
        "n": n,
        "stayed": 100 * len(before & after) / n,
        "fell": 100 - 100 * len(before & after) / n,
    }


REGRESSION = Question(
    id="rfm.half-fell-out",
    kind=FreeText(
        points={
            "chance": (
                _("why some of a top group fall back even if nothing is done"),
                [
                    "regress",
                    "luck",
                    "chance",
                    "random(?!ly)",
                    "by accident",
                    "(towards?|to|near) the (mean|average)",
                    "by (itself|themselves)",
                    "on their own",
                    "anyway",
                    "any ?way",
                    "natural",
                    "every (year|period|time)",
                    "(even|also) (if|when|without|though)",
                    "would (also|still|fall|drop)",
                    "would have (fallen|dropped|left|gone|happened)",
                    "without (any |our |the )?(calls?|doing)",
                    "(drop|drift|fall|come|go|fell|c[ao]me|drifted|dropped|went)(s|ing)? (back|out)",
                    "normal level",
                    "(exceptional|extraordinary|unusual)",
                    "回归|运气|偶然|本来|自然|即使",
                ],
            ),
            "comparison": (
                _("with whom those who got a call must be compared"),
                [
                    "control",
                    "hold ?-?out",
                    "a ?/ ?b",
                    "benchmark",
                    "(leav|keep|kept|left)(ing)? (a part|some|a few|half)",
                    "compar",
                    "not called",
                    "(got|get|getting|had|received) no call",
                    "un(called|phoned|touched)",
                    "(did|do|was|were) ?n[o']t (call|phone|called|phoned)",
                    "random(ly)? (chosen |picked )?(group|half|part|sample)",
                    "对照|留出|比较|对比",
                ],
            ),
        },
        traps={
            "denial": [
                r"(luck|chance|regression|average)\b.{0,20} nothing",
                r"no (comparison|control|holdout|test)",
                "(comparison|control group|holdout) is (un|not )",
                "no regression",
                "calls? (really |clearly )?(cause|make|made)",
            ],
            "blame": [
                r"calls? (annoy|drove|scare|chase|harm|hurt|disturb|bother|push|made them leave)",
                r"(call|phone) (them )?less",
                r"(stop|end) (calling|phoning|the calls)",
                "打扰",
            ],
        },
        words=8,
    ),
    case=cdnow,
    given=_top_fifth,
    prompt=_(
        "Suppose you had phoned the best fifth by spend ({n:,} customers) in October. In the next period only "
        '{stayed:.0f} % of them are in the best fifth again. The director writes: "Your calls drove half of my best '
        'customers away." Answer in one or two sentences: why does the figure not show that, and what would?'
    ),
    oracle=lambda facts: _(
        "Part of being in the top fifth is luck, so many fall back with nobody doing anything; only a control group "
        "that got no call would show what the calls did."
    ),
    mistakes=(
        Mistake(
            "chance-only",
            lambda facts: _("A top place is partly luck, and many fall back towards the average by themselves."),
            _(
                "You say why so many fall back: part of a top place is luck. True: these customers never got "
                "your calls, and {fell:.0f} % fell out all the same. Now add what would show the effect of the calls: with "
                "whom must the phoned be compared?"
            ),
        ),
        Mistake(
            "comparison-only",
            lambda facts: _(
                "We would have to compare them with a control group of similar customers that got no call."
            ),
            _(
                "You say what would show it: a comparison with customers who got no call. Now add why the figure alone "
                "misleads: what becomes of a top fifth, even if no one does anything?"
            ),
        ),
        Mistake(
            "accepts-the-blame",
            lambda facts: _("The calls annoyed the customers, so next time we should call less often."),
            _(
                "You take the blame too soon. These customers never got your calls, and still {fell:.0f} % of the top fifth "
                "fell out. Why would that be, and with whom would you have to compare?"
            ),
        ),
    ),
    right=_(
        "These customers never got your calls, and {fell:.0f} % of the top fifth fell out all the same. A top place is partly "
        "luck. Keep a random part of the list uncalled, and the difference between the two is what the calls did."
    ),
    hints=Hints(
        _("What would have happened to the top fifth if you had done nothing?"),
        _("Name the reason why tops fall back by themselves, and the group you would compare with."),
        _(
            "A top place is partly good luck, and good luck does not last. To see what calls do you need customers who …"
        ),
        _("{answer}"),
    ),
    competencies=("GR8",),
)
