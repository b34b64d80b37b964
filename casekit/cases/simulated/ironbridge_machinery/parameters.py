"""Every number of Ironbridge Machinery's world. Change one, and the firm is another; the files must be written anew.

Money in yuan. Shapes are quantiles at equal steps from the least to the largest, straight in between
(``Stream.shape``). Months count from January 2023 as month 0.
"""

CASE = "ironbridge-machinery"
SHIPPED_SEED = 2026

# ── the calendar ─────────────────────────────────────────────────────────────────────────────────────────
FIRST_DAY, LAST_DAY = "2023-01-01", "2025-12-31"
YEARS = (2023, 2024, 2025, 2026)  # three are in the records, the fourth is lived through for the truth
WEEKDAYS = (10, 10, 10, 10, 10, 3, 0)  # how busy the days are, Monday first
FESTIVALS = ("2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17")  # Spring Festival: closed from then for a week
SEASON = (0.75, 0.55, 1.10, 1.20, 1.20, 1.10, 0.95, 0.95, 1.15, 1.20, 1.05, 0.80)  # January to December; mean 1

# ── the accounts ─────────────────────────────────────────────────────────────────────────────────────────
ACCOUNTS = (438, 464)
ACCOUNT_TYPES, TYPE_WEIGHTS = ("end user", "dealer", "agent", "public institution"), (62, 16, 9, 13)
INDUSTRIES = ("building", "road works", "mining", "forestry", "port", "municipal works")
INDUSTRY_WEIGHTS = (34, 22, 14, 12, 8, 10)
REGIONS, REGION_WEIGHTS = ("Capital", "Coast", "Delta", "Gorge", "Hills", "Plain"), (21, 20, 18, 14, 13, 14)
ENTERED_BEFORE = 0.68  # share that was there before the window
YEARS_BEFORE = (0.1, 1.0, 2.2, 3.8, 6.0, 9.5)
LAST_ENTRY = 33  # October 2025; later ones would have hardly an order
OCTOBER_JOINERS = ((21, 7, 9), (33, 12, 15))  # month, least and most: real customers, but a short first year
OCTOBER_RATES = (60_000, 110_000, 180_000, 290_000, 520_000, 900_000)
YEARLY_RATE = (  # true usage a year: amounts less discounts
    *(2_500, 8_000, 14_000, 20_000, 28_000, 38_000, 50_000, 68_000),
    *(92_000, 125_000, 175_000, 250_000, 370_000, 590_000, 1_900_000),
)
ORDERS_A_YEAR = (2.5, 4.0, 5.5, 7.0, 9.0, 13.0)  # of a middling account; large ones order more often
CHANGES = {"low": 0.16, "middle": 0.22, "high": 0.34}  # share whose need changes for good, by growth potential
CHANGES_UP = {"low": 0.25, "middle": 0.5, "high": 0.8}
CHANGE_MONTHS = (5, 31)
SHRINKS_TO, GROWS_TO = (0.40, 0.75), (1.35, 2.1)
YEARLY_LUCK = (0.50, 0.70, 0.86, 0.98, 1.10, 1.28, 1.66)  # of a year's orders; mean 1
ORDER_SIZE = (0.15, 0.35, 0.55, 0.75, 0.95, 1.2, 1.55, 3.15)  # against the account's own; mean 1
GROWTH_POTENTIAL, POTENTIAL_WEIGHTS = ("low", "middle", "high"), (40, 36, 24)
POTENTIAL_BLANK, RIVAL_BLANK, INDUSTRY_BLANK = 0.08, 0.45, 0.03
CONTRACT_YEARS, CONTRACT_WEIGHTS = (0.5, 1.0, 1.5, 2.0, 3.0), (14, 38, 14, 24, 10)
CONTRACT = (0.25, 0.6)  # share with one: smaller accounts, those above the mark
LARGE = 150_000  # yuan a year
INFLUENCE, STRATEGIC, INNOVATION = (0.06, 0.22), (0.02, 0.16), (0.10, 0.20)  # smaller, larger
MARKET_POWER = {"end user": 0.05, "dealer": 0.45, "agent": 0.3, "public institution": 0.04}
RIVALS = ("Stonegate Plant", "Tiger Crest", "Northway Machines")
OWNER_AGES, AGE_WEIGHTS = ("under 35", "35–50", "over 50"), (8, 51, 41)
MANAGERS = 12
PAYERS, PAYER_WEIGHTS = ("prompt", "slow", "bad"), (58, 26, 16)
PAYMENT_CREDIT = ("bad", "fair", "fairly good", "good")
CREDIT_WEIGHTS = {"prompt": (0, 5, 24, 71), "slow": (4, 36, 46, 14), "bad": (60, 30, 9, 1)}
DRAINS, DRAIN_FROM = (13, 16), 190_000  # large accounts that leave hardly a profit
HARSH, HARSH_FROM, HARSH_ELSEWHERE = (12, 15), 130_000, 0.03  # large ones with harsh terms; share of the others
GROUP_BUYERS, GROUP_BUYER_BELOW = (9, 12), 38_000  # one order in bulk, little besides
GROUP_BUYS_BEFORE = 3  # of them in 2024, the others in 2025
GROUP_BUY = (120_000, 180_000, 260_000, 380_000, 640_000)
SMALL_GROUP_BUY = 0.004  # share of other orders that are a group buy as well

# ── leaving ──────────────────────────────────────────────────────────────────────────────────────────────
LEAVING_A_MONTH = (0.001, 0.002, 0.004, 0.007, 0.012, 0.026)
WELL_SERVED = 0.25  # times, for those whom harsh terms or low prices bind: they gain by staying
AFTER_OFFER, OFFERS_A_MONTH = 2.5, (0.0, 0.0, 0.004, 0.012, 0.03, 0.08)  # added to 1, in that month and the next
AFTER_DEMOTION = 0.016  # added to the chance a month, in the year of a demotion
DEMOTION_LOSS = 0.15  # share of its usage that a demoted account takes elsewhere in that year
DEMOTED, OFFERED = "demotion", "a rival's offer"
OTHER_REASONS, REASON_WEIGHTS = ("price", "gave up business", "own workshop", "merged"), (4, 3, 2, 1)
SAYS_SO, NOTICED_AFTER = 0.5, 200  # share that closes its account; days after which the others' is closed

# ── what the benefits of a better grade do ───────────────────────────────────────────────────────────────
BENEFIT = (0.0, 0.10, 0.24, 0.40, 0.60, 0.90)  # share of its usage added in the year of a promotion

# ── the grades as the managers gave them ─────────────────────────────────────────────────────────────────
GRADES = ("A1", "A2", "B1", "B2", "C", "D", "unclassified")
STANDING = (4, 3, 2, 1, 0, 0, 0)  # C, D and unclassified are the bottom of the ladder
BANDS = ((500_000, 0), (200_000, 1), (50_000, 2), (20_000, 3))  # the managers' reading: no holes, from below
B1_TO_B2_BELOW = 100_000  # with low growth potential
STRICT_REGION, STRICTNESS = "Hills", 0.8  # where a manager counts four fifths of the usage
DRAIN_SEEN = 0.6  # share of the drains a manager has put into C
WRONG_GRADE = 0.035
OVERRIDES = (20, 26)  # accounts lifted by hand, for one of the years or for several
OVERRIDE_ENDS = (("no expiry", 8), ("expired", 8), ("running", 9))  # weights
FAVOURED_AGE, FAVOUR = "over 50", 4  # weight against the others' 1

# ── what each grade is promised ──────────────────────────────────────────────────────────────────────────
SERVICES = {
    "A1": ("own account manager", "24-hour reply", "priority parts", "yearly fleet check", "market report"),
    "A2": ("own account manager", "priority parts", "yearly fleet check", "market report"),
    "B1": ("priority parts", "return visit", "operator training day"),
    "B2": ("return visit",),
    "C": ("return visit",),
}
DELIVERED = {"own account manager": 0.95, "24-hour reply": 0.9, "market report": 0.72}  # others:
DELIVERED_USUALLY = 0.85
WITHOUT_RIGHT = (14, 20)  # services given to accounts no grade of theirs promises them
TO_THE_OLD_GRADE = (8, 12)  # services given in 2025 by the better grade of 2024

# ── orders ───────────────────────────────────────────────────────────────────────────────────────────────
PRODUCTS = (  # name, from and up to what amount it is sold, weight, cost added to the account's share
    ("filters and oil", 0, 6_000, 40, -0.05),
    ("hydraulic parts", 1_500, 20_000, 30, -0.04),
    ("operator training", 1_500, 8_000, 8, -0.09),
    ("hire by the week", 3_000, 40_000, 22, -0.03),
    ("tracks and tyres", 5_000, 50_000, 24, 0.0),
    ("service contract", 6_000, 40_000, 12, -0.07),
    ("attachment", 8_000, 70_000, 20, 0.0),
    ("compact excavator", 55_000, 9e9, 40, 0.02),
    ("roller", 60_000, 9e9, 22, 0.02),
    ("wheel loader", 90_000, 9e9, 34, 0.03),
)
COST_SHARE = (0.58, 0.66, 0.71, 0.75, 0.79, 0.86)  # of an account's net amounts: goods
DRAIN_COST = (0.93, 0.985)
COST_NOISE = (-0.04, 0.04)
DISCOUNT = ((20_000, 0.0, 0.03), (150_000, 0.0, 0.08), (9e9, 0.02, 0.12))  # up to a yearly rate, range
DRAIN_DISCOUNT, HARSH_DISCOUNT = (0.16, 0.24), (0.12, 0.20)
FREIGHT = (0.005, 0.012, 0.02, 0.03, 0.05)
PROJECT = {"small": 0.05, "large": 0.4}  # share of orders, by an order's amount
PROJECT_FROM = 60_000
# Yearly usage of 2025 made exactly so, to the cent: yuan, and who it is given to
EXACT = (
    *((20_000, "low"), (20_000, "growing"), (50_000, "low"), (50_000, "low"), (50_000, "growing")),
    *((50_000, "growing"), (100_000, "growing"), (100_000, "low"), (200_000, "paying"), (200_000, "not paying")),
    *((300_000, "paying"), (300_000, "not paying"), (500_000, "paying"), (500_000, "not paying")),
)
EXACT_FROM, EXACT_TO = 0.55, 1.8  # how far off an account may be that is brought to the sum

# ── invoices and payments ────────────────────────────────────────────────────────────────────────────────
ISSUED_AFTER = (0, 6)  # days
TERMS = ((60_000, 30), (300_000, 60), (9e9, 90))  # days, up to a yearly rate
HARSH_TERMS = 180
INSTALMENTS_FROM = 100_000  # project orders are invoiced in two halves
PAID_AFTER_DUE = {"prompt": (-14, 6), "slow": (3, 60), "bad": (15, 190)}  # days
NEVER_PAID = {"prompt": 0.002, "slow": 0.012, "bad": 0.07}
IN_PARTS = {"prompt": 0.04, "slow": 0.12, "bad": 0.24}
FIRST_PART, LATER = (35, 75), (12, 75)  # per cent; days between the parts
REST_UNPAID = {"prompt": 0.0, "slow": 0.05, "bad": 0.2}

# ── service, satisfaction, rivals ────────────────────────────────────────────────────────────────────────
VISITS_AN_ORDER = 0.42
DRAIN_VISITS = 3.5  # times
VISIT_KINDS, VISIT_WEIGHTS = ("inspection", "repair", "delivery and set-up", "advice"), (28, 38, 22, 12)
VISIT_TENTHS = (5, 10, 18, 30, 50, 110)  # tenths of an hour
HOUR_COST = 160
ANSWERED = 0.36  # share of quarters with an answer
SATISFACTION, MOOD = 6.8, (-1.6, 1.6)
BENEFIT_LIKED = 1.2  # points, in the year of a promotion
AFTER_DEMOTION_DISLIKE, BEFORE_LEAVING_DISLIKE = 1.5, 1.8
PRICE_CUT = (3, 5, 8, 11, 15, 22)  # per cent
