"""What nobody has in life: what an account truly needs, when it leaves, what next year brings, what a benefit does."""

import numpy as np
import pandas as pd

from casekit.cases.simulated import frames
from casekit.cases.simulated.ironbridge_machinery import calendar
from casekit.cases.simulated.ironbridge_machinery import parameters as p
from casekit.cases.simulated.ironbridge_machinery.trade_tables import customer_ids
from casekit.cases.simulated.ironbridge_machinery.world import World


def true_lives(world: World) -> pd.DataFrame:
    """One row an account: its yearly need at the end of 2025, when it leaves and why."""
    n, leaves = len(world.accounts), world.history.leaves
    return pd.DataFrame(
        {
            "customer_id": frames.text(customer_ids(np.arange(n))),
            "yearly_rate": frames.decimal(_rates(world, np.asarray([35])) * 100, 100),
            "leaves_on": frames.days(
                calendar.dates(np.minimum(leaves, calendar.MONTH_START[-1])), leaves == calendar.NEVER
            ),
            "reason": frames.text(world.history.reason),
        }
    )


def true_rates(world: World) -> pd.DataFrame:
    """One row an account and year, by year: what it truly needed, a year, in the mean of the year's months."""
    n, years = len(world.accounts), len(p.YEARS)
    rates = [_rates(world, np.arange(12 * year, 12 * year + 12)) for year in range(years)]
    return pd.DataFrame(
        {
            "customer_id": frames.text(customer_ids(np.tile(np.arange(n), years))),
            "year": frames.whole(np.repeat(p.YEARS, n)),
            "yearly_rate": frames.decimal(np.concatenate(rates) * 100, 100),
        }
    )


def true_value(world: World) -> pd.DataFrame:
    """One row an account: what it bought in 2026, and what that left."""
    history, trade, visits, n = world.history, world.trade, world.service, len(world.accounts)
    later = history.day >= calendar.N_DAYS
    left = (history.cents - trade.cost - trade.freight)[later]
    # whole cents below 2**53: a double adds them up exactly
    margin = np.bincount(history.of[later], left, minlength=n)
    seen = visits.day >= calendar.N_DAYS
    margin = margin - np.bincount(visits.of[seen], visits.cents[seen], minlength=n)
    return pd.DataFrame(
        {
            "customer_id": frames.text(customer_ids(np.arange(n))),
            "next_year_usage": frames.decimal(history.usage(3), 100),
            "next_year_margin": frames.decimal(margin, 100),
        }
    )


def benefit_effect(world: World) -> pd.DataFrame:
    """One row an account: what the benefits of a better grade add to its usage in the year after a promotion."""
    share = world.accounts.benefit
    need = _rates(world, np.arange(24, 36))
    return pd.DataFrame(
        {
            "customer_id": frames.text(customer_ids(np.arange(len(share)))),
            "effect": frames.decimal(np.rint(share * 1000.0), 1000),
            "effect_in_2025": frames.decimal(np.rint(need * share) * 100, 100),
        }
    )


def _rates(world: World, months: np.ndarray) -> np.ndarray:
    """The yearly need in the mean of some months, whole yuan."""
    level = world.accounts.level(months)
    # months before and after a change are counted, for a sum of floats may differ in the last digit
    after = (level != 1.0).sum(axis=1)
    factor = world.accounts.change_factor
    mean = ((len(months) - after) + after * factor) / len(months)
    return np.rint(world.accounts.rate * mean)
