"""The face of the merge lab: every setting reaches the model, and the sentence says what came of it."""

import pytest

import casekit
from casekit.labs.merge import MergeLab
from casekit.labs.merge_settings import MergeSettings
from casekit.widgets.merge_lab import merge_lab


@pytest.fixture(scope="module")
def model():
    case = casekit.load_case("harbour-telecom")
    bills = case.bills[case.bills["month"] >= "2025-01-01"]
    sales = (bills["fee"] - bills["discount"]).groupby(bills["customer_id"]).sum().rename("sales").reset_index()
    return MergeLab(case.cards, case.truth["card_owners"], sales)


@pytest.fixture
def lab(model):
    face = merge_lab(model)
    yield face
    assert face.errors == []


def turn(lab, **settings):
    lab.receive({"do": "set", "settings": {**lab.settings, **settings}})
    assert lab.state["problem"] == ""
    return lab.outcome


def test_it_opens_with_the_merge_everybody_gets(lab, model):
    assert lab.outcome == model.outcome(MergeSettings())
    assert f"<strong>{lab.outcome.people_found:,} people</strong> found" in lab.state["sentence"]
    assert f"<strong>{lab.outcome.missed_pairs:,} pairs</strong>" in lab.state["sentence"]
    assert f"{100 * lab.outcome.precision:.1f} % are right" in lab.state["sentence"]


def test_every_setting_reaches_the_model(lab):
    levers = {"strictness": 0.5, "phone": False, "email": False, "name_and_birthday": False, "address": False}
    assert turn(lab, **levers, shared_phones=True).settings == MergeSettings(**levers, shared_phones=True)


def test_shared_phones_are_counted_in_their_label_and_only_where_phones_count(lab):
    face = next(one for one in lab.state["controls"] if one["name"] == "shared_phones")
    assert face["label"] == "Count the 3 phones shared by many, too"
    assert face["when"] == {"phone": True}


def test_the_sentence_says_what_follows_for_people_and_for_figures(lab):
    outcome = turn(lab, strictness=0.6, name_and_birthday=False, shared_phones=True)
    said = lab.state["sentence"]
    assert f"<strong>{outcome.letters_twice:,} letters</strong> too many go out" in said
    assert f"<strong>{outcome.people_exposed:,} people</strong> share a file with a stranger" in said
    glued = (
        f"those of <strong>{outcome.customers_glued:,}</strong> (¥{outcome.sales_glued:,.0f}) are glued to another’s"
    )
    assert glued in said
    assert "**" not in lab.state["alt"] and "<" not in lab.state["alt"]


def test_a_company_without_sales_is_told_of_none(model):
    case = casekit.load_case("harbour-telecom")
    face = merge_lab(MergeLab(case.cards.head(300), case.truth["card_owners"]))
    assert "yearly sales" not in face.state["sentence"] and face.errors == []


def test_five_wrong_merges_stand_under_the_picture_with_their_reasons(lab):
    turn(lab, strictness=0.5, name_and_birthday=False, shared_phones=True)
    table = lab.state["table"]
    assert table.count("<tr>") == 1 + 5
    assert "Some wrong merges, names masked" in table and "** " in table
    assert "same e-mail" in table and "names differ" not in table  # they do not count


def test_where_nothing_is_merged_it_says_so(lab):
    outcome = turn(lab, strictness=1.0)
    assert outcome.right_pairs == 0
    assert "No two cards are merged, so <strong>" in lab.state["sentence"]
    assert "no two cards of different people were merged" in lab.state["table"]


def test_one_is_one_and_many_are_many(lab, model):
    from dataclasses import replace

    from casekit.widgets.merge_lab import _follows, _pairs

    one = replace(lab.outcome, wrong_pairs=1, missed_pairs=1, letters_twice=1, people_exposed=2)
    assert "**1 pair** of cards is wrongly put together, **1 pair** of one person’s cards is missed" in _pairs(one)
    assert "**1 letter** too many goes out; **2 people** share" in _follows(one)


def test_a_strictness_beyond_the_slider_is_a_sentence(lab):
    lab.receive({"do": "set", "settings": {**lab.settings, "strictness": 2}})
    assert "goes from 0.2 to 1, not to 2" in lab.state["problem"]
