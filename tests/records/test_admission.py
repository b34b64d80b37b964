"""The gate for new customers: strict stages, a blank is neither yes nor no, every decision has its reason."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.records import AdmissionRules, admission_gate

TODAY = "2025-12-31"
GOOD = {
    "prospect_id": "P001",
    "overview_on_file": True,
    "accounts_year": 2024,
    "head_interviewed_on": "2025-05-01",
    "view_of_us": "reliable, if dear",
    "visited_on": "2025-06-01",
    "site_confirms": True,
    "payment_record": "good",
    "lawful_business": True,
    "expected_fee": 4000.0,
}


def prospects(*rows):
    table = pd.DataFrame([{**GOOD, "prospect_id": f"P{n:03}", **row} for n, row in enumerate(rows, start=1)])
    dates = {name: pd.to_datetime(table[name]) for name in ("head_interviewed_on", "visited_on")}
    answers = {name: table[name].astype("boolean") for name in ("overview_on_file", "site_confirms", "lawful_business")}
    return table.assign(**dates, **answers, accounts_year=table["accounts_year"].astype("Int64"))


def judged(rules=None, **row):
    return admission_gate(prospects(row), as_of=TODAY, rules=rules).iloc[0].to_dict()


def test_who_shows_everything_is_admitted():
    found = judged()
    assert (found["stage"], found["decision"]) == ("decision", "admit")
    assert found["next_step"].startswith("Open a file")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"overview_on_file": None}, "no overview"),
        ({"overview_on_file": False}, "no overview"),
        ({"accounts_year": None}, "no annual final accounts"),
        ({"accounts_year": 2022}, "of 2022, older than 2 years"),
        ({"accounts_year": 2026}, "2026, which is still to come"),
        ({"head_interviewed_on": None}, "no talk"),
        ({"head_interviewed_on": "2026-01-01"}, "no talk"),
        ({"view_of_us": " - "}, "their view of us"),
    ],
)
def test_an_incomplete_general_survey_stops_at_the_first_stage(row, reason):
    for more in ({}, {"site_confirms": False}, {"payment_record": "bad"}):
        found = judged(**row, **more)
        assert (found["stage"], found["decision"]) == ("general survey", "incomplete")
        assert reason in found["reason"] and "The visit came before" in found["reason"]
    assert "The visit came before" not in judged(**row, visited_on=None)["reason"]


def test_accounts_at_the_limit():
    assert judged(accounts_year=2023)["decision"] == "admit"
    assert judged(accounts_year=2023, rules=AdmissionRules(accounts_years=1))["decision"] == "incomplete"


@pytest.mark.parametrize("visited", [None, "2026-01-01"])
def test_no_decision_without_the_visit(visited):
    found = judged(visited_on=visited, site_confirms=None)
    assert (found["stage"], found["decision"]) == ("on-site survey", "incomplete")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"site_confirms": False}, "the visit did not confirm"),
        ({"lawful_business": False}, "not lawful"),
        ({"payment_record": "Bad "}, "the payment record is “bad”"),
        ({"site_confirms": False, "payment_record": None}, "the visit did not confirm"),
    ],
)
def test_who_is_not_admitted(row, reason):
    found = judged(**row)
    assert (found["stage"], found["decision"]) == ("decision", "not admit")
    assert reason in found["reason"]


@pytest.mark.parametrize("field", ["site_confirms", "lawful_business", "payment_record"])
def test_a_blank_is_no_answer(field):
    found = judged(**{field: None})
    assert (found["stage"], found["decision"]) == ("on-site survey", "incomplete")
    assert found["next_step"] == "Answer it before the decision."


def test_what_happened_today_has_happened():
    assert judged(visited_on=TODAY, head_interviewed_on=TODAY)["decision"] == "admit"


def test_late_payers_on_a_condition():
    found = judged(payment_record="late", rules=AdmissionRules(condition="cash"))
    assert found["decision"] == "admit" and found["next_step"] == "Admit on a condition: cash."


def test_a_least_fee_is_a_rule_of_ours():
    rules = AdmissionRules(least_monthly_fee=4000)
    assert judged(rules)["decision"] == "admit"
    assert "3,999.99 is below 4,000.00" in judged(rules, expected_fee=3999.99)["reason"]
    assert judged(rules, expected_fee=None)["decision"] == "incomplete"


def test_the_principles_are_said_to_be_ours():
    table = AdmissionRules(least_monthly_fee=500).principles()
    assert len(table) == 5 and table["whose"].str.contains("lost").all()
    assert len(AdmissionRules(lawful_needed=False, site_needed=False, payment_refused=()).principles()) == 1


_BLANKS = {name: st.sampled_from([value, None]) for name, value in GOOD.items() if name != "prospect_id"}


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries(_BLANKS), st.sampled_from(sorted(_BLANKS)))
def test_filling_in_a_good_answer_never_takes_a_step_back(row, field):
    steps = ["general survey", "on-site survey", "decision"]
    before, after = judged(**row), judged(**{**row, field: GOOD[field]})
    assert steps.index(before["stage"]) <= steps.index(after["stage"])
    assert before["decision"] in ("incomplete", after["decision"])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"site_confirms": "yes"}, "'yes' where yes or no"),
        ({"prospect_id": "P1"}, "“P1” is listed more than once"),
    ],
)
def test_prospects_that_cannot_be_judged(change, sentence):
    with pytest.raises(CasekitError, match=sentence):
        admission_gate(prospects({}, {}).assign(**change), as_of=TODAY)


def test_columns_and_rules_that_are_missing():
    with pytest.raises(CasekitError, match="no column “visited_on”"):
        admission_gate(prospects({}).drop(columns="visited_on"), as_of=TODAY)
    table = prospects({}).drop(columns="expected_fee")
    assert len(admission_gate(table, as_of=TODAY)) == 1
    with pytest.raises(CasekitError, match="no column “expected_fee”"):
        admission_gate(table, as_of=TODAY, rules=AdmissionRules(least_monthly_fee=1))
    with pytest.raises(CasekitError, match="“accounts_years”"):
        replace(AdmissionRules(), accounts_years=-1)
    with pytest.raises(CasekitError, match="“least_monthly_fee”"):
        AdmissionRules(least_monthly_fee=float("nan"))
