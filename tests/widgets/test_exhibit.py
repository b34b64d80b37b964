"""A table as accessible HTML."""

import pandas as pd
import polars as pl

from casekit.widgets.exhibit import table_html


def test_headers_caption_and_frame_have_their_roles():
    table = pd.DataFrame({"customer": ["A"], "days": [3]}, index=pd.Index(["x"], name="row"))
    page = table_html(table, "Who came")
    assert '<th scope="col" class="ck-word">customer</th>' in page
    assert '<th scope="col" class="ck-figure">days</th>' in page
    assert '<th scope="row">x</th>' in page
    assert "<caption>Who came</caption>" in page
    assert 'role="group" tabindex="0" data-lm-suppress-shortcuts="true" aria-label="Who came"' in page
    assert '<caption class="ck-hidden">The table' in table_html(table)


def test_an_unnamed_counting_index_is_left_out():
    assert 'scope="row"' not in table_html(pd.DataFrame({"days": [3]}))
    assert '<th scope="row">0</th>' in table_html(pd.DataFrame({"days": [3]}).rename_axis("month"))


def test_figures_dates_and_gaps_are_readable():
    table = pd.DataFrame(
        {
            "spend": [1234.5, None],
            "share": [0.125, 0.5],
            "visits": [1200, 3],
            "first": pd.to_datetime(["1997-01-02", None]),
        }
    )
    page = table_html(table)
    for shown in ("1,234.50", "0.125", "0.500", "1,200", "1997-01-02", "–"):
        assert f">{shown}</td>" in page
    assert '<td class="ck-figure">–</td>' in page and '<td class="ck-word ck-day">–</td>' in page
    assert "00:00" not in page and "nan" not in page and "NaT" not in page


def test_names_from_the_data_cannot_become_markup():
    page = table_html(pd.DataFrame({"<b>": ["<script>alert(1)</script>"]}), 'a "caption"')
    assert "<script>" not in page and "<b>" not in page and 'aria-label="a &quot;caption&quot;"' in page


def test_rows_that_are_not_shown_are_counted():
    page = table_html(pd.DataFrame({"n": range(1043)}))
    assert page.count("<tr>") == 41
    assert "1,043 rows: scroll for the first 40; the others are not shown here." in page


def test_a_table_that_scrolls_says_so_and_can_be_found():
    whole, long = (table_html(pd.DataFrame({"n": range(rows)}), "Who", of="question 3") for rows in (15, 16))
    assert 'class="ck-scroll" role="group"' in whole and "scroll for" not in whole
    assert 'class="ck-scroll ck-long" role="region" tabindex="0"' in long
    assert 'aria-label="Who (question 3)"' in long and "16 rows: scroll for more." in long


def test_dashes_stand_where_figures_would():
    page = table_html(pd.DataFrame({"share": [float("nan")] * 2, "seen": [None] * 2, "new": [True, False]}))
    assert page.count('<td class="ck-figure">–</td>') == 2 and page.count('<td class="ck-word">–</td>') == 2
    assert '<td class="ck-word">True</td>' in page


def test_caption_of_the_table_itself_and_a_series_and_polars():
    table = pd.DataFrame({"n": [1]})
    table.attrs["caption"] = "Its own"
    assert "<caption>Its own</caption>" in table_html(table)
    assert ">spend</th>" in table_html(pd.Series([1.5], index=["A"], name="spend"))
    assert ">2</td>" in table_html(pl.DataFrame({"n": [2]}))


def test_labels_without_a_name_have_no_empty_heading():
    table = pd.DataFrame({"spend": [1, 2]}, index=["A", "B"])
    page = table_html(table)
    assert "<td></td>" in page and "></th>" not in page


def test_figures_and_dates_written_as_text_stand_as_figures_and_dates():
    page = table_html(
        pd.DataFrame(
            {"share": ["3.9 %", "–"], "sign": ["+1,224", "-0.3"], "due": ["2026-06-27", None], "to": ["3 days", "7"]}
        )
    )
    assert '<td class="ck-figure">3.9 %</td><td class="ck-figure">+1,224</td>' in page
    assert '<td class="ck-word ck-day">2026-06-27</td><td class="ck-word">3 days</td>' in page
    assert '<th scope="col" class="ck-figure">sign</th>' in page
