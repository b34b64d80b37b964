"""Who notices a customer, and to whom the customer is referred."""

import pandas as pd
import pytest

from casekit.errors import CasekitError
from casekit.grading import load_policy, recognition_list
from casekit.tables import collect

VISITS = pd.DataFrame(
    {
        "customer_id": ["a", "b", "c", "d"],
        "transaction_amount": [80_000.0, 50_000.0, None, 10.0],
        "special_business": [False, True, False, False],
        "special_product": [False, True, False, False],
        "special_trait": [False, False, False, False],
        "on_red_list": [False, False, True, False],
        "referred": [False, False, True, False],
        "card_swiped": [True, True, True, True],
    }
)


def test_what_the_source_says_of_manual_recognition():
    found = recognition_list(VISITS, load_policy("bank-tiers"))
    rows = [tuple(row) for row in found[["customer_id", "rule", "recognised_as", "refer_to"]].itertuples(index=False)]
    assert rows == [
        ("b", "noticed at the counter", "potential customer", "customer manager"),
        ("c", "on the red list", "red-list customer", "customer manager"),
        ("c", "referred by another post", "potential customer", "customer manager"),
    ]
    assert found["reason"][0] == "noticed at the counter: special business is yes; special product is yes"


def test_a_large_amount_without_a_figure_is_never_met():
    assert "a" not in set(recognition_list(VISITS, load_policy("bank-tiers"))["customer_id"])


def test_ours_has_a_figure_and_a_system():
    found = recognition_list(VISITS, load_policy("bank-tiers-repaired"))
    assert set(found.loc[found["rule"] == "noticed at the counter", "customer_id"]) == {"a", "b"}
    assert found.loc[found["by"] == "system", "customer_id"].tolist() == ["c"]


def test_the_same_on_every_engine(to_engine):
    policy = load_policy("bank-tiers-repaired")
    expected = recognition_list(VISITS, policy)
    given = to_engine(VISITS)
    native = recognition_list(given, policy)
    assert type(native) is type(given)
    found = collect(native, "the comparison", 100)
    order = ["customer_id", "rule"]
    pd.testing.assert_frame_equal(
        expected.sort_values(order, ignore_index=True), found.sort_values(order, ignore_index=True), check_dtype=False
    )


def test_a_policy_without_rules():
    with pytest.raises(CasekitError, match="no rules of recognition"):
        recognition_list(VISITS, load_policy("purchase-tiers"))
