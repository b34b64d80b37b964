"""Every number of the Willow Salon's world. Change one, and the salon is another; the files must then be written anew.

Shapes are quantiles at equal steps from the least to the largest, straight in between (``Stream.shape``).
"""

CASE = "willow-salon"
SHIPPED_SEED = 2026

# ── the calendar ─────────────────────────────────────────────────────────────────────────────────────────
FIRST_DAY, LAST_DAY = "2024-01-01", "2025-12-31"
MONTHS, MONTHS_IN_SIGHT = 24, 36  # lives are known for a year after the last day
WEEKDAYS = (6, 8, 9, 10, 12, 17, 15)  # how busy the days are, Monday first
SEASON, BEFORE_FESTIVAL, AFTER_FESTIVAL, WEDDINGS = 10, 19, 6, 12  # the same, by time of the year
FESTIVALS = ("2024-02-10", "2025-01-29")  # Spring Festival
CLOSED_FROM, CLOSED_TO = -1, 7  # days around it
BUSY_DAYS, QUIET_DAYS = 28, 28  # before the salon closes, after it opens again
WEDDING_MONTHS = (5, 10)

# ── people ───────────────────────────────────────────────────────────────────────────────────────────────
PEOPLE = (788, 882)
CARD_TYPES = ("annual", "monthly", "walk-in")
CARD_WEIGHTS = (9, 25, 66)
FEMALE = 0.93
BIG_WALK_INS = (9, 13)  # walk-in clients who spend more than most annual-card clients
VISITS_A_MONTH = {  # at the mean season, of an average community
    "annual": (1.6, 2.8, 3.6, 4.4, 6.2),
    "monthly": (0.4, 0.8, 1.2, 1.6, 2.8),
    "walk-in": (0.01, 0.05, 0.16, 0.36, 1.1),
}
BIG_VISITS_A_MONTH = (1.7, 2.2, 3.0)
COMMUNITY_SPENDING = (0.75, 1.3)  # factor on visits, drawn anew for each community
AGE = (18, 25, 30, 35, 41, 48, 55, 74)
JOINED_BEFORE = 0.6  # share of the people whose card is older than the window
JOINED_YEARS_BEFORE = (0.0, 0.6, 1.4, 2.7, 6.9)
LAST_JOINED = "2025-11-30"
ASLEEP = 0.05  # share of the older cards that were left before the window begins
FAMILIES = 14  # pairs that share a phone, an address and a surname: two people all the same
SECOND_CARDS = (38, 58)  # people who stand twice among the clients
SECOND_CARD_VISITS = 0.55  # chance that a later visit is booked on the second card
SECOND_CARD_WALK_IN = 0.8  # the others' second card is of the first one's type

# ── leaving ──────────────────────────────────────────────────────────────────────────────────────────────
LEAVING_A_MONTH = {"annual": 0.008, "monthly": 0.015, "walk-in": 0.022}
FRAILTY = (0.25, 0.5, 0.8, 1.3, 3.0)  # people differ, so those who stay are the loyal ones
BIG_FRAILTY = 0.2
AFTER_CHANGE, AFTER_CHANGE_MONTHS = 0.06, 4  # added to the chance a month when one's therapist has left
CHANGE_REASON = "change of therapist"
OTHER_REASONS, OTHER_WEIGHTS = ("moved away", "price", "no time", "another salon"), (3, 4, 3, 2)

# ── therapists ───────────────────────────────────────────────────────────────────────────────────────────
FIRST_THERAPISTS = 8  # of them two leave, each replaced by a new one
LEAVING_MONTHS = ((5, 10), (13, 18))  # months of the window at whose beginning they are gone
TO_REPLACEMENT = 0.6  # share of their clients who go to the new one, the rest to others
NO_FIXED_THERAPIST = 0.3  # share of walk-ins
STAND_IN = 0.12  # share of visits by another therapist than one's own
HOURS_A_YEAR = (1100, 1250, 1400, 1500, 1650)
SKILL = (-0.6, 0.8)  # points of satisfaction

# ── visits ───────────────────────────────────────────────────────────────────────────────────────────────
SERVICES = (  # name, price in yuan, minutes, weight for everyday, problem skin, luxury
    ("basic facial", 168, 60, 26, 8, 5),
    ("deep cleansing", 198, 60, 22, 14, 6),
    ("moisturising care", 268, 70, 20, 12, 12),
    ("acne care", 328, 75, 3, 30, 3),
    ("brightening care", 398, 80, 8, 22, 16),
    ("anti-ageing care", 580, 90, 3, 8, 32),
    ("eye care", 138, 30, 10, 4, 8),
    ("body massage", 298, 80, 8, 2, 12),
    ("bridal package", 1280, 150, 0.4, 0.3, 6),
)
PRICE_FACTOR = (0.9, 1.12)  # a salon's prices against these
LUXURY = {"annual": 0.45, "monthly": 0.2, "walk-in": 0.1}
PROBLEM_SKIN = 0.5  # share of those with a skin problem who come for it
CARD_PRICE = {"annual": 0.85, "monthly": 0.92, "walk-in": 1.0}
EXTRAS, EXTRAS_WEIGHTS = (1.0, 1.1, 1.25), (75, 17, 8)
PAID_IN_CASH = 0.08  # share of visits of card holders
IMPROVEMENT_JUDGED, NOT_JUDGED = 0.6, ("eye care", "body massage")
SATISFACTION_ANSWERED = 0.5
AFTER_CHANGE_DISLIKE = 1.4  # points of satisfaction lost in the first months with another therapist
TOP_UPS = {"annual": (3000, 5000, 8000), "monthly": (800, 1200, 2000)}  # yuan; a person's usual top-up

# ── products ─────────────────────────────────────────────────────────────────────────────────────────────
KINDS = ("cleanser", "cream", "serum", "mask", "sun", "tool")
BRANDS = ("Lotus Dew", "Snow Pear", "Qingyun Lab", "Maison Saule")
PRODUCTS = (  # name, kind, price in yuan, weight; the weights are dealt out anew within a kind
    ("rice-milk cleanser", "cleanser", 98, 14),
    ("green-tea cleanser", "cleanser", 88, 4),
    ("clay wash", "cleanser", 78, 2),
    ("enzyme powder wash", "cleanser", 128, 1),
    ("hyaluron cream", "cream", 268, 16),
    ("night cream", "cream", 358, 8),
    ("barrier cream", "cream", 228, 3),
    ("hand cream", "cream", 48, 3),
    ("neck cream", "cream", 318, 0.8),
    ("vitamin C serum", "serum", 398, 13),
    ("peptide serum", "serum", 568, 8),
    ("soothing serum", "serum", 298, 3),
    ("salicylic serum", "serum", 258, 2),
    ("pearl serum", "serum", 680, 0.6),
    ("hydrating mask", "mask", 128, 9),
    ("sleeping mask", "mask", 168, 3),
    ("clay mask", "mask", 118, 1.5),
    ("gold mask", "mask", 238, 0.6),
    ("sun fluid 50", "sun", 168, 8),
    ("sun stick", "sun", 138, 2),
    ("after-sun gel", "sun", 98, 0.8),
    ("jade roller", "tool", 158, 1.5),
    ("cleansing brush", "tool", 328, 0.8),
    ("warm eye mask", "tool", 198, 0.8),
)
PRODUCT_COST = (0.35, 0.6)  # of the price
FAVOURED = {"dry": "cream", "oily": "cleanser", "mixed": "mask", "sensitive": "serum"}  # a skin type's kind of product
FAVOUR = 0.3  # share of purchases that go there
BUYS_AT_A_VISIT = (0.02, 0.06, 0.12, 0.22, 0.5)
BIG_BUYS_AT_A_VISIT = 0.45
PIECES, PIECES_WEIGHTS = (1, 2, 3), (84, 12, 4)
ANNUAL_PRODUCT_PRICE = 0.9  # annual cards have a tenth off
RETURNED, RETURN_DAYS = 0.02, (2, 14)
ANNUAL_TARGET, WALK_IN_TARGET = (34, 46), (14, 22)  # per cent of all sales
PREPAID_TARGET = 77  # annual and monthly together: more than they ever bring, so one of them is always below

# ── records ──────────────────────────────────────────────────────────────────────────────────────────────
BLANK = {  # shares of client cards that lack the field
    "phone": 0.06,
    "address": 0.16,
    "community": 0.05,
    "age": 0.2,
    "gender": 0.03,
    "interests": 0.42,
    "family": 0.38,
    "skin_type": 0.12,
    "skin_problem": 0.3,
    "hope": 0.34,
}
JUNK, JUNK_WORDS = 0.03, ("-", "unknown", "?")  # typed where nothing was known, in interests, family and hope
STALE = (0.0, 0.05, 0.15, 0.4, 0.9)  # how far back between joining and today a card was last updated

# ── who reads what ───────────────────────────────────────────────────────────────────────────────────────
ROLES = ("therapist", "store manager", "reception", "owner")
BOTH = ("edit", "export")  # a role with both has two rows
RIGHTS = (  # field, then the right of each role
    ("clients.name", "read", BOTH, "edit", "read"),
    ("clients.phone", "none", BOTH, BOTH, "read"),  # reception may export as well: two doors to one secret
    ("clients.address", "none", BOTH, "read", "read"),
    ("clients.community", "read", BOTH, "read", "read"),
    ("clients.age", "read", "edit", "read", "read"),
    ("clients.gender", "read", "edit", "read", "read"),
    ("clients.interests", "edit", "edit", "read", "read"),
    ("clients.family", "read", "read", "none", "read"),  # nobody may edit: nobody keeps it up to date
    ("clients.skin_type", "edit", "edit", "none", "read"),
    ("clients.skin_problem", "edit", "edit", "none", "none"),
    ("clients.card_type", "read", "edit", "edit", "read"),
    ("clients.hope", "edit", "edit", "none", "read"),
    ("visits.service", "read", "edit", "edit", "read"),
    ("visits.amount", "none", BOTH, "edit", "export"),
    ("visits.improvement", "edit", "read", "none", "read"),
    ("visits.satisfaction", "read", "edit", "read", "read"),
    ("sales.amount", "none", BOTH, "edit", "export"),
    ("prepayments.amount", "none", BOTH, "edit", "export"),
)
LOG_ROWS = (385, 425)
LOG_SHARES = {"therapist": 52, "store manager": 18, "reception": 24, "owner": 6}
LOG_HOURS = (9 * 60, 19 * 60 + 59)  # minutes of the day, in sight of the manager
VIOLATIONS = {  # kinds of violations planted in the log, and how many
    "therapist reads a phone": (4, 8),
    "reception reads a skin problem": (3, 6),
    "export without the right": (2, 4),
    "at night": (3, 6),
    "unknown role": (2, 4),
    "someone who has left": (2, 4),
}
