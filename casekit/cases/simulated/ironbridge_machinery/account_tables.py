"""The accounts as the firm's register has them, and what it hears of them: satisfaction, rivals' offers."""

import numpy as np
import pandas as pd

from casekit.cases.simulated import frames
from casekit.cases.simulated.ironbridge_machinery import calendar, words
from casekit.cases.simulated.ironbridge_machinery import parameters as p
from casekit.cases.simulated.ironbridge_machinery.accounts import Accounts
from casekit.cases.simulated.ironbridge_machinery.trade_tables import customer_ids
from casekit.cases.simulated.ironbridge_machinery.world import World

_MONTHS = calendar.MONTHS - 12  # of the records


def accounts(world: World) -> pd.DataFrame:
    """One row an account, in the order of the customer numbers."""
    drawn, history, n = world.accounts, world.history, len(world.accounts)
    closed = history.left_on < calendar.NEVER
    contract = world.stream("accounts/contract").yes(n, np.where(drawn.large, p.CONTRACT[1], p.CONTRACT[0]))
    years = world.stream("accounts/contract years").pick(n, p.CONTRACT_YEARS, p.CONTRACT_WEIGHTS)
    unjudged = world.stream("accounts/potential blank").yes(n, p.POTENTIAL_BLANK)
    unjudged[world.exact] = False
    scores, answered = _scores(world)
    last = answered.shape[1] - 1 - np.argmax(answered[:, ::-1], axis=1)
    industry = world.stream("accounts/industry").pick(n, p.INDUSTRIES, p.INDUSTRY_WEIGHTS)
    return pd.DataFrame(
        {
            "customer_id": frames.text(customer_ids(np.arange(n))),
            "name": frames.text(_names(world, industry)),
            "account_type": frames.text(drawn.account_type),
            "industry": frames.text(industry, world.stream("accounts/industry blank").yes(n, p.INDUSTRY_BLANK)),
            "region": frames.text(drawn.region),
            "entry_month": frames.days(calendar.first_of_month(drawn.entry)),
            "growth_potential": frames.text(drawn.potential, unjudged),
            "payment_credit": frames.text(drawn.credit),
            "contract_years": frames.decimal(np.rint(years * 10.0), 10, ~contract),
            "influence": frames.yes_no(_mark(world, "influence", p.INFLUENCE)),
            "strategic_project": frames.yes_no(_mark(world, "strategic project", p.STRATEGIC)),
            "innovation": frames.yes_no(_mark(world, "innovation", p.INNOVATION)),
            "market_power": frames.yes_no(_market_power(world)),
            "deciders": frames.whole(world.stream("accounts/deciders").whole(n, 1, np.where(drawn.large, 9, 4))),
            "price_sensitivity": frames.whole(_price_sensitivity(world)),
            "harsh_terms": frames.yes_no(drawn.harsh),
            "rival": frames.text(_rivals(world), world.stream("accounts/rival blank").yes(n, p.RIVAL_BLANK)),
            "owner_age_band": frames.text(drawn.owner_age),
            "manager_id": frames.text([f"M{place + 1:02}" for place in drawn.manager]),
            "in_business": frames.yes_no(~closed),
            "left_on": frames.days(calendar.dates(np.minimum(history.left_on, calendar.N_DAYS)), ~closed),
            "satisfaction": frames.whole(scores[np.arange(n), last], ~answered.any(axis=1)),
        }
    )


def satisfaction_log(world: World) -> pd.DataFrame:
    """One row an answer, by quarter, then account."""
    scores, answered = _scores(world)
    quarter, account = np.nonzero(answered.T)
    return pd.DataFrame(
        {
            "customer_id": frames.text(customer_ids(account)),
            "quarter": frames.days(calendar.first_of_month(3 * quarter)),
            "score": frames.whole(scores[account, quarter]),
        }
    )


def rival_offers(world: World) -> pd.DataFrame:
    """One row a rival's offer the firm heard of, by day, then account."""
    account, month = np.nonzero(world.history.offers[:, :_MONTHS])
    n = len(account)
    day = world.stream("rival_offers/day").whole(n, calendar.MONTH_START[month], calendar.MONTH_START[month + 1] - 1)
    cut = np.rint(world.stream("rival_offers/cut").shape(n, p.PRICE_CUT) * 10.0)
    there = (month > world.accounts.entry[account]) & (day < world.history.leaves[account])
    order = np.lexsort((account, day))
    order = order[there[order]]
    return pd.DataFrame(
        {
            "offer_id": frames.text(frames.numbered("R", len(order), 4)),
            "customer_id": frames.text(customer_ids(account[order])),
            "seen_on": frames.days(calendar.dates(day[order])),
            "rival": frames.text(_rivals(world)[account[order]]),
            "price_cut": frames.decimal(cut[order], 10),
        }
    )


def _scores(world: World) -> tuple[np.ndarray, np.ndarray]:
    """What each account would answer in each quarter (1 to 10), and whether it did; accounts × quarters."""
    drawn, history, n = world.accounts, world.history, len(world.accounts)
    quarters = np.arange(_MONTHS // 3)
    noise = world.stream("satisfaction_log/noise").normal(n * len(quarters)).reshape(n, -1)
    level = p.SATISFACTION + world.stream("accounts/mood").uniform(n, *p.MOOD)[:, None] + 0.8 * noise
    level = level - p.AFTER_DEMOTION_DISLIKE * history.demoted[quarters // 4].T
    level = level + p.BENEFIT_LIKED * history.benefited[quarters // 4].T
    start, after = calendar.MONTH_START[3 * quarters], calendar.MONTH_START[3 * quarters + 3]
    soon = history.leaves[:, None] - start[None, :]
    level = level - np.where(soon < 300, p.BEFORE_LEAVING_DISLIKE, 0.0)
    there = (3 * quarters[None, :] > drawn.entry[:, None]) & (history.leaves[:, None] >= after[None, :])
    asked = world.stream("satisfaction_log/answered").yes(n * len(quarters), p.ANSWERED).reshape(n, -1)
    return np.clip(np.rint(level), 1, 10).astype(np.int64), asked & there


def _mark(world: World, name: str, shares: tuple[float, float]) -> np.ndarray:
    drawn: Accounts = world.accounts
    return world.stream(f"accounts/{name}").yes(len(drawn), np.where(drawn.large, shares[1], shares[0]))


def _market_power(world: World) -> np.ndarray:
    kind = world.accounts.account_type
    chance = np.zeros(len(kind))
    for account_type, share in p.MARKET_POWER.items():
        chance = np.where(kind == account_type, share, chance)
    return world.stream("accounts/market power").yes(len(kind), chance)


def _price_sensitivity(world: World) -> np.ndarray:
    """Large accounts look at the whole, so a little less at the price; those with harsh terms at nothing else."""
    drawn = world.accounts
    marks = world.stream("accounts/price").whole(len(drawn), 1, 5) - drawn.large + 2 * drawn.harsh
    return np.clip(marks, 1, 5)


def _rivals(world: World) -> np.ndarray:
    return world.stream("accounts/rival").pick(len(world.accounts), p.RIVALS).astype(object)


def _names(world: World, industry: np.ndarray) -> list[str]:
    """No two alike: what would be a second one bears its region."""
    drawn, n, stream = world.accounts, len(world.accounts), world.stream("accounts/name")
    surname, given, mark = (stream.pick(n, texts) for texts in (words.SURNAMES, words.GIVEN, words.MARKS))
    own, trade, number = stream.yes(n, words.OWN_NAME), stream.uniform(n), stream.order(90 * n) % 90
    names, taken = [], set()
    for place in range(n):
        kind = drawn.account_type[place]
        trades = words.OF_TYPE.get(kind, words.TRADES[industry[place]])
        what = trades[int(trade[place] * len(trades))]
        called = f"{surname[place]} {given[place]}" if own[place] and kind == "end user" else mark[place]
        name = f"{called} {what}"
        while name in taken:
            name = f"{called} {what} {drawn.region[place]} {int(number[place])}"
            number[place] += 1
        taken.add(name)
        names.append(name)
    return names
