"""The merge lab: the same people as merge_records, every mistake counted, and what follows from it."""

import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casekit
from casekit.errors import CasekitError
from casekit.labs.merge import CURVE, MergeLab
from casekit.labs.merge_settings import MergeSettings
from casekit.records import MatchRules, merge_records
from casekit.records.match_rules import FIELDS


@pytest.fixture(scope="module")
def case():
    return casekit.load_case("harbour-telecom")


@pytest.fixture(scope="module")
def yearly(case):
    bills = case.bills[case.bills["month"] >= "2025-01-01"]
    sales = (bills["fee"] - bills["discount"]).groupby(bills["customer_id"]).sum()
    return sales.rename("sales").reset_index()


@pytest.fixture(scope="module")
def lab(case, yearly):
    return MergeLab(case.cards, case.truth["card_owners"], yearly)


@pytest.mark.parametrize("strictness", [0.3, 0.6, 0.75, 0.9])
def test_the_lab_merges_as_merge_records_does(lab, case, strictness):
    found = lab.outcome(MergeSettings(strictness=strictness))
    quality = merge_records(case.cards, strictness=strictness).against(case.truth["card_owners"])
    for name in ("people_found", "people_true", "right_pairs", "wrong_pairs", "missed_pairs", "precision", "recall"):
        assert getattr(found, name) == getattr(quality, name), name


@pytest.mark.parametrize("lever", ["phone", "email", "address"])
def test_evidence_that_does_not_count_has_no_points(lab, case, lever):
    found = lab.outcome(MergeSettings(**{lever: False}))
    rules = MatchRules(**{f"same_{lever}": 0.0})
    quality = merge_records(case.cards, rules=rules).against(case.truth["card_owners"])
    assert (found.wrong_pairs, found.missed_pairs) == (quality.wrong_pairs, quality.missed_pairs)
    assert found.missed_pairs > lab.outcome().missed_pairs


def test_without_names_and_birthdays_families_fall_together(lab):
    found = lab.outcome(MergeSettings(name_and_birthday=False, strictness=0.6))
    assert found.wrong_pairs > 5 * max(1, lab.outcome(MergeSettings(strictness=0.6)).wrong_pairs)


def test_the_shops_own_phone_glues_strangers_when_it_counts(lab):
    levers = MergeSettings(name_and_birthday=False, strictness=0.6, shared_phones=True)
    counted = lab.outcome(levers)
    assert counted.people_exposed > lab.outcome(MergeSettings(name_and_birthday=False, strictness=0.6)).people_exposed
    assert lab.shared_phones == 3


# ── a toy whose answers can be counted by hand ───────────────────────────────────────────────────────
def toy_lab():
    """Ann has three cards of which two are found; Bo and Cy share a mail address and have no name on their cards."""
    rows = [
        ("a1", "K1", "Ann Smith", "100-1111-1111", None),
        ("a2", "K2", "Ann Smith", "100-1111-1111", None),
        ("a3", "K3", "Ann Smith", "100-9999-9999", None),
        ("b1", "K4", None, None, "bc@mail.example"),
        ("c1", "K5", None, None, "bc@mail.example"),
        ("z1", None, "Nobody", None, None),
    ]
    cards = pd.DataFrame(rows, columns=["card_id", "customer_id", "name", "phone", "email"])
    owners = pd.DataFrame({"card_id": ["a1", "a2", "a3", "b1", "c1"], "person_id": ["Ann", "Ann", "Ann", "Bo", "Cy"]})
    sales = pd.DataFrame({"customer_id": ["K1", "K2", "K3", "K4", "K5"], "sales": [10.0, 20.0, 30.0, 40.0, 50.0]})
    absent = dict.fromkeys(set(FIELDS) - {"name", "phone", "email"})
    return MergeLab(cards, owners, sales, columns=absent)


def test_what_follows_is_counted_by_person():
    lab = toy_lab()
    assert (lab.cards, lab.people, lab.left_out) == (5, 3, 1)
    found = lab.outcome()
    assert (found.people_found, found.right_pairs, found.wrong_pairs, found.missed_pairs) == (3, 1, 1, 2)
    assert (found.letters_twice, found.people_exposed) == (1, 2)
    assert (found.customers_split, found.sales_split) == (1, 60.0)
    assert (found.customers_glued, found.sales_glued) == (2, 90.0)
    assert found.precision == 0.5 and found.recall == pytest.approx(1 / 3)


def test_without_sales_none_are_told(case):
    found = MergeLab(case.cards.head(50), case.truth["card_owners"]).outcome()
    assert found.customers_split is None and found.sales_glued is None


def test_split_sales_are_part_of_all_sales(lab, case, yearly):
    found = lab.outcome(MergeSettings(strictness=0.99))
    assert 0 < found.sales_split < yearly["sales"].sum()
    assert lab.outcome().customers_split <= found.customers_split


# ── what is shown ────────────────────────────────────────────────────────────────────────────────────
def test_the_curve_passes_through_the_outcomes(lab):
    for levers in (MergeSettings(), MergeSettings(phone=False), MergeSettings(shared_phones=True)):
        curve = lab.outcome(levers).curve.set_index("strictness")
        assert tuple(curve.index) == CURVE
        for strictness in (0.3, 0.76, 0.9):
            at = lab.outcome(MergeSettings(**{**vars(levers), "strictness": strictness}))
            assert curve.loc[strictness].tolist() == [at.precision, at.recall]


def test_recall_never_rises_with_strictness(lab):
    assert (np.diff(lab.outcome().curve["recall"]) <= 0).all()


def test_wrong_merges_are_shown_with_reasons_and_without_names(lab, case):
    shown = lab.outcome(MergeSettings(strictness=0.5, name_and_birthday=False)).wrong_merges(5)
    assert len(shown) == 5 and shown["score"].is_monotonic_decreasing
    assert shown["reason"].nunique() > 1
    names = {name for name in case.cards["name"].dropna() if len(name) > 1 and name not in ("unknown", "--")}
    for cell in (*shown["left"], *shown["right"]):
        assert cell not in names
    assert lab.outcome(MergeSettings(strictness=1)).wrong_merges().empty


def test_a_name_inside_a_reason_is_masked():
    rows = [(k, name, "100-1111-1111") for k, name in enumerate(["Li Wei", "LI WEI"])]
    cards = pd.DataFrame(rows, columns=["card_id", "name", "phone"])
    owners = pd.DataFrame({"card_id": [0, 1], "person_id": ["one", "two"]})
    lab = MergeLab(cards, owners, columns=dict.fromkeys(set(FIELDS) - {"name", "phone"}))
    row = lab.outcome().wrong_merges().iloc[0]
    assert row["reason"] == "same phone, name written differently: L** Wei / L** WEI"


# ── laws and bad input ───────────────────────────────────────────────────────────────────────────────
levers = st.builds(
    MergeSettings,
    strictness=st.floats(0.05, 1),
    phone=st.booleans(),
    email=st.booleans(),
    name_and_birthday=st.booleans(),
    address=st.booleans(),
    shared_phones=st.booleans(),
)


@settings(max_examples=40, deadline=None)
@given(setting=levers)
def test_laws_of_any_outcome(lab, setting):
    found = lab.outcome(setting)
    assert found.right_pairs + found.missed_pairs == lab.outcome().right_pairs + lab.outcome().missed_pairs
    assert found.people_true == lab.people and 1 <= found.people_found <= lab.cards
    assert found.letters_twice >= found.people_found - found.people_true
    assert (found.people_exposed > 0) == (found.wrong_pairs > 0)
    assert found.people_exposed != 1 and found.customers_glued != 1
    stricter = lab.outcome(MergeSettings(**{**vars(setting), "strictness": min(1.0, setting.strictness + 0.2)}))
    assert stricter.people_found >= found.people_found and stricter.right_pairs <= found.right_pairs


def test_any_engine(case, lab):
    import polars as pl

    cards, owners = (pl.from_pandas(table).lazy() for table in (case.cards, case.truth["card_owners"]))
    other = MergeLab(cards, owners).outcome()
    assert (other.wrong_pairs, other.missed_pairs) == (lab.outcome().wrong_pairs, lab.outcome().missed_pairs)


def test_settings_travel():
    setting = MergeSettings(strictness=0.5, phone=False)
    assert pickle.loads(pickle.dumps(setting)) == setting


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"strictness": 0}, "above 0 to 1"),
        ({"strictness": "0.5"}, "above 0 to 1"),
        ({"phone": 1}, "“phone” is on or off"),
    ],
)
def test_levers_that_mean_nothing(setting, sentence):
    with pytest.raises(CasekitError, match=sentence):
        MergeSettings(**setting)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"owners": pd.DataFrame({"card": [1]})}, "The owners have no column “card_id”"),
        ({"owners": pd.DataFrame({"card_id": ["?"], "person_id": ["p"]})}, "No card has an owner"),
        ({"owners": pd.DataFrame({"card_id": ["S00001"] * 2, "person_id": ["p", "q"]})}, "Card S00001 has two owners"),
        ({"sales": pd.DataFrame({"customer_id": ["K"]})}, "The sales have no column “sales”"),
    ],
)
def test_tables_that_do_not_fit_are_a_sentence(case, change, sentence):
    given = {"owners": case.truth["card_owners"], **change}
    with pytest.raises(CasekitError, match=sentence):
        MergeLab(case.cards.head(20), given["owners"], given.get("sales"))
