"""Accounts whose usage of 2025 is a band's end to the cent: a rule with > gives another grade than one with ≥."""

from dataclasses import replace

import numpy as np

from casekit.cases.simulated.ironbridge_machinery import calendar
from casekit.cases.simulated.ironbridge_machinery import parameters as p
from casekit.cases.simulated.ironbridge_machinery.accounts import Accounts
from casekit.cases.simulated.ironbridge_machinery.history import History

YEAR = p.YEARS.index(2025)
_LEAST_ORDERS = 3


def plant_exact_sums(accounts: Accounts, history: History) -> tuple[History, np.ndarray]:
    """The history with those orders of 2025 scaled, and the accounts concerned, in the order of ``EXACT``."""
    cents, chosen = history.cents.copy(), []
    of_year = (history.day >= calendar.year_start(YEAR)) & (history.day < calendar.N_DAYS)
    usage = history.usage(YEAR)
    free = _free(accounts, history, of_year)
    for yuan, kind in p.EXACT:
        who = _nearest(usage, yuan * 100, free & _of_kind(accounts, kind))
        if who is None:
            continue
        places = np.flatnonzero(of_year & (history.of == who))
        scaled = np.rint(cents[places] * (yuan * 100 / float(usage[who]))).astype(np.int64)
        scaled[np.argmax(scaled)] += yuan * 100 - scaled.sum()
        cents[places] = scaled
        free[who] = False
        chosen.append(who)
    return replace(history, cents=cents), np.asarray(chosen, dtype=np.int64)


def _free(accounts: Accounts, history: History, of_year: np.ndarray) -> np.ndarray:
    """Who was there all year, bought several times, and is part of no other trap."""
    orders = np.bincount(history.of[of_year], minlength=len(accounts))
    there = (accounts.entry < 12 * YEAR) & (history.leaves >= calendar.N_DAYS)
    return there & (orders >= _LEAST_ORDERS) & ~accounts.group_buyer & ~accounts.drain & ~history.in_lot


def _of_kind(accounts: Accounts, kind: str) -> np.ndarray:
    if kind in ("low", "growing"):
        return (accounts.potential == "low") == (kind == "low")
    return np.isin(accounts.credit, ("good",) if kind == "paying" else ("bad", "fair"))


def _nearest(usage: np.ndarray, cents: int, among: np.ndarray) -> int | None:
    ratio = np.maximum(usage, 1) / float(cents)
    off = np.where(ratio > 1.0, ratio, 1.0 / ratio)
    off = np.where(among & (ratio > p.EXACT_FROM) & (ratio < p.EXACT_TO), off, np.inf)
    who = int(np.argmin(off))
    return who if np.isfinite(off[who]) else None
