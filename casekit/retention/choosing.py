"""The best choice under a few limits, exactly, also among 100,000 customers.

Solved whole, such a choice takes a solver minutes. Three steps make it small (an idea of Pisinger, "An Expanding-Core
Algorithm for the Exact 0–1 Knapsack Problem", European Journal of Operational Research 87, 1995; here for several
limits and several offers a customer):

1. The relaxed problem (shares of an offer allowed) gives each limit a price. At these prices each customer is decided
   alone, and that gives a bound: no choice gains more, whatever the prices are.
2. A good choice: all customers as in the relaxed problem, but a small core of the least decided, solved by HiGHS.
3. An option that would lower the bound below that good choice cannot be part of a better one. Customers with one option
   left are decided; the others are the core, solved once more.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from casekit.errors import CasekitError
from casekit.retention.silence import solver_silenced
from casekit.text import _

TOLERANCE = 1e-6
_FIRST_CORE = 200


@dataclass(frozen=True)
class Problem:
    """``gain`` of each offer (n); ``uses`` (limits × n) what it takes of each limit; ``limits``; ``who``: the number of
    each offer's customer, 0 to customers − 1; ``promised``: customers who get one of their offers in any case."""

    gain: np.ndarray
    uses: np.ndarray
    limits: np.ndarray
    who: np.ndarray
    promised: np.ndarray

    @property
    def customers(self) -> int:
        return len(self.promised)


@dataclass(frozen=True)
class Choice:
    """``taken``: the places of the offers taken. ``bound``: no choice gains more."""

    taken: np.ndarray
    gain: float
    bound: float


def best_choice(problem: Problem, seconds: float, progress: Callable[[str], None] | None = None) -> Choice | None:
    """The choice that gains most, or the best found in time; None when none keeps to the limits and the promises.

    Raises CasekitError when none was found in time.
    """
    until, tell = time.monotonic() + seconds, progress or (lambda _sentence: None)
    relaxed = _relaxed(problem)
    if relaxed is None:
        return None
    shares, prices = relaxed
    stand = _stand(problem, prices)
    tell(_("Shares of offers allowed, no choice gains more than {bound:,.2f}.").format(bound=stand.bound))
    choice = _first(problem, stand, shares, until)
    reached = choice.gain if choice else -np.inf
    if choice and stand.bound - reached <= TOLERANCE * max(abs(stand.bound), 1):
        return Choice(choice.taken, reached, stand.bound)
    spare = stand.bound - reached + 1e-9 * max(abs(stand.bound), 1)  # what an option may cost and still be open
    open_, none_open = stand.loss < spare, (stand.best < spare) & ~problem.promised
    options = np.bincount(problem.who[open_], minlength=problem.customers) + none_open
    tell(_("{n} customers are still open, the others decided.").format(n=f"{int((options > 1).sum()):,}"))
    better = _with_core(problem, stand.option, options > 1, open_, ~none_open, until)
    if better is None and choice is None and time.monotonic() >= until:
        raise CasekitError(
            _("No choice was found within {seconds:g} seconds; give more seconds or fewer promises.").format(
                seconds=seconds
            )
        )
    if better is None:
        return choice and Choice(choice.taken, reached, stand.bound)
    best = better if better.gain > reached else choice
    return Choice(best.taken, best.gain, min(max(better.bound, best.gain), stand.bound))


@dataclass(frozen=True)
class _Stand:
    """Each customer alone at the prices: ``option`` the best offer's place or −1 for none, ``best`` what it leaves
    after the prices, ``loss`` of each offer against it."""

    bound: float
    option: np.ndarray
    best: np.ndarray
    loss: np.ndarray


def _stand(problem: Problem, prices: np.ndarray) -> _Stand:
    left = problem.gain - prices @ problem.uses
    best = np.where(problem.promised, -np.inf, 0.0)
    np.maximum.at(best, problem.who, left)
    option = np.full(problem.customers, -1)
    at_best = np.flatnonzero(left == best[problem.who])
    option[problem.who[at_best]] = at_best
    option[~problem.promised & (best == 0)] = -1
    return _Stand(float(prices @ problem.limits + best.sum()), option, best, best[problem.who] - left)


def _first(problem: Problem, stand: _Stand, shares: np.ndarray, until: float) -> Choice | None:
    """A good choice: as the relaxed problem has it, but for those it splits and the least decided."""
    whole = np.flatnonzero(shares > 1 - TOLERANCE)
    option = np.full(problem.customers, -1)
    option[problem.who[whole]] = whole
    split = np.zeros(problem.customers, dtype=bool)
    split[problem.who[(shares > TOLERANCE) & (shares < 1 - TOLERANCE)]] = True
    split |= problem.promised & (option < 0)
    firmness = np.full(problem.customers, np.inf)
    others = stand.option[problem.who] != np.arange(len(problem.who))
    np.minimum.at(firmness, problem.who[others], stand.loss[others])
    firmness = np.where(problem.promised | (stand.option < 0), firmness, np.minimum(firmness, stand.best))
    firmness[split] = -1
    core = np.zeros(problem.customers, dtype=bool)
    core[np.argsort(firmness, kind="stable")[: _FIRST_CORE + int(split.sum())]] = True
    return _with_core(problem, option, core, np.ones(len(problem.who), dtype=bool), problem.promised, until)


def _with_core(
    problem: Problem, option: np.ndarray, core: np.ndarray, open_: np.ndarray, forced: np.ndarray, until: float
) -> Choice | None:
    """Solve the core with its open offers; the other customers keep their option. None when that cannot be."""
    decided = option[~core]
    decided = decided[decided >= 0]
    left = problem.limits - problem.uses[:, decided].sum(axis=1)
    fixed = float(problem.gain[decided].sum())
    offers = np.flatnonzero(open_ & core[problem.who])
    if (left < -TOLERANCE * np.maximum(problem.limits, 1)).any():
        return None
    if not len(offers):
        return Choice(np.sort(decided), fixed, fixed) if not (forced & core).any() else None
    found = _solve_kinds(problem, offers, forced, np.maximum(left, 0), max(until - time.monotonic(), 0.1))
    if found is None:
        return None
    taken, bound = found
    taken = np.sort(np.concatenate((decided, taken)))
    return Choice(taken, float(problem.gain[taken].sum()), fixed + bound)


def _solve_kinds(problem: Problem, offers: np.ndarray, forced: np.ndarray, left: np.ndarray, seconds: float):
    """HiGHS on these offers. Customers with the same offers are counted as one kind: thousands of equals would keep a
    solver busy with choices that differ in name only."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    kinds, members = _kinds(problem, offers, forced)
    columns = np.concatenate(kinds)
    kind_of = np.repeat(np.arange(len(kinds)), [len(kind) for kind in kinds])
    counts = np.array([len(customers) for customers in members], dtype="float64")
    must = np.array([forced[problem.who[kind[0]]] for kind in kinds])
    each = csr_array((np.ones(len(columns)), (kind_of, np.arange(len(columns)))), shape=(len(kinds), len(columns)))
    rules = [
        LinearConstraint(problem.uses[:, columns], -np.inf, left),
        LinearConstraint(each, np.where(must, counts, 0), counts),
    ]
    with solver_silenced():
        result = milp(
            -problem.gain[columns],
            integrality=np.ones(len(columns)),
            bounds=Bounds(0, counts[kind_of]),
            constraints=rules,
            options={"time_limit": seconds, "mip_rel_gap": TOLERANCE / 10},
        )
    if result.x is None:
        return None
    times = np.round(result.x).astype("int64")
    taken, start = [], 0
    for kind, customers in zip(kinds, members, strict=True):
        which = np.repeat(np.arange(len(kind)), times[start : start + len(kind)])
        taken += [customers[place][at] for place, at in enumerate(which)]
        start += len(kind)
    return np.array(taken, dtype="int64"), -float(result.mip_dual_bound)


def _kinds(problem: Problem, offers: np.ndarray, forced: np.ndarray) -> tuple[list[np.ndarray], list[list[np.ndarray]]]:
    """The offers of each kind (of its first customer), and the offers of each of its customers, in the same order."""
    figures = np.vstack((problem.gain[offers], problem.uses[:, offers]))
    order = np.lexsort((*figures, problem.who[offers]))
    places, figures = offers[order], np.ascontiguousarray(figures[:, order].T)
    starts = np.flatnonzero(np.diff(problem.who[places], prepend=-1))
    found: dict[tuple[bytes, bool], list[np.ndarray]] = {}
    for start, end in zip(starts, np.append(starts[1:], len(places)), strict=True):
        key = figures[start:end].tobytes(), bool(forced[problem.who[places[start]]])
        found.setdefault(key, []).append(places[start:end])
    members = list(found.values())
    return [customers[0] for customers in members], members


def _relaxed(problem: Problem) -> tuple[np.ndarray, np.ndarray] | None:
    """The share of each offer and the price of each limit when shares are allowed; None when even they cannot keep to
    the limits. By an interior point without presolve: seconds less than the simplex on 100,000 customers."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, vstack

    n = len(problem.who)
    one_row = csr_array((np.ones(n), (problem.who, np.arange(n))), shape=(problem.customers, n))
    several = (np.bincount(problem.who, minlength=problem.customers) > 1) & ~problem.promised
    promised = np.flatnonzero(problem.promised)
    given = {
        "c": -problem.gain,
        "A_ub": vstack([csr_array(problem.uses), one_row[np.flatnonzero(several)]]).tocsr(),
        "b_ub": np.concatenate((problem.limits, np.ones(int(several.sum())))),
        "A_eq": one_row[promised] if len(promised) else None,
        "b_eq": np.ones(len(promised)) if len(promised) else None,
        "bounds": (0, 1),
    }
    result = linprog(**given, method="highs-ipm", options={"presolve": False})
    if result.x is None:
        result = linprog(**given, method="highs")
    if result.x is None:
        return None
    return result.x, np.maximum(-result.ineqlin.marginals[: len(problem.limits)], 0)
