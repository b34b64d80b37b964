"""Orders, invoices, payments and service visits, up to the records' last day."""

import numpy as np
import pandas as pd

from casekit.cases.simulated import frames
from casekit.cases.simulated.ironbridge_machinery import calendar
from casekit.cases.simulated.ironbridge_machinery import parameters as p
from casekit.cases.simulated.ironbridge_machinery.world import World


def customer_ids(places: np.ndarray) -> np.ndarray:
    """Places among the accounts as customer numbers: B0001 is the oldest account."""
    return np.asarray([f"B{place + 1:04}" for place in places], dtype=object)


def orders(world: World) -> pd.DataFrame:
    """One row an order, by day, then account."""
    history, trade = world.history, world.trade
    n = _seen(world)
    return pd.DataFrame(
        {
            "order_id": frames.text(frames.numbered("O", n, 5)),
            "customer_id": frames.text(customer_ids(history.of[:n])),
            "date": frames.days(calendar.dates(history.day[:n])),
            "product": frames.chosen([entry[0] for entry in p.PRODUCTS], trade.product[:n]),
            "amount": frames.decimal(trade.amount[:n], 100),
            "discount": frames.decimal(trade.discount[:n], 100),
            "cost": frames.decimal(trade.cost[:n], 100),
            "freight": frames.decimal(trade.freight[:n], 100),
            "project": frames.yes_no(trade.project[:n]),
            "group_buy": frames.yes_no(history.bulk[:n]),
        }
    )


def invoices(world: World) -> pd.DataFrame:
    """One row an invoice, in the order of the orders; large projects are invoiced in two halves."""
    order, issued, due, cents = _invoiced(world)
    return pd.DataFrame(
        {
            "invoice_id": frames.text(frames.numbered("I", len(order), 5)),
            "order_id": frames.text(frames.numbered("O", _seen(world), 5)[order]),
            "customer_id": frames.text(customer_ids(world.history.of[order])),
            "issued_on": frames.days(calendar.dates(issued)),
            "due_on": frames.days(calendar.dates(due)),
            "amount": frames.decimal(cents, 100),
        }
    )


def payments(world: World) -> pd.DataFrame:
    """One row a payment received up to the last day, by day, then invoice."""
    invoice, day, cents = _paid(world)
    order = np.lexsort((np.arange(len(day)), invoice, day))
    order = order[day[order] < calendar.N_DAYS]
    account = world.history.of[_invoiced(world)[0]][invoice[order]]
    return pd.DataFrame(
        {
            "payment_id": frames.text(frames.numbered("P", len(order), 5)),
            "invoice_id": frames.text(_invoice_ids(invoice[order])),
            "customer_id": frames.text(customer_ids(account)),
            "paid_on": frames.days(calendar.dates(day[order])),
            "amount": frames.decimal(cents[order], 100),
        }
    )


def service(world: World) -> pd.DataFrame:
    """One row a visit of the service team, by day, then account."""
    visits = world.service
    seen = visits.day < calendar.N_DAYS
    return pd.DataFrame(
        {
            "visit_id": frames.text(frames.numbered("V", int(seen.sum()), 5)),
            "customer_id": frames.text(customer_ids(visits.of[seen])),
            "date": frames.days(calendar.dates(visits.day[seen])),
            "kind": frames.text(visits.kind[seen]),
            "hours": frames.decimal(visits.tenths[seen], 10),
            "cost": frames.decimal(visits.cents[seen], 100),
        }
    )


def _seen(world: World) -> int:
    """How many orders the records hold."""
    return int((world.history.day < calendar.N_DAYS).sum())


def _invoice_ids(places: np.ndarray) -> np.ndarray:
    return np.asarray([f"I{place + 1:05}" for place in places], dtype=object)


def _invoiced(world: World) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Order, day of issue, day due and cents of each invoice issued up to the last day."""
    n, history, accounts = _seen(world), world.history, world.accounts
    halves = world.trade.project[:n] & (history.cents[:n] >= p.INSTALMENTS_FROM * 100)
    order = np.repeat(np.arange(n), np.where(halves, 2, 1))
    second = np.concatenate(([False], order[1:] == order[:-1]))
    first_part = np.where(halves, history.cents[:n] // 2, history.cents[:n])[order]
    cents = np.where(second, history.cents[:n][order] - first_part, first_part)
    after = world.stream("invoices/issued").whole(n, *p.ISSUED_AFTER)[order] + np.where(second, 45, 0)
    issued = history.day[:n][order] + after
    days = np.zeros(len(accounts), dtype=np.int64)
    for mark, term in reversed(p.TERMS):
        days = np.where(accounts.rate <= mark, term, days)
    days = np.where(accounts.harsh & accounts.large, p.HARSH_TERMS, days)
    there = issued < calendar.N_DAYS
    return order[there], issued[there], (issued + days[history.of[order]])[there], cents[there]


def _paid(world: World) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Invoice (by its place), day and cents of each payment, also of those after the last day."""
    order, issued, due, cents = _invoiced(world)
    n, payer = len(order), world.accounts.payer[world.history.of[order]]
    first = np.zeros(n, dtype=np.int64)
    never, parts, rest_lost = (np.zeros(n, dtype=bool) for _kind in range(3))
    for kind in p.PAYERS:
        these, stream = payer == kind, world.stream(f"payments/{kind}")
        first = np.where(these, due + stream.whole(n, *p.PAID_AFTER_DUE[kind]), first)
        never |= these & stream.yes(n, p.NEVER_PAID[kind])
        parts |= these & stream.yes(n, p.IN_PARTS[kind])
        rest_lost |= these & stream.yes(n, p.REST_UNPAID[kind])
    first = np.maximum(first, issued)
    stream = world.stream("payments/parts")
    part = cents * stream.whole(n, *p.FIRST_PART) // 100
    later = first + stream.whole(n, *p.LATER)
    whole, some = np.flatnonzero(~never), np.flatnonzero(~never & parts & ~rest_lost)
    paid = np.where(parts, part, cents)
    return (
        np.concatenate((whole, some)),
        np.concatenate((first[whole], later[some])),
        np.concatenate((paid[whole], (cents - part)[some])),
    )
