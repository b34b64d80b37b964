"""A lost figure is never filled in; what takes its place is ours and says why."""

import pytest

from casekit.errors import CasekitError
from casekit.records import LostFigure, lost_figures


def register():
    return lost_figures({"visits": "fewest visits for gold", "share": "share of members’ sales"}, source="page 4")


def test_lost_is_not_usable():
    with pytest.raises(CasekitError, match="“visits” is lost in the source .fewest visits for gold."):
        register().value("visits")


def test_one_of_ours_says_so():
    mine = register().with_ours("visits", 12, "one a month")
    assert mine.value("visits") == 12
    assert mine.table().values.tolist() == [
        ["visits", "fewest visits for gold", "page 4", "12", "ours", "one a month"],
        ["share", "share of members’ sales", "page 4", "lost", "nobody’s", ""],
    ]
    assert repr(mine) == "Register of 2 lost figures, 1 of them without a value of ours"
    assert [figure.name for figure in mine] == ["visits", "share"] and len(mine) == 2


def test_the_register_itself_never_changes():
    before = register()
    before.with_ours("visits", 12, "one a month")
    assert before["visits"].ours is None


@pytest.mark.parametrize("value", [0, False, ""])
def test_zero_is_a_value(value):
    assert register().with_ours("visits", value, "none asked for").value("visits") == value


@pytest.mark.parametrize(
    ("do", "sentence"),
    [
        (lambda: register().with_ours("visits", 12, " "), "“visits” is given the value 12 without a reason"),
        (lambda: register().with_ours("visits", None, "x"), "Give “visits” a value"),
        (lambda: register().with_ours("points", 1, "x"), "no lost figure “points”; it has: visits, share"),
        (lambda: lost_figures({}), "at least one"),
        (lambda: LostFigure("", "x"), "needs a name"),
        (lambda: LostFigure("x", " "), "what it stood for"),
    ],
)
def test_what_the_register_refuses(do, sentence):
    with pytest.raises(CasekitError, match=sentence):
        do()
