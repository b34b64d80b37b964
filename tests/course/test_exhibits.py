"""A sheet longer than its card is cut, and the card says so."""

import pandas as pd

from casekit.course.exhibits import first_rows


def test_a_cut_sheet_says_how_much_there_is():
    sheet = pd.DataFrame({"customer": list("abcde"), "margin": range(5)})
    shown = first_rows(sheet, 2)
    assert shown.index.tolist() == ["a", "b"] and shown.columns.tolist() == ["margin"]
    assert shown.attrs["caption"] == "The first 2 of 5 rows; the Excel sheet has them all"
    assert "caption" not in sheet.attrs
