"""The solver keeps quiet on the terminal, and nothing else that is written meanwhile is lost."""

import os
import threading

import pandas as pd
import pytest

from casekit.retention import allocate_budget, choosing
from casekit.retention.silence import solver_silenced

# A choice for which HiGHS 1.12 repairs its first answer, and prints a line about it from C whatever it is told.
REPAIRED = pd.DataFrame(
    {
        "customer_id": [0, 1, 1, 1, 2, 3, 3, 3, 4, 5, 5, 5, 6, 6, 6],
        "offer": [0, 0, 1, 2, 0, 0, 1, 2, 0, 0, 1, 2, 0, 1, 2],
        "cost": [0.0, 1, 3, 0, 6, 3, 7, 7, 7, 8, 5, 8, 4, 5, 4],
        "gain": [5.0, -1, -5, 2, 5, 7, 11, 8, 8, 1, 8, -5, 10, 12, -1],
        "hours": [1.0, 1, 2, 2, 0, 3, 4, 0, 3, 0, 4, 3, 2, 1, 0],
    }
)


def test_the_solver_prints_nothing(capfd, monkeypatch):
    monkeypatch.setattr(choosing, "_FIRST_CORE", 0)
    found = allocate_budget(REPAIRED, budget=20, hours=11, most_customers=5, must=[5, 1])
    assert found.proven
    assert capfd.readouterr() == ("", "")


def test_its_lines_are_dropped_and_all_others_passed_on(capfd):
    print("before")
    with solver_silenced():
        print("from Python", flush=True)
        os.write(1, b"HighsMipSolverData::something\nanother voice\n")
    print("after")
    assert capfd.readouterr().out.splitlines() == ["before", "from Python", "another voice", "after"]


def test_the_terminal_is_given_back_after_a_mistake(capfd):
    with pytest.raises(ZeroDivisionError), solver_silenced():
        raise ZeroDivisionError
    os.write(1, b"heard\n")
    assert capfd.readouterr().out == "heard\n"


def test_two_at_a_time_do_not_take_each_others_terminal(capfd):
    def work():
        for _turn in range(20):
            with solver_silenced():
                os.write(1, b"HighsMipSolverData::x\n")

    threads = [threading.Thread(target=work) for _one in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    os.write(1, b"heard\n")
    assert capfd.readouterr().out == "heard\n"
