"""The table of prospects: what is known of each in the two stages of the admission gate."""

import numpy as np
import pandas as pd

from casekit.cases.simulated.frames import chosen, days, decimal, numbered, text, whole, yes_no
from casekit.cases.simulated.harbour_telecom import names
from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.cases.simulated.harbour_telecom.calendar import LAST_DAY
from casekit.cases.simulated.harbour_telecom.planting import planted

_STYLES = ("Trading", "Shipyard", "Hotel", "Clinics", "Couriers", "Textiles", "Language Schools", "Foods")
_FIELDS = (
    "retail",
    "manufacturing",
    "hospitality",
    "health",
    "logistics",
    "manufacturing",
    "education",
    "manufacturing",
)
_FEES = (300, 600, 900, 1_300, 1_900, 3_000, 5_200, 14_000)
_VIEWS = (
    *("open to an offer", "content with Blue Wave", "price comes first", "had a bad fault with us in 2022"),
    *("wants one contact for everything", "waits for the new budget"),
)
_RECORDS = ("good", "late", "bad")


def prospects(world) -> pd.DataFrame:
    """Forty prospects; most of the surveys on site belong to those whose general survey is complete."""
    stream, n = world.stream("prospects"), p.PROSPECTS
    kind = stream.whole(n, 0, len(_STYLES) - 1)
    surname = stream.order(len(names.SURNAMES))[:n].tolist()
    texts = [f"{names.SURNAMES[s][0]} & Sons {_STYLES[k]}" for s, k in zip(surname, kind.tolist(), strict=True)]
    everyone = np.ones(n, dtype=bool)
    overview, interviewed, viewed, has_accounts = (
        _all_but(n, planted(stream, everyone, *least_and_most)) for least_and_most in p.GENERAL_SURVEY_GAPS
    )
    accounts = stream.pick(n, (2025, 2024, 2023), (35, 48, 17))
    old = planted(stream, has_accounts, *p.OLD_ACCOUNTS)
    accounts[old] = stream.pick(len(old), (2022, 2021, 2020))
    complete = overview & interviewed & viewed & has_accounts & (accounts >= 2023)
    visited = complete.copy()
    visited[planted(stream, complete, *p.VISIT_TO_COME)] = False
    visited[planted(stream, ~complete, *p.VISITED_TOO_EARLY)] = True
    judged = visited & stream.yes(n, 0.95)
    confirms = stream.yes(n, 0.88)
    confirms[planted(stream, complete & judged, *p.VISIT_DISAGREES)] = False
    talk = LAST_DAY - stream.whole(n, 40, 400)
    fee = np.rint(stream.shape(n, _FEES) / 10.0) * 10.0
    return pd.DataFrame(
        {
            "prospect_id": text(numbered("P", n, 3)),
            "name": text(texts),
            "industry": chosen(_FIELDS, kind),
            "expected_fee": decimal(fee * 100.0, 100),
            "overview_on_file": yes_no(overview),
            "accounts_year": whole(accounts, ~has_accounts),
            "head_interviewed_on": days(talk, ~interviewed),
            "view_of_us": chosen(_VIEWS, stream.whole(n, 0, len(_VIEWS) - 1), ~viewed),
            "visited_on": days(np.minimum(talk + stream.whole(n, 5, 90), LAST_DAY), ~visited),
            "site_confirms": yes_no(confirms, ~judged),
            "payment_record": chosen(_RECORDS, stream.pick(n, range(3), (62, 25, 13)), ~stream.yes(n, 0.90)),
            "lawful_business": yes_no(stream.yes(n, 0.93), ~judged),
        }
    )


def _all_but(n: int, rows: np.ndarray) -> np.ndarray:
    marks = np.ones(n, dtype=bool)
    marks[rows] = False
    return marks
