"""Functions trainees write: tried on hidden cases, apart from the notebook."""

import sys
import time
from dataclasses import replace

import cloudpickle
import pandas as pd
import pytest
from practice_toys import FUNCTION

from casekit.practice import Status
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number

# What is written in a notebook travels by value; so does what is written in this file.
cloudpickle.register_pickle_by_value(sys.modules[__name__])


def check(function):
    return FUNCTION.check(function)


def right(dates):
    return max(len(set(dates)) - 1, 0)


def test_a_right_function_passes_whatever_its_number_type():
    import numpy as np

    assert check(right).right
    assert check(lambda dates: np.int64(right(dates))).right
    assert check(lambda dates: float(right(dates))).right


def test_a_named_mistake_is_told_with_a_case():
    outcome = check(lambda dates: max(len(dates) - 1, 0))
    assert outcome.mistake == "lines"
    assert "For dates = [" in outcome.message
    assert "yours gives" in outcome.message


def test_another_mistake_is_told_with_a_case():
    outcome = check(lambda dates: 7)
    assert (outcome.status, outcome.mistake) == (Status.WRONG, None)
    assert outcome.message.startswith("0 of 4 cases come out right.")
    assert "yours gives 7" in outcome.message


def test_a_loop_is_stopped():
    def endless(dates):
        while True:
            pass

    begun = time.monotonic()
    outcome = replace(FUNCTION, kind=replace(FUNCTION.kind, seconds=0.3)).check(endless)
    assert outcome.status is Status.UNREADABLE
    assert "0.3 seconds" in outcome.message
    assert time.monotonic() - begun < 30


def test_the_time_to_start_python_is_not_the_trainees():
    kind = Function(signature="f(table)", trials=lambda facts, rng: [(pd.DataFrame({"a": [1]}),)], result=Number())
    quick = replace(
        FUNCTION, kind=replace(kind, seconds=0.2), oracle=lambda facts: lambda table: len(table), mistakes=()
    )
    assert quick.check(lambda table: len(table)).right


def test_an_error_is_one_sentence_with_the_case():
    outcome = check(lambda dates: dates[0] / 0)
    assert outcome.status is Status.UNREADABLE
    assert "For dates = [" in outcome.message
    assert "ZeroDivisionError: division by zero" in outcome.message
    assert "\n" not in outcome.message


def test_printing_and_asking_do_not_break_it(capfd):
    def chatty(dates):
        print("x" * 100_000)
        import sys

        sys.stderr.write("noise")
        sys.__stdout__.write("more")
        return right(dates)

    assert check(chatty).right
    assert capfd.readouterr().out == ""
    assert "EOFError" in check(lambda dates: input("how many? ")).message


def test_a_file_beside_the_notebook_does_not_stand_in_for_python(tmp_path, monkeypatch):
    (tmp_path / "random.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert check(lambda dates: max(len(set(dates)) - 1, 0)).right


def test_the_data_are_not_changed():
    before = [list(dates) for dates in FUNCTION.facts["lists"]]

    def greedy(dates):
        n = right(dates)
        dates.clear()
        return n

    assert check(greedy).right
    assert FUNCTION.facts["lists"] == before


def test_a_mistake_of_ours_that_changes_its_data_changes_no_other():
    greedy = replace(FUNCTION.mistakes[0], compute=lambda facts: lambda dates: dates.clear() or 5)
    question = replace(FUNCTION, mistakes=(greedy, FUNCTION.mistakes[0]))
    assert question.check(lambda dates: max(len(dates) - 1, 0)).mistake == "lines"
    assert question.facts["lists"][1] == [3, 3]


def test_leaving_python_is_a_sentence():
    import os

    assert "ended Python" in check(lambda dates: os._exit(3)).message
    assert "SystemExit" in check(lambda dates: exit_(dates)).message


def exit_(dates):
    raise SystemExit


@pytest.mark.parametrize(
    "function, words",
    [
        (lambda: 3, "repeat_days()"),
        (lambda a, b: 3, "repeat_days(a, b)"),
        (lambda dates: None, "return"),
        (lambda dates: "many", "“many” cannot be read"),
        (lambda dates: (n for n in dates), "TypeError"),
        (3, "repeat_days(dates)"),
        ("repeat_days", "repeat_days(dates)"),
        ([1, 2], "2 results"),
    ],
)
def test_what_is_no_answer_is_a_sentence(function, words):
    outcome = check(function)
    assert outcome.status is Status.UNREADABLE
    assert words in outcome.message


def test_what_cannot_be_taken_along_is_a_sentence():
    import threading

    lock = threading.Lock()
    outcome = check(lambda dates: lock)
    assert outcome.status is Status.UNREADABLE
    assert "cannot be taken along" in outcome.message


def test_a_recursive_function_and_one_with_helpers_pass():
    def count(dates):
        return 0 if not dates else (dates[0] not in dates[1:]) + count(dates[1:])

    assert check(lambda dates: max(count(dates) - 1, 0)).right


def test_the_results_pasted_from_excel_pass():
    results = [str(right(dates)) for dates in FUNCTION.facts["lists"]]
    assert check("\n".join(results)).right
    assert check("\r\n".join(["repeat_days", *results])).right
    assert check("\n".join(["9", *results[1:]])).status is Status.WRONG
    assert check("\n".join(str(max(len(dates) - 1, 0)) for dates in FUNCTION.facts["lists"])).mistake == "lines"


def test_a_heading_is_no_result():
    results = [str(right(dates)) for dates in FUNCTION.facts["lists"]]
    outcome = check("\n".join(["repeat_days", *results[:-1]]))
    assert outcome.status is Status.UNREADABLE and "3 results are given; there are 4" in outcome.message


def test_a_stub_left_as_it_was_is_said_to_be_one():
    outcome = check(lambda dates: ...)
    assert outcome.status is Status.UNREADABLE and "fill in" in outcome.message


def test_a_blank_that_hides_in_the_middle_is_quoted():
    def hidden(dates):
        different = ...  # how many different days?
        return len(dates) if different else 0

    def in_a_list(dates):
        return len([date for date in dates if ...])

    def in_a_condition(dates):
        if ...:  # bought at all
            return 1
        return 0

    for function, line in (
        (hidden, "“different = ...”"),
        (in_a_list, "“return len([date for date in dates if ...])”"),
        (in_a_condition, "“if ...:”"),
    ):
        outcome = check(function)
        assert outcome.status is Status.UNREADABLE and "blank is still in your function" in outcome.message
        assert line in outcome.message


def test_an_ellipsis_of_pythons_own_is_no_blank():
    import numpy as np

    def plain(dates, unused=...):
        shape: tuple[int, ...] = (len(dates),)
        days = np.array(dates)[..., None]
        ...
        return right(days[..., 0].tolist()) if shape else 0

    def written_over(dates):
        different = ...
        different = len(set(dates))
        return max(different - 1, 0)

    assert check(plain).right
    assert check(written_over).right


def test_a_pasted_column_is_not_called_a_function():
    results = [str(right(dates)) for dates in FUNCTION.facts["lists"]]
    outcome = check("\n".join([*results[:2], "9", *results[3:]]))
    assert outcome.status is Status.WRONG
    assert "3 of 4 rows are right. Row 3 of your column" in outcome.message and "says 9" in outcome.message
    assert "unction" not in outcome.message and "yours" not in outcome.message
    outcome = check("\n".join([*results[:2], "many", *results[3:]]))
    assert outcome.status is Status.UNREADABLE and outcome.message.startswith("Row 3 of your column: “many”")


def test_results_may_be_tables():
    from casekit.practice.kinds.table import Table

    kind = Function(
        signature="totals(lines)",
        trials=lambda facts, rng: [(facts["lines"],)],
        result=Table(key="customer", columns={"sales": 2}),
    )
    lines = pd.DataFrame({"customer": ["a", "a", "b"], "sales": [1.0, 2.0, 3.5]})
    question = replace(
        FUNCTION,
        kind=kind,
        given=lambda case, rng: {"lines": lines},
        oracle=lambda facts: lambda lines: lines.groupby("customer", as_index=False).sum(),
        mistakes=(),
    )
    assert question.check(lambda lines: lines.groupby("customer")["sales"].sum()).right
    wrong = question.check(lambda lines: lines.groupby("customer")["sales"].max())
    assert "For lines = a table of 3 rows (customer, sales)" in wrong.message


def test_a_result_that_packs_but_does_not_unpack_is_a_sentence():
    class Two(Exception):
        def __init__(self, one, other):
            super().__init__(one)

    outcome = check(lambda dates: Two(1, 2))
    assert outcome.status is Status.UNREADABLE and "\n" not in outcome.message


def test_a_function_pasted_as_text_is_told_where_to_go():
    assert "only its name" in check("def repeat_days(dates):\n    return 1").message
