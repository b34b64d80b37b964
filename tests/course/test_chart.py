"""The chart of lesson 00 bears out one of its sentences and no other, whatever the numbers."""

import pytest

from casekit.course import question
from casekit.course.start_here.charts import MONTHS, SHAPES


def alike(bars):
    return max(bars) - min(bars) <= 1


def shapes_in(bars, place):
    """Which of the three sentences the bars bear out."""
    before, after = bars[:place], bars[place:]
    others = bars[:place] + bars[place + 1 :]
    true = {
        "peak": alike(others) and bars[place] > max(others) + 1,
        "rise": all(later > earlier for earlier, later in zip(bars, bars[1:], strict=False)),
        "step": alike(before) and alike(after) and min(after) > max(before) + 1,
    }
    return [shape for shape, holds in true.items() if holds]


@pytest.mark.parametrize("seed", range(100))
def test_one_sentence_is_true_and_it_is_the_supported_one(seed):
    facts = question("start.chart").variant(seed).facts
    bars = [len(bar) for bar in facts["table"].iloc[:, 0]]
    (shape,) = shapes_in(bars, MONTHS.index(facts["month"]))
    named = {"month": facts["month"], "first": facts["first"], "last": facts["last"]}
    assert facts["supported"] == SHAPES[shape][0].format(**named)


def test_fresh_numbers_bring_each_shape():
    assert len({question("start.chart").variant(seed).facts["supported"].split()[0] for seed in range(30)}) > 1
