"""Lesson 01: customer records. Its questions in the order of the practice, its lab and its plan sheet."""

from casekit.course.companies import telecom
from casekit.course.customer_records.access import ALLOWED, LOG
from casekit.course.customer_records.admission import GATE, GATE_ORDER
from casekit.course.customer_records.archive import CONTRACTS, FILES, OVERDUE
from casekit.course.customer_records.cards import BOTH_FILLED, ONE_CARD
from casekit.course.customer_records.company import sales_of
from casekit.course.customer_records.identity import CLEAN_PHONE, GROUP_SALES, SAME_PERSON
from casekit.course.customer_records.kinds import KIND_OF_DATA, RATING
from casekit.course.customer_records.plan import PLAN as PLAN
from casekit.course.customer_records.policy import GIFT_OF_DATA, NOTE
from casekit.course.customer_records.privacy import HASH, MASK
from casekit.course.customer_records.recall import RECALL_MEAN, RECALL_PERCENT
from casekit.course.customer_records.review import REVIEW
from casekit.course.customer_records.salon import SALON_CARD, THERAPIST
from casekit.course.customer_records.strictness import STRICTNESS

QUESTIONS = (
    RECALL_MEAN,
    RECALL_PERCENT,
    ONE_CARD,
    BOTH_FILLED,
    KIND_OF_DATA,
    RATING,
    FILES,
    CONTRACTS,
    OVERDUE,
    CLEAN_PHONE,
    SAME_PERSON,
    STRICTNESS,
    GROUP_SALES,
    GATE_ORDER,
    GATE,
    MASK,
    HASH,
    NOTE,
    GIFT_OF_DATA,
    ALLOWED,
    LOG,
    REVIEW,
    SALON_CARD,
    THERAPIST,
)


def _merge_lab():
    from casekit.labs.merge import MergeLab
    from casekit.widgets.merge_lab import merge_lab

    case = telecom(0)
    return merge_lab(MergeLab(case.cards, case.truth["card_owners"], sales_of(case).rename("sales").reset_index()))


LABS = {"merge": _merge_lab}
