"""The tables of what customers say: complaints, answers about their satisfaction, and offers rivals made them."""

import numpy as np
import pandas as pd

from casekit.cases.simulated.frames import chosen, days, decimal, numbered, text, whole
from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.cases.simulated.harbour_telecom.calendar import LAST_DAY, at_minute, day_in, first_of

_END = (LAST_DAY + 1).astype("datetime64[m]")
_SUBJECTS = ("network", "bill", "service", "contract")
_CHANNELS = ("phone", "shop", "app", "letter", "visit")
_OUTCOMES = ("solved", "partly", "refused")
_REPLY = (4, 25, 70, 160, 330, 700, 1_500, 2_900)  # minutes to a good reply, quantiles
_LATE_REPLY = (6_000, 9_000, 14_000, 29_000)
_TO_CLOSE = (30, 300, 1_500, 4_000, 9_000, 30_000)  # minutes from reply to the end
_UNANSWERED, _LATE = 0.42, 0.78  # of badly met complaints: no answer, late answer (cumulative); the others are refused

_ASPECTS = ("network quality", "price", "service", "image")
_SURVEY_MONTH = 9  # October
_SURVEY_DAYS = 42
_IMPORTANCE = ((6, 10, 22, 34, 28), (4, 8, 20, 32, 36), (5, 12, 28, 33, 22), (14, 24, 34, 20, 8))  # weights of 1 to 5

_RIVALS = ("Blue Wave", "Tele Nova", "CityLink")
_SOURCES = ("customer", "shop", "manager")


def complaints(world) -> pd.DataFrame:
    """Every complaint of the three years, in the order of time; a blank time: not by the last day."""
    stream, troubles, here = world.stream("complaints"), world.troubles, world.lives.here
    customer, month = np.nonzero(troubles.complains & (here > 0))
    n, bad = len(customer), troubles.badly_met[customer, month]
    opened = at_minute(day_in(month, stream.uniform(n), here[customer, month]), stream.whole(n, 7 * 60, 22 * 60 - 1))
    lot = stream.uniform(n)
    unanswered, late = bad & (lot < _UNANSWERED), bad & (lot >= _UNANSWERED) & (lot < _LATE)
    wait = np.where(late, stream.shape(n, _LATE_REPLY), stream.shape(n, _REPLY))
    replied = opened + np.rint(wait).astype(np.int64)
    closed = replied + np.rint(stream.shape(n, _TO_CLOSE)).astype(np.int64)
    no_reply = unanswered | (replied >= _END)
    still_open = no_reply | (closed >= _END)
    poor = troubles.quality[customer] < p.BAD_EXPERIENCE
    subject = np.where(poor & stream.yes(n, 0.5), 0, stream.pick(n, range(len(_SUBJECTS)), (34, 36, 20, 10)))
    outcome = np.where(bad & ~late, 2, stream.pick(n, range(3), (72, 22, 6)))
    at = np.lexsort((customer, opened))
    return pd.DataFrame(
        {
            "complaint_id": text(numbered("B", n, 4)),
            "customer_id": chosen(world.accounts.ids, customer[at]),
            "opened_at": days(opened[at]),
            "first_reply_at": days(replied[at], no_reply[at]),
            "closed_at": days(closed[at], still_open[at]),
            "subject": chosen(_SUBJECTS, subject[at]),
            "channel": chosen(_CHANNELS, stream.pick(n, range(len(_CHANNELS)), (50, 22, 18, 6, 4))[at]),
            "outcome": chosen(_OUTCOMES, outcome[at], still_open[at]),
        }
    )


def satisfaction(world) -> pd.DataFrame:
    """Four answers a customer and autumn survey, in the order of the day asked."""
    stream, lives, troubles = world.stream("satisfaction"), world.lives, world.troubles
    asked, when, year = _asked(stream, world)
    n, aspects = len(asked), len(_ASPECTS)
    answers = np.empty((n, aspects, 3), dtype=np.int64)
    months = np.arange(p.MONTHS)[None, :]
    lately = (months > 12 * year[:, None] - 3) & (months < 12 * year[:, None] + _SURVEY_MONTH)
    hurt = (troubles.badly_met[asked] & lately & (lives.here[asked] > 0)).any(axis=1)
    courted = (troubles.rival_offer[asked] & lately).any(axis=1)
    own = 0.7 * stream.normal(n)
    level = np.stack([troubles.quality[asked], 6.4 - 1.5 * courted, 7.2 - 2.8 * hurt, np.full(n, 7.3)], axis=1)
    for k in range(aspects):
        answers[:, k, 0] = stream.pick(n, range(1, 6), _IMPORTANCE[k])
        answers[:, k, 1] = np.clip(np.rint(7.6 + 0.35 * own + 1.1 * stream.normal(n)), 1, 10)
        answers[:, k, 2] = np.clip(np.rint(level[:, k] + own + 1.0 * stream.normal(n)), 1, 10)
    silent = stream.yes(n * aspects, 0.11)
    flat = answers.reshape(n * aspects, 3)
    return pd.DataFrame(
        {
            "answer_id": text(numbered("Y", n * aspects, 5)),
            "customer_id": chosen(world.accounts.ids, np.repeat(asked, aspects)),
            "asked_on": days(np.repeat(when, aspects)),
            "aspect": chosen(_ASPECTS, np.tile(np.arange(aspects), n)),
            "importance": whole(flat[:, 0]),
            "expectation": whole(flat[:, 1]),
            "experience": whole(flat[:, 2], silent),
        }
    )


def _asked(stream, world) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Who was asked and when: each autumn, those with a manager four times as often as others."""
    n = len(world.accounts)
    found = []
    for year in range(p.MONTHS // 12):
        month = 12 * year + _SURVEY_MONTH
        day = first_of(month) + np.floor(stream.uniform(n) * _SURVEY_DAYS).astype(np.int64)
        present = (world.accounts.entry <= month) & (world.lives.day > day)
        lot = stream.uniform(n) * np.where(world.staff.managed, 0.25, 1.0)
        who = np.argsort(np.where(present, lot, 2.0), kind="stable")[: p.SURVEYED]
        who = who[np.lexsort((who, day[who]))]
        found.append((who, day[who], np.full(len(who), year)))
    who, day, year = (np.concatenate(each) for each in zip(*found, strict=True))
    return who, day, year


def rival_offers(world) -> pd.DataFrame:
    """Every offer of a rival that came to our ears, in the order of time."""
    stream, here = world.stream("rival_offers"), world.lives.here
    customer, month = np.nonzero(world.troubles.rival_offer & (here > 0))
    n = len(customer)
    day = day_in(month, stream.uniform(n), here[customer, month])
    at = np.lexsort((customer, day))
    managed = world.staff.managed[customer]
    source = np.where(managed & stream.yes(n, 0.6), 2, stream.pick(n, range(2), (62, 38)))
    return pd.DataFrame(
        {
            "offer_id": text(numbered("R", n, 4)),
            "customer_id": chosen(world.accounts.ids, customer[at]),
            "seen_on": days(day[at]),
            "rival": chosen(_RIVALS, stream.pick(n, range(len(_RIVALS)), (45, 33, 22))[at]),
            "price_cut": decimal(np.rint(2.0 * stream.shape(n, (3, 8, 12, 17, 24, 40)))[at] * 5, 10),
            "source": chosen(_SOURCES, source[at]),
        }
    )
