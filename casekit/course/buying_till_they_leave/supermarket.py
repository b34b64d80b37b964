"""Transfer: a supermarket, where hardly anybody leaves and each goes on at the own pace."""

from functools import lru_cache

import pandas as pd

from casekit.cases import Case, load_case
from casekit.course.by_case import once_a_case
from casekit.course.dates import day
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _
from casekit.value import holdout_summary

_CHAINS = 12
_SHOWN = 8
_APART = 0.06  # of the answer


def journey(seed: int) -> Case:
    """The supermarket chain; every seed but 0 is a random half of its households, or other households of one."""
    return _half_of(seed % _CHAINS)


@lru_cache(maxsize=_CHAINS)
def _half_of(number: int) -> Case:
    return load_case("complete-journey", seed=number or None)


@once_a_case
def _households(case):
    """Households with some visits: number, frequency, recency, T (weeks), visits in the weeks held back."""
    summary = holdout_summary(
        case.baskets,
        customer_id="household_id",
        date="date",
        amount="sales_value",
        calibration_end=case.calibration_end,
        holdout_end=case.last_day,
        time_unit="W",
    )
    rows = summary[summary["frequency"].between(8, 90) & (summary["T"] > 20)]
    rows = rows[["customer_id", "frequency", "recency", "T", "holdout_purchases"]].round(1)
    return round(float(summary["holdout_time"].iloc[0]), 1), list(rows.itertuples(index=False, name=None))


def _eight(case, rng):
    ahead, rows = _households(case)
    while True:
        chosen = rng.sample(rows, _SHOWN)
        facts = {"ahead": ahead, "chosen": chosen}
        answers = [compute(facts) for compute in (_as_before, _by_span, _same_again, _mean_of_means)]
        near = _APART * answers[0]
        true = sum(row[4] for row in chosen)
        if (
            min(abs(a - b) for at, a in enumerate(answers) for b in answers[:at]) > near
            and abs(answers[0] / true - 1) < 0.25
        ):
            break
    heads = [_("visits after the first"), _("weeks, first to last visit"), _("weeks, first visit to today")]
    table = pd.DataFrame(
        [row[1:4] for row in chosen], columns=heads, index=pd.Index([row[0] for row in chosen], name=_("household"))
    )
    table[heads[0]] = table[heads[0]].astype(int)
    one = chosen[0]
    return facts | {
        "table": table,
        "today": day(case.calibration_end),
        "true": int(true),
        "off": abs(100 * (answers[0] / true - 1)),
        "one": one[0],
        "one_n": int(one[1]),
        "one_age": one[3],
        "one_sum": one[1] / one[3] * ahead,
        "others": answers[0] - one[1] / one[3] * ahead,
    }


def _as_before(facts):
    return sum(row[1] / row[3] for row in facts["chosen"]) * facts["ahead"]


def _by_span(facts):
    return sum(row[1] / row[2] for row in facts["chosen"]) * facts["ahead"]


def _same_again(facts):
    return float(sum(row[1] for row in facts["chosen"]))


def _mean_of_means(facts):
    return _as_before(facts) / len(facts["chosen"])


SUPERMARKET = Question(
    id="alive.supermarket",
    kind=Number(unit=_("visits")),
    case=journey,
    given=_eight,
    prompt=_(
        "A supermarket chain, {today}: eight households that hold its card. If each goes on **as before**, at its own pace since its first visit, how many visits will the eight make **together** in the next {ahead:.1f} weeks?"
    ),
    exhibit=lambda facts: facts["table"],
    workbook=lambda facts: {"households": facts["table"].reset_index()},
    oracle=_as_before,
    mistakes=(
        Mistake(
            "same-number-again",
            _same_again,
            _(
                "{got} takes the visits so far once more. They were made in about 34 weeks, and {ahead:.1f} lie ahead. First the pace of one week, then the weeks to come."
            ),
        ),
        Mistake(
            "own-span",
            _by_span,
            _(
                "{got} divides by the weeks from the first to the *last* visit. The silent weeks since then belong to the pace too: divide by the weeks from the first visit to today."
            ),
        ),
        Mistake(
            "one-household",
            _mean_of_means,
            _("{got} is what *one* household makes, in the mean. The question asks for the eight together."),
        ),
    ),
    right=_(
        "{answer} were to be expected, and {true:,} were made: a miss of {off:.0f} %. At the record shop the same rule was off by more than half. A supermarket's households hardly leave: where nobody leaves, no model of leaving is needed. "
        "So try the plain rule first, on weeks held back."
    ),
    hints=Hints(
        _("What is the pace of one household in one week?"),
        _(
            "Pace = visits after the first / weeks from the first visit to today. Times the weeks ahead. Add up the eight."
        ),
        _("Household {one}: {one_n} / {one_age:.1f} × {ahead:.1f} = {one_sum:.1f} visits. Now the other seven …"),
        _("{one_sum:.1f} and {others:.1f} of the other seven: {answer}"),
    ),
    competencies=("VA3",),
    way="compute",
)
