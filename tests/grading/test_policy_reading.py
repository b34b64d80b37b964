"""A policy file that is wrong is refused in one sentence: file, place, key and mend."""

import tomllib

import pytest

from casekit.errors import CasekitError
from casekit.grading import load_policy

MEASURES = """
title = "Ours"
[measures.spent]
unit = "yuan"
period = "year"
[measures.credit]
kind = "level"
levels = ["bad", "fair", "good"]
[measures.member]
kind = "yes/no"
[measures.town]
kind = "text"
[measures.joined]
kind = "month"
[measures.born]
kind = "date"
"""


def grade(*conditions, more=""):
    return f'{MEASURES}\n[[grades]]\nid = "A"\nwhen = [{", ".join(conditions)}]\n{more}\n'


SPENT = '{ measure = "spent", from = 1 }'

FAULTS = {
    "no TOML": ("title = Ours", "is not valid TOML"),
    "no title": (grade(SPENT).replace('title = "Ours"', ""), "the key “title” is missing"),
    "unknown key": (grade(SPENT).replace("title", "titel"), "no key “titel”; did you mean “title”?"),
    "unknown key of a measure": (
        grade(SPENT).replace("levels", "level"),
        "[measures], “credit”: there is no key “level”; did you mean “levels”?",
    ),
    "unknown key of a grade": (
        grade(SPENT, more="wen = []"),
        "[[grades]] “A”: there is no key “wen”; did you mean “when”?",
    ),
    "unknown key of a condition": (
        grade('{ measure = "spent", form = 1 }'),
        "[[grades]] “A”, when, condition 1: there is no key “form”; did you mean “from”?",
    ),
    "unknown measure": (grade('{ measure = "spend", from = 1 }'), "“measure” is “spend”, but must be one of: spent"),
    "unknown kind": (grade(SPENT).replace('"level"', '"levels"'), "“kind” is “levels”, but must be one of"),
    "no measures": ('title = "x"\n[[grades]]\nid = "A"', "no measures are declared"),
    "no grades": (MEASURES, "it needs [[grades]], best first"),
    "types without flags": (grade(SPENT).replace("[[grades]]", "[[types]]"), "[[types]] and special belong to kind"),
    "flags without types": ('kind = "flags"\n' + grade(SPENT), "kind is “flags”, so it needs [[types]]"),
    "one bracket": (grade(SPENT).replace("[[grades]]", "[grades]"), "write [[grades]] with two brackets"),
    "no id": (f"{MEASURES}\n[[grades]]\nwhen = [{SPENT}]", "[[grades]] “1”: the key “id” is missing"),
    "empty id": (grade(SPENT).replace('"A"', '" "'), "the id is empty"),
    "two of one id": (grade(SPENT) + f'[[grades]]\nid = "A"\nwhen = [{SPENT}]', "two of [[grades]] have the id “A”"),
    "no conditions": (grade(), "it has no conditions, so everybody would get it"),
    "undefined with conditions": (
        grade(SPENT, more="defined = false"),
        "it says defined = false, yet it has conditions",
    ),
    "outside is a grade": ('outside = "A"\n' + grade(SPENT), "“outside” is “A”, which is a grade too"),
    "from above to": (
        grade('{ measure = "spent", from = 5, to = 2 }'),
        "the band of “spent” starts at 5 and ends at 2: no value lies in it; swap the ends",
    ),
    "an empty point": (grade('{ measure = "spent", from = 5, below = 5 }'), "no value lies in it"),
    "from and above": (grade('{ measure = "spent", from = 5, above = 5 }'), "give “from” or “above”, not both"),
    "included without end": (grade('{ measure = "spent", to = 5, from_included = true }'), "needs “from” beside it"),
    "bands that exclude each other": (
        grade(SPENT, '{ measure = "spent", below = 1 }'),
        "the bands on “spent” have no value in common",
    ),
    "words that exclude each other": (
        grade('{ measure = "credit", is = "good" }', '{ measure = "credit", at_most = "fair" }'),
        "the conditions on “credit” exclude each other",
    ),
    "alternatives that all exclude when": (
        grade(SPENT, more='any = [{ measure = "spent", below = 1 }]'),
        "each entry of “any” excludes what “when” asks for",
    ),
    "two things at once": (grade('{ measure = "spent", from = 1, unstated = "large" }'), "say one thing about “spent”"),
    "nothing said": (grade('{ measure = "spent" }'), "say one thing about “spent”"),
    "a band of a level": (grade('{ measure = "credit", from = 1 }'), "“credit” is a level, which has no from and to"),
    "a word of a number": (grade('{ measure = "spent", is = "much" }'), "“spent” is a number: test it with from, to"),
    "a level that is none": (
        grade('{ measure = "credit", at_least = "god" }'),
        "“at_least” is “god”, but must be one of: bad, fair, good (did you mean “good”?)",
    ),
    "an order of texts": (grade('{ measure = "town", at_least = "A" }'), "“at_least” needs an order"),
    "a number for a word": (grade('{ measure = "town", is = 3 }'), "write a text in quotation marks"),
    "an empty list of words": (grade('{ measure = "town", one_of = [] }'), "“one_of” is an empty list"),
    "all words excluded": (grade('{ measure = "member", not_one_of = ["yes", "no"] }'), "all words of “member” are"),
    "a text for a number": (grade('{ measure = "spent", from = "1" }'), "“from” is '1', but must be a number without"),
    "not a finite number": (grade('{ measure = "spent", from = inf }'), "“from” is inf, which is no finite number"),
    "a number for a month": (grade('{ measure = "joined", from = 3 }'), 'write it like "2025-07"'),
    "a month that is none": (grade('{ measure = "joined", from = "2025-13" }'), 'write it like "2025-07"'),
    "a text for a date": (grade('{ measure = "born", from = "2025-01-01" }'), "write it like 2025-07-01"),
    "mixed units": (
        grade('{ measure = "spent", from = 1, unit = "10,000 yuan" }'),
        "the unit is “10,000 yuan”, but the measure “spent” is in “yuan”; convert the figures",
    ),
    "mixed periods": (
        grade('{ measure = "spent", from = 1, period = "month" }'),
        "the period is “month”, but the measure “spent” is in “year”",
    ),
    "one column in two units": (
        grade(SPENT).replace("[measures.town]", '[measures.paid]\ncolumn = "spent"\nunit = "euro"\n[measures.town]'),
        "“spent” and “paid” read the same column “spent”, but as unit “yuan” and “euro”",
    ),
    "a level without words": (grade(SPENT).replace('levels = ["bad", "fair", "good"]', ""), "a level needs its words"),
    "a word twice": (grade(SPENT).replace('"fair"', '"bad"'), "a word stands twice among the levels"),
    "levels of a number": (grade(SPENT).replace('unit = "yuan"', 'levels = ["a", "b"]'), "only a level or a text has"),
    "a blank that is no level": (
        grade(SPENT).replace('"good"]', '"good"]\nblank = "none"'),
        "“blank” is “none”, but must be one of: bad, fair, good",
    ),
    "a blank date": (
        grade(SPENT).replace('kind = "date"', 'kind = "date"\nblank = "x"'),
        "a blank date cannot stand for",
    ),
    "yes in quotes": (grade(SPENT, more='defined = "no"'), "“defined” is 'no', but must be true or false"),
    "a list that is none": (grade(SPENT, more='services = "all"'), "“services” is 'all', but must be a list"),
    "a list of other things": (grade(SPENT, more="services = [1]"), "must be a list of texts"),
    "a condition that is none": (grade('"spent"'), "here a table with keys is expected, but it is 'spent'"),
    "an empty alternative": (grade(SPENT, more="any = [[]]"), "entry 1 of “any” is an empty list"),
    "too many points asked": (
        grade(more=f"score = {{ at_least = 2, points = [{SPENT}] }}"),
        "at least 2 points are asked for, but all parts together give 1",
    ),
    "a part of nothing": (
        grade(more="score = { at_least = 1, points = [{ when = [] }] }"),
        "this part has no conditions",
    ),
    "points below 0": (
        grade(more='score = { at_least = 1, points = [{ measure = "spent", from = 1, points = -1 }] }'),
        "points must be above 0",
    ),
    "an order that is none": (
        'order = "random"\n' + grade(SPENT),
        "“order” is “random”, but must be one of: best, printed",
    ),
    "an order of others": (
        'order = "printed"\nprinted_order = ["B"]\n' + grade(SPENT),
        "“printed_order” must name each",
    ),
    "an order not asked": ('printed_order = ["A"]\n' + grade(SPENT), "“printed_order” is for order = “printed”"),
    "repaired without saying how": ('repairs = "other"\n' + grade(SPENT), "“ours” must say in words what was changed"),
    "a year in words": ('year = "2014"\n' + grade(SPENT), "“year” is '2014', but must be a whole number"),
    "a day in words": (
        'effective_from = "2026-01-01"\n' + grade(SPENT),
        "“effective_from” is '2026-01-01', but must be a date",
    ),
    "services of nobody": (grade(SPENT, more='[services]\nB = ["x"]'), "[services]: there is no key “B”"),
    "services twice": (
        grade(SPENT, more='services = ["x"]\n[services]\nA = ["y"]'),
        "the services of “A” stand in [[grades]] too",
    ),
    "months since nothing": (grade(SPENT, more="[eligibility]\nfirst_month = 7"), "needs “entry”"),
    "months since a number": (
        grade(SPENT, more='[eligibility]\nentry = "spent"'),
        "“entry” must be a measure of kind month, but “spent” is a number",
    ),
    "a filter of nothing": (grade(SPENT, more='[[filters]]\nid = "f"'), "[[filters]] “f”: a filter needs “when”"),
    "a review rule": (
        grade(SPENT, more="[review]\nmargins = 0.1"),
        "[review]: there is no key “margins”; did you mean",
    ),
    "a recognition by nobody": (
        grade(SPENT, more=f'[[recognition]]\nid = "r"\nby = "magic"\nrecognises = "x"\nwhen = [{SPENT}]'),
        "“by” is “magic”, but must be one of: manual, system, list",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_sentence(tmp_path, text, sentence):
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CasekitError) as raised:
        load_policy(path)
    message = str(raised.value)
    assert "ours.toml" in message
    assert sentence in message
    assert "\n" not in message.removeprefix(str(path))


def test_the_rest_of_the_file_is_right():
    assert tomllib.loads(grade(SPENT))


@pytest.mark.parametrize(
    ("at_least", "sentence"), [("5", "must lie from 2 to 2"), ("1", "must lie from 2"), ('"x"', "whole")]
)
def test_a_special_grade_that_cannot_be(tmp_path, at_least, sentence):
    types = f'[[types]]\nid = "A"\nwhen = [{SPENT}]\n[[types]]\nid = "B"\nwhen = [{SPENT}]\n'
    path = tmp_path / "flags.toml"
    path.write_text(f'kind = "flags"\n{MEASURES}{types}[special]\nid = "s"\nat_least = {at_least}', encoding="utf-8")
    with pytest.raises(CasekitError, match=sentence):
        load_policy(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CasekitError, match="none.toml cannot be read"):
        load_policy(tmp_path / "none.toml")


def test_bytes_that_are_no_text(tmp_path):
    (tmp_path / "odd.toml").write_bytes(b"title = \xff")
    with pytest.raises(CasekitError, match="is not valid TOML"):
        load_policy(tmp_path / "odd.toml")


def test_a_mark_at_the_beginning_as_editors_on_windows_write_it(tmp_path):
    (tmp_path / "mark.toml").write_text(grade(SPENT), encoding="utf-8-sig")
    assert load_policy(tmp_path / "mark.toml").title == "Ours"


def test_a_band_that_was_moved(tmp_path):
    policy = load_policy("key-account-classes")
    moved = policy.with_band("A2", "annual_usage", end=499_999)
    band = moved.grade_of("A2").when[0].band
    assert (band.low, band.high, band.high_included) == (200_000, 499_999, True)
    assert policy.with_band("A1", "annual_usage", start=None).grade_of("A1").when[0].band.low is None
    assert policy.grade_of("A2").when[0].band.high == 300_000
    with pytest.raises(CasekitError, match="no value is left for the grade “A2”"):
        policy.with_band("A2", "annual_usage", end=1)
    with pytest.raises(CasekitError, match="“A2” of “key-account-classes” has no band on “payment_credit”"):
        policy.with_band("A2", "payment_credit", end=1)
    with pytest.raises(CasekitError, match="has no grade “E”; it has: A1, A2"):
        policy.with_band("E", "annual_usage", end=1)


def test_filters_of_another_policy():
    either = load_policy("key-account-or").with_filters(load_policy("large-but-not-key"))
    assert [one.id for one in either.filters] == ["group buyer", "low profit", "harsh terms"]
    assert {"harsh_terms", "innovation"} <= set(either.measures)
    with pytest.raises(CasekitError, match="measure “annual_usage” in different ways"):
        load_policy("key-account-or").with_filters(monthly())


def monthly():
    from dataclasses import replace

    policy = load_policy("large-but-not-key")
    usage = replace(policy.measures["annual_usage"], period="month")
    return replace(policy, measures={**policy.measures, "annual_usage": usage})
