"""A purpose takes its columns and no others; a sensitive one needs a reason."""

import pandas as pd
import pytest

from casekit.errors import CasekitError
from casekit.records import PURPOSES, Purpose, minimise
from casekit.tables import Column, Contract

CARDS = Contract(
    "cards",
    (
        Column("card_id"),
        Column("name", personal="personal"),
        Column("phone"),
        Column("id_number", personal="sensitive"),
    ),
)
TABLE = pd.DataFrame({"id_number": ["HT1"], "phone": ["100"], "name": ["Li"], "card_id": ["S1"], "note": ["x"]})


def test_the_columns_of_the_purpose_in_its_order():
    assert list(minimise(TABLE, CARDS, "phone call")) == ["card_id", "name", "phone"]


def test_a_sensitive_column_with_a_reason():
    mine = {"check": Purpose(("id_number",), {"id_number": "Two people of one name."})}
    assert minimise(TABLE, CARDS, "check", purposes=mine).values.tolist() == [["HT1"]]


@pytest.mark.parametrize(
    ("purpose", "sentence"),
    [
        ("curiosity", "“curiosity” is not declared; declared are: check"),
        ("check", "sensitive column “id_number” without a reason"),
        ("blank", "sensitive column “id_number” without a reason"),
        ("fax", "no column “fax”"),
        ("note", "does not know column “note”"),
    ],
)
def test_what_is_not_given_out(purpose, sentence):
    mine = {
        "check": Purpose(("card_id", "id_number")),
        "blank": Purpose(("id_number",), {"id_number": " "}),
        "fax": Purpose(("fax",)),
        "note": Purpose(("note",)),
    }
    with pytest.raises(CasekitError, match=sentence):
        minimise(TABLE, CARDS, purpose, purposes=mine)


@pytest.mark.parametrize("columns", [(), ("a", "a"), "name"])
def test_a_purpose_without_sense(columns):
    with pytest.raises(CasekitError, match="needs a list of columns"):
        Purpose(columns)


def test_every_example_gives_a_reason_where_it_takes_much():
    assert {
        name for name, purpose in PURPOSES.items() if "id_number" in purpose.columns and not purpose.reasons
    } == set()
