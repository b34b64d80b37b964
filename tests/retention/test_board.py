"""The planning board: seven measures, six ways, and what a plan still lacks."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.retention import measures, plan_board, ways

STEPS = [step.id for step in (*measures(), *ways())]
WHOLE = pd.DataFrame(
    {"step": STEPS, "owner": "Lin", "due": "2026-06-30", "budget": 1_000.0, "success": "share of leavers falls"}
)


def test_seven_measures_and_six_ways():
    assert [step.number for step in measures()] == [1, 2, 3, 4, 5, 6, 7]
    assert [step.number for step in ways()] == [1, 2, 3, 4, 5, 6]
    assert len(set(STEPS)) == 13
    assert all(step.chinese and step.means for step in (*measures(), *ways()))


def test_a_whole_plan_lacks_nothing():
    found = plan_board(WHOLE, as_of="2026-01-01", budget=13_000)
    assert found.whole
    assert found.budget == 13_000
    assert found.table["id"].tolist() == STEPS
    assert set(found.table["state"]) == {"planned"}
    assert plan_board(WHOLE, as_of="2026-06-30").whole  # due today is not late
    assert not plan_board(WHOLE, as_of="2026-07-01").whole


def test_what_is_missing_is_told_step_by_step():
    plan = WHOLE.drop(index=12).assign(owner=[" ", *WHOLE["owner"][1:12]])
    plan.loc[3, ["due", "success"]] = [None, ""]
    plan.loc[4, "due"] = "2025-12-31"
    found = plan_board(plan, as_of="2026-01-01", budget=11_999)
    assert found.missing == (
        "“A key-account department” lacks: owner.",
        "“An information system” lacks: due, success.",
        "“Talking, at all levels” was due on 2025-12-31.",
        "“A barrier to leaving” is not in the plan.",
        "The steps cost 12,000, and the budget is 11,999.",
    )
    states = found.table.set_index("id")["state"]
    assert states["exit barriers"] == "not planned" and states["communication"] == "overdue"
    assert states["department"] == states["information system"] == "lacks something"


@given(st.lists(st.sampled_from(STEPS), unique=True, min_size=1), st.data())
@settings(deadline=None, max_examples=30)
def test_a_plan_is_whole_when_every_step_has_everything(steps, data):
    blank = data.draw(st.sampled_from(["owner", "success", None]))
    plan = WHOLE[WHOLE["step"].isin(steps)]
    if blank:
        plan = plan.assign(**{blank: None})
    found = plan_board(plan, as_of="2026-01-01")
    assert found.whole == (len(steps) == 13 and blank is None)
    assert len(found.missing) == 13 - len(steps) + (len(steps) if blank else 0)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"step": ["prayer", *STEPS[1:]]}, "There is no step “prayer” on the board"),
        ({"step": ["favours", *STEPS[1:]]}, "The step “favours” stands twice"),
        ({"budget": "much"}, "budget must be a number or blank"),
        ({"budget": -1}, "budget cannot be below 0"),
        ({"due": "soon"}, "“due” holds something that is no date"),
    ],
)
def test_a_plan_that_cannot_be_read_is_told(change, sentence):
    with pytest.raises(CasekitError, match=sentence):
        plan_board(WHOLE.assign(**change), as_of="2026-01-01")
    with pytest.raises(CasekitError, match="no column “owner”"):
        plan_board(WHOLE.drop(columns="owner"), as_of="2026-01-01")
