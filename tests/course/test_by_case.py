"""What is looked up in a case is computed once for it, and once for each other thing that is asked of it."""

import gc

from casekit.course.by_case import once_a_case


class Company:
    pass


def test_once_a_case_and_again_for_another():
    asked = []
    looked_up = once_a_case(lambda case: asked.append(case) or len(asked))
    one, other = Company(), Company()
    assert [looked_up(one), looked_up(one), looked_up(other), looked_up(one)] == [1, 1, 2, 1]


def test_once_for_each_month_or_name():
    asked = []
    looked_up = once_a_case(lambda case, *which: asked.append(which) or which)
    one, other = Company(), Company()
    for case in (one, other, one):
        assert looked_up(case) == () and looked_up(case, "May") == ("May",) and looked_up(case, "May", 3) == ("May", 3)
    assert len(asked) == 6


def test_nothing_is_kept_longer_than_the_case():
    class Figure:
        alive = 0

        def __init__(self, case):
            Figure.alive += 1

        def __del__(self):
            Figure.alive -= 1

    looked_up = once_a_case(Figure)
    case = Company()
    looked_up(case)
    assert Figure.alive == 1
    del case
    gc.collect()
    assert Figure.alive == 0
