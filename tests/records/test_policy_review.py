"""The review list of a policy: each item once, the worst status, what to do, and counsel for what is law."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.records import policy_review
from casekit.records.policy_items import ITEMS

TODAY = "2025-12-31"


def clause(topic="classification", text="Customers have four grades.", owner="M01", reviewed="2025-06-01", id="P1"):
    return {"clause_id": id, "topic": topic, "text": text, "owner": owner, "reviewed_on": reviewed}


def review(*clauses, **options):
    table = pd.DataFrame(clauses, columns=list(clause()))
    table = table.assign(reviewed_on=pd.to_datetime(table["reviewed_on"]))
    return policy_review(table, **{"as_of": TODAY, **options}).set_index("item")


def test_the_list_has_its_parts():
    counts = review().groupby("part").size()
    assert counts["content principle"] == 5 and counts["aim"] == 4 and counts["revision mechanism"] == 5
    assert counts["legal and confidentiality"] == 8
    assert set(review()["status"]) == {"missing"}


@pytest.mark.parametrize(
    ("change", "status", "todo"),
    [
        ({}, "present", "Nothing now."),
        ({"topic": " Classification "}, "present", "Nothing now."),
        ({"topic": "客户分类"}, "present", "Nothing now."),
        ({"owner": None}, "no owner", "Name an owner for P1."),
        ({"owner": "-"}, "no owner", "Name an owner for P1."),
        ({"reviewed": "2024-12-31"}, "present", "Nothing now."),
        ({"reviewed": "2024-12-30"}, "overdue", "Review P1: the last review is more than 365 days ago"),
        ({"reviewed": None}, "overdue", "or is not recorded"),
        ({"text": "Customers have ???? grades."}, "damaged", "Restore the text of P1"),
        ({"owner": None, "reviewed": None}, "overdue", "Name an owner for P1."),
    ],
)
def test_the_status_of_an_item(change, status, todo):
    line = review(clause(**change)).loc["customer classification"]
    assert (line["status"], line["clauses"]) == (status, "P1")
    assert todo in line["what_to_do"]


def test_of_several_clauses_the_worst_counts():
    line = review(clause(), clause(id="P2", owner=None), clause(id="P3", reviewed=None)).loc["customer classification"]
    assert (line["status"], line["clauses"]) == ("overdue", "P1, P2, P3")
    assert "Review P3" in line["what_to_do"] and "owner for P2" in line["what_to_do"]


def test_without_a_topic_the_text_tells():
    found = review(clause(topic=None, text="Customer data are confidential; gifts are refused."))["status"]
    assert found["information confidentiality"] == found["gifts to public bodies"] == "present"
    assert found["customer classification"] == "missing"


def test_with_a_topic_the_text_does_not():
    found = review(clause(text="Customer data are confidential."))["status"]
    assert found["information confidentiality"] == "missing"


def test_a_damaged_clause_without_topic_may_be_what_is_missing():
    found = review(clause(topic=None, text="The best-phones.top of ???? is everybody's duty."))
    line = found.loc["information confidentiality"]
    assert line["status"] == "missing" and "First restore P1" in line["what_to_do"]
    assert "First restore" not in found.loc["risk control", "what_to_do"]


def test_what_has_its_topic_is_no_suspect():
    found = review(clause(text="????"), clause(topic=None, text="As agreed.", id="P2"))
    assert not found["what_to_do"].str.contains("First restore").any()


def test_a_damaged_topic_is_none():
    line = review(clause(topic="????", text="Customer data are confidential.")).loc["information confidentiality"]
    assert line["status"] == "damaged"


def test_aims_are_told_by_any_text():
    found = review(clause(text="All branches act alike, so that the risk is held down."))["status"]
    assert found["uniform conduct"] == found["risk control"] == "present"
    assert found["efficiency"] == "missing"


def test_what_is_law_is_for_counsel():
    found = review(clause(topic="retention period"), clause(topic="consent", owner=None, id="P2"))
    counsel = found["what_to_do"].str.endswith("Check with counsel.")
    legal = (found["part"] == "legal and confidentiality") | (found.index == "legal compliance")
    assert (counsel == legal).all() and legal.sum() == 9


def trained(*days):
    return pd.DataFrame({"trained_on": pd.to_datetime(list(days))})


@pytest.mark.parametrize(
    ("days", "status", "said"),
    [
        (["2025-06-01", "2025-12-31"], "present", "2 of 2 (100%)"),
        (["2025-05-31", "2025-12-31"], "overdue", "1 of 2 (50%)"),
        ([None, "2026-01-01"], "overdue", "0 of 2 (0%)"),
    ],
)
def test_staff_is_trained_on_the_policy_as_it_stands(days, status, said):
    clauses = clause(topic="training", reviewed="2025-01-05"), clause(id="P2")
    line = review(*clauses, training=trained(*days)).loc["staff training"]
    assert line["status"] == status and said in line["what_to_do"]
    missing = review(clause(), training=trained(*days)).loc["staff training"]
    assert missing["status"] == "missing" and said in missing["what_to_do"]


@pytest.mark.parametrize(("reviewed", "share"), [("2025-12-31", "0 of 1"), ("2026-01-01", "1 of 1")])
def test_a_review_to_come_changes_no_training(reviewed, share):
    line = review(clause(topic="training", reviewed=reviewed), training=trained("2025-12-30")).loc["staff training"]
    assert share in line["what_to_do"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([item for item in ITEMS if item.part != "aim"]), unique_by=lambda item: item.name))
def test_a_good_clause_for_an_item_is_found(items):
    clauses = [clause(topic=item.topics[0], id=f"P{n}", text="As agreed.") for n, item in enumerate(items)]
    found = review(*clauses)
    present = set(found.index[found["status"] == "present"])
    assert present == {item.name for item in items}


def test_no_topic_serves_two_items():
    topics = [topic for item in ITEMS for topic in item.topics]
    assert len(topics) == len(set(topics))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"as_of": "today"}, "“as_of” is 'today'"),
        ({"every_days": 0}, "“every_days” must be a whole number from 1"),
        ({"training": pd.DataFrame({"user": ["a"]})}, "no column “trained_on”"),
        ({"training": trained()}, "The training list is empty"),
    ],
)
def test_reviews_that_cannot_be_made(options, sentence):
    with pytest.raises(CasekitError, match=sentence):
        review(clause(), **options)


def test_clauses_that_cannot_be_reviewed():
    with pytest.raises(CasekitError, match="Clause “P1” is listed more than once"):
        review(clause(), clause())
    with pytest.raises(CasekitError, match="The clauses have no column “owner”"):
        policy_review(pd.DataFrame([clause()]).drop(columns="owner"), as_of=TODAY)
