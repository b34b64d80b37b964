"""The tables of what serving takes: hours and costs by quarter, and every contact."""

import numpy as np
import pandas as pd

from casekit.cases.simulated.frames import chosen, days, decimal, numbered, text, whole
from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.cases.simulated.harbour_telecom.calendar import at_minute, day_in, first_of
from casekit.cases.simulated.harbour_telecom.staff import CLERKS

_QUARTERS = p.MONTHS // 3
_HAPPENS = (0.88, 0.24, 0.055)  # chance of service in a quarter: with a manager, other organisation, person
_HOURS = ((1.0, 3.0, 5.0, 8.0, 13.0, 28.0), (0.4, 0.8, 1.2, 2.0, 4.5), (0.2, 0.3, 0.5, 0.8, 1.8))  # quantiles
_EXTRAS = ((0, 0, 0, 120, 480, 2_600), (0, 0, 0, 40, 260), (0, 0, 0, 0, 45))  # gifts, line work: quantiles in yuan
_CONTACTS = (0.55, 0.06, 0.021)  # chance of a contact in a month
_CHANNELS = ("phone", "visit", "shop", "app", "letter")
_CHANNEL_WEIGHTS = ((48, 34, 4, 9, 5), (46, 8, 24, 18, 4), (36, 0, 34, 28, 2))
_MINUTES = {"phone": (2, 4, 7, 12, 30), "visit": (25, 45, 60, 80, 150), "shop": (5, 9, 14, 20, 45)}
_MINUTES |= {"app": (1, 2, 4, 7, 20), "letter": (10, 15, 20, 30, 60)}
_TOPICS = ("bill", "tariff", "new line", "fault", "contract", "greeting", "complaint", "data card", "moving house")
_TOPIC_WEIGHTS = (24, 18, 10, 16, 9, 8, 6, 6, 3)


def sort_of_customer(world) -> np.ndarray:
    """0 with a manager, 1 another organisation, 2 a person."""
    return np.where(world.staff.managed, 0, np.where(world.accounts.is_organisation, 1, 2))


def service(world) -> pd.DataFrame:
    """One row a customer and quarter in which something was done, in that order."""
    stream, accounts = world.stream("service"), world.accounts
    n, sort = len(accounts), sort_of_customer(world)
    drain = accounts.drain & world.staff.managed
    there = world.lives.here.reshape(n, _QUARTERS, 3).any(axis=2)
    chance = np.where(drain, 1.0, np.asarray(_HAPPENS)[sort])
    happens = there & (stream.uniform(n * _QUARTERS).reshape(n, _QUARTERS) < chance[:, None])
    customer, quarter = np.nonzero(happens)
    hours, extras = np.zeros(len(customer)), np.zeros(len(customer))
    for code in range(3):
        rows = sort[customer] == code
        hours[rows] = stream.shape(int(rows.sum()), _HOURS[code])
        extras[rows] = stream.shape(int(rows.sum()), _EXTRAS[code])
    hours = np.where(drain[customer], stream.uniform(len(customer), *p.DRAIN_HOURS), hours)
    tenths = np.maximum(np.rint(hours * 10.0), 1).astype(np.int64)
    return pd.DataFrame(
        {
            "customer_id": chosen(accounts.ids, customer),
            "quarter": days(first_of(3 * quarter)),
            "hours": decimal(tenths, 10),
            "cost": decimal(tenths * p.HOUR_COST * 10 + np.rint(extras).astype(np.int64) * 100, 100),
        }
    )


def contacts(world) -> pd.DataFrame:
    """Every contact of the three years, in the order of time."""
    stream, accounts = world.stream("contacts"), world.accounts
    sort, here = sort_of_customer(world), world.lives.here
    happens = (here > 0) & (stream.uniform(here.size).reshape(here.shape) < np.asarray(_CONTACTS)[sort][:, None])
    customer, month = np.nonzero(happens)
    rows = len(customer)
    day = day_in(month, stream.uniform(rows), here[customer, month])
    moment = at_minute(day, stream.whole(rows, 8 * 60, 18 * 60 - 1))
    channel, minutes = np.zeros(rows, dtype=np.int64), np.zeros(rows)
    for code in range(3):
        these = sort[customer] == code
        channel[these] = stream.pick(int(these.sum()), range(len(_CHANNELS)), _CHANNEL_WEIGHTS[code])
    for code, name in enumerate(_CHANNELS):
        these = channel == code
        minutes[these] = np.rint(stream.shape(int(these.sum()), _MINUTES[name]))
    clerk = stream.whole(rows, 0, len(CLERKS) - 1)
    manager = world.staff.of_customer[customer]
    by_manager = (manager >= 0) & (stream.yes(rows, 0.85) | (channel == _CHANNELS.index("visit")))
    by_manager &= world.staff.joined_on[manager] <= day
    by = np.where(by_manager, manager, len(world.staff.ids) + clerk)
    topic = stream.pick(rows, range(len(_TOPICS)), _TOPIC_WEIGHTS)
    at = np.lexsort((customer, moment))
    return pd.DataFrame(
        {
            "contact_id": text(numbered("X", rows, 5)),
            "customer_id": chosen(accounts.ids, customer[at]),
            "at": days(moment[at]),
            "channel": chosen(_CHANNELS, channel[at]),
            "by": chosen([*world.staff.ids, *CLERKS], by[at]),
            "minutes": whole(minutes[at]),
            "topic": chosen(_TOPICS, topic[at]),
        }
    )
