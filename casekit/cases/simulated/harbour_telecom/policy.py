"""The table of the customer-data policy's clauses: our own words, with one text damaged and one owner missing."""

import numpy as np
import pandas as pd

from casekit.cases.simulated.frames import days, numbered, text
from casekit.cases.simulated.harbour_telecom.calendar import LAST_DAY

_CLAUSES = (
    ("purpose", "By these rules all customers of one grade are served alike, and staff decide faster.", "key accounts"),
    ("classification", "Every customer is graded once a year; grade and reason stand on the card.", "key accounts"),
    ("classification", "A manager may propose another grade in writing; the head of key accounts decides.", ""),
    ("powers and duties", "Only the customer's manager signs offers; the records owner keeps the cards.", "records"),
    ("service standards", "A complaint gets its first answer within one working day, by grade sooner.", "care team"),
    ("continuous improvement", "Whoever finds a rule in the way writes to the head of key accounts.", "key accounts"),
    ("periodic evaluation", "Grades and their services are examined every January.", "key accounts"),
    ("feedback", "Each autumn the care team reports what customers' answers changed.", "care team"),
    ("", "BEST PRICES mobile-games4u ???? all staff keep the ???? of the archive, see ????.", "records"),
    ("staff training", "New staff are taught these rules in their first month.", "key accounts"),
    ("legal basis", "Data are kept for the contract; any other use needs the customer's consent in writing.", "legal"),
    ("notice", "Who signs is told which data we hold, for what, and whom to ask.", "legal"),
    ("retention period", "Cards of customers who left are erased three years after the last bill.", "records"),
    ("access right", "Whoever asks sees all we hold on them within 15 days.", "records"),
    ("gifts to public bodies", "Public bodies get no gifts; visits are reported to the compliance desk.", "compliance"),
)
_NEVER_REVIEWED = 13  # place of the clause nobody has looked at since it was written


def policy_clauses(world) -> pd.DataFrame:
    """The clauses in their order; only the days of review differ from company to company."""
    stream, n = world.stream("policy_clauses"), len(_CLAUSES)
    topic, words, owner = zip(*_CLAUSES, strict=True)
    age = np.where(stream.yes(n, 0.3), stream.whole(n, 380, 1_100), stream.whole(n, 20, 350))
    blank = np.arange(n) == _NEVER_REVIEWED
    return pd.DataFrame(
        {
            "clause_id": text(numbered("Q", n, 2)),
            "topic": text(topic),
            "text": text(words),
            "owner": text(owner),
            "reviewed_on": days(LAST_DAY - age, blank),
        }
    )
