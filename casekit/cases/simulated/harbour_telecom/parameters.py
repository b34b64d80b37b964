"""Every number the simulated telecom company is made of. Money in yuan; months count from January 2023 as month 0.

Lists of ``quantiles`` give a distribution by its values at equal steps from the least to the greatest.
"""

SHIPPED_SEED = 2026

# --- The calendar: three years seen, two more lived through for the truth -------------------------------------------
FIRST_YEAR = 2023
MONTHS = 36
MONTHS_OF_TRUTH = 60
OLDEST_ENTRY = -108  # January 2014

# --- Who there is ---------------------------------------------------------------------------------------------------
PEOPLE = (4_430, 4_590)  # people with a customer number, least and most
SECOND_NUMBER = 0.055  # share of them with two customer numbers
THIRD_NUMBER = 0.008
OUTSIDERS = 330  # people who only signed up in the app
CONTACT_PERSONS = 560  # people who stand for an organisation and are no customers themselves
ORGANISATIONS = (1_375, 1_425)
GROUPS = (106, 114)
BRANCHES = (2, 2, 2, 3, 3, 4, 4, 5, 7, 12)  # quantiles of branches a group
GROUP_ID_MISSING = 0.32  # share of branches, the one that signs apart, without their group's number
LOOK_ALIKES = 9  # organisations named like a group they do not belong to
ENTERED_BEFORE = 0.55  # share that was there before the window
HOUSEHOLDS = ((1, 2, 3, 4), (45, 25, 20, 10))  # members, weights
NAMED_AFTER_A_PARENT = 0.35  # children of the parent's sex whose name differs in the last syllable only

AREAS = ("Old Port", "North Quay", "Hillside", "River Bend", "New Town", "Islands")
AREA_WEIGHTS = (20, 18, 17, 16, 21, 8)
NETWORKS = ("4G", "3G", "2G", "2G/3G", "fixed")
PERSON_NETWORKS = (62, 14, 8, 6, 10)
ORGANISATION_NETWORKS = (42, 8, 2, 3, 45)
DATA_CARD = (0.12, 0.36)  # persons, organisations
ORGANISATION_TYPES = ("company", "government", "school", "hospital", "military", "bank")
TYPE_WEIGHTS = (76, 7, 8, 3, 1, 5)
INDUSTRIES = ("retail", "manufacturing", "logistics", "finance", "health", "education", "public", "hospitality")
COMPANY_INDUSTRIES = (34, 24, 16, 5, 4, 3, 0, 14)  # weights

# --- What they spend: the list price of a month's use ---------------------------------------------------------------
PLANS = (9, 19, 29, 39, 59, 79, 99, 129, 169, 199, 299, 399)
PLAN_WEIGHTS = (5, 9, 12, 15, 18, 15, 11, 7, 4, 2.5, 1.5, 1)
PERSON_EXTRA = (0, 0, 0, 2, 4, 7, 11, 17, 28, 60)  # quantiles of use beyond the plan
LONE_FEES = (45, 80, 105, 135, 175, 230, 300, 400, 560, 850, 1_500, 3_900, 12_000)
BRANCH_FEES = (160, 400, 640, 900, 1_250, 1_700, 2_400, 3_500, 8_500)
FLAT_FEE, FLAT_CUSTOMERS = 3_000, 16  # organisations on a flat price of exactly 3,000.00
TREND = (-0.010, -0.004, -0.001, 0.0, 0.002, 0.005, 0.012)  # quantiles of growth a month
PERSON_NOISE = (0.0, 0.2, 0.5, 0.8, 1.0, 1.2, 1.6, 3.0)  # quantiles, times the extra
ORGANISATION_NOISE = (0.70, 0.86, 0.93, 0.97, 1.0, 1.03, 1.07, 1.14, 1.45)
# Seasons, January to December, times the list price
SEASON = (1.02, 0.90, 0.98, 0.99, 1.0, 1.0, 1.0, 1.0, 1.02, 1.02, 1.01, 1.06)
SCHOOL_SEASON = (0.85, 0.60, 1.10, 1.10, 1.10, 1.00, 0.55, 0.60, 1.35, 1.30, 1.20, 1.00)
ISLAND_SEASON = (0.80, 0.80, 0.88, 0.95, 1.10, 1.30, 1.42, 1.42, 1.08, 0.92, 0.80, 0.82)
BEFORE_LEAVING = (0.45, 0.62, 0.82)  # use in the leaving month and the two before, of those who are driven out
DORMANT = (0.030, 0.012)  # in service, but no bill in the last months: persons, organisations
MONTH_WITHOUT_BILL = 0.004

# --- What it costs us -----------------------------------------------------------------------------------------------
DISCOUNT_BY_SIZE = ((300, 0.0, 0.03), (1_000, 0.01, 0.08), (3_000, 0.03, 0.15), (1e9, 0.08, 0.30))  # up to fee, range
PROMOTION = (0.22, 0.10, 0.20)  # share of new persons with a discount in their first year, least and most
LINE_COST = (23.0, 46.0)  # a line a month: persons, organisations
USE_COST = (0.20, 0.44)  # share of the list price, least and most
DRAINS = 15  # large organisations that lose us money
DRAIN_FROM = 5_500  # monthly list price from which one can become a drain
DRAIN_DISCOUNT, DRAIN_USE_COST, DRAIN_HOURS = (0.44, 0.58), (0.46, 0.56), (90, 170)
HOUR_COST = 120  # yuan an hour of visits and service
PAYERS = (0.70, 0.22, 0.08)  # prompt, slow, bad
NEVER_PAID = (0.0005, 0.004, 0.06)  # chance that a bill stays unpaid, by payer
LAST_BILL_UNPAID = 0.25  # chance for the last bill of one who left

# --- Why they leave: chances a month --------------------------------------------------------------------------------
SETTLED, RESTLESS = 0.0028, 0.0160
RESTLESS_SHARE = (0.55, 0.40, 0.28, 0.20, 0.15, 0.12)  # by full years of tenure when the window opens (last: more)
EFFECT_OF_BAD_REPLY = 13.0  # added to 1, in the month of a badly answered complaint and the two after
EFFECT_OF_RIVAL = 9.0  # in the month of a rival's offer and the next
EFFECT_OF_CONTRACT_END = 7.0  # in the month a contract ends and the next
EFFECT_OF_BAD_EXPERIENCE = 1.8  # lives with a network quality under the mark below
BAD_EXPERIENCE = 5.4
UNDER_CONTRACT = 0.4  # times
COMPLAINTS = (0.004, 0.006, 0.009, 0.014, 0.030)  # quantiles of complaints a month
BAD_REPLY = (0.10, 0.30)  # chance of a bad answer: customers with a manager's size, others
RIVAL_OFFERS = (0.0005, 0.001, 0.002, 0.004, 0.010, 0.030)  # quantiles a month
CONTRACT = (0.035, 0.70)  # share with a contract: persons, organisations
CONTRACT_TERMS = ((12, 24, 36), (46, 40, 14))
RENEWED = 0.86

# --- Who serves them ------------------------------------------------------------------------------------------------
MANAGERS = (("key accounts", 9), ("business", 9), ("shop", 4))
MANAGED_FROM = 1_900  # monthly list price from which most organisations have a manager
MANAGED = (0.92, 0.80, 0.38, 0.06)  # large, unit that signs for a group, public body, other organisation
CLERKS = 8
CARE_TEAM = 6

# --- The records ----------------------------------------------------------------------------------------------------
APP_CUSTOMERS = 2_480  # customers with an app account
APP_TWICE = 190  # people who signed up a second time
CONTACT_CARD = (0.95, 0.10)  # organisations with a card of their contact person: with a manager, without
CONTACT_IS_CUSTOMER = 0.20
SHOP_PHONES, TYPED_SHOP_PHONE = 3, 0.010  # the shops' own phones, share of shop cards with one of them
FAMILY_PHONE = 0.10  # households whose members all gave one phone
FAMILY_EMAIL = 0.05
JUNK = 0.025  # share of "-" and "unknown" in the fields of free text
# Blank shares by field: shop register, app register
BLANK = {
    "phone": (0.03, 0.04),
    "email": (0.42, 0.05),
    "id_number": (0.12, 0.86),
    "birthday": (0.14, 0.42),
    "gender": (0.05, 0.22),
    "address": (0.09, 0.70),
    "area": (0.02, 0.38),
    "interests": (0.55, 0.36),
    "occupation": (0.42, 0.64),
    "income_band": (0.62, 0.76),
}
# How a name is written: as on the contract, capitals, given name first, Chinese, initial only, with a slip
SHOP_SPELLINGS = (86, 3, 2, 5, 1, 3)
APP_SPELLINGS = (47, 11, 13, 17, 7, 5)
# How a phone is written: 100-2345-6789, without dashes, with spaces, with +86, an old number
SHOP_PHONE_FORMS = (80, 6, 5, 4, 5)
APP_PHONE_FORMS = (18, 40, 4, 33, 5)
EMAIL_IN_CAPITALS = 0.10
DAY_AND_MONTH_SWAPPED = 0.035

# --- The archive: planted faults ------------------------------------------------------------------------------------
NO_FILE = 0.04
TWO_FILES = 0.028
PAGE_GAP = 0.05
NO_POWER_SHEET = 0.08
CONTRACT_NOT_FILED = 0.05
STALE = 0.16
BADLY_FILLED = 0.08
FILED_PROSPECTS = 12

# --- Points, surveys, prospects, the log ----------------------------------------------------------------------------
POINTS_MEMBERS = 0.42  # share of customers in the points programme, which opened in January 2023
SURVEYED = 820  # customers asked each autumn
PROSPECTS = 40
# Planted among them, least and most: no overview, no talk, no view, no annual accounts; and so on
GENERAL_SURVEY_GAPS = ((2, 4), (2, 5), (2, 5), (2, 4))
OLD_ACCOUNTS, VISITED_TOO_EARLY = (3, 5), (3, 5)
VISIT_TO_COME, VISIT_DISAGREES = (3, 6), (2, 4)
LOG_ROWS = 3_000
# Planted in the log, least and most: without the right, at night, exports by those who may not, by one who has left
LOG_FAULTS = ((28, 44), (14, 26), (3, 7), (2, 5))

# --- Retention campaigns, by lot --------------------------------------------------------------------------------------
# Name, quarter (0 is January to March 2023), share of customers drawn, share of them called, whether a call does
# anything, yuan a contact, yuan a gift
CAMPAIGNS = (
    ("text message, autumn 2023", 3, 0.60, 0.50, False, 1, 0),
    ("call and gift, spring 2024", 5, 0.95, 0.50, True, 18, 60),
    ("call and gift, summer 2024", 6, 0.95, 0.50, True, 18, 60),
    ("call and gift, autumn 2024", 7, 0.95, 0.50, True, 18, 60),
    ("call and gift, winter 2025", 8, 0.95, 0.50, True, 18, 60),
    ("call and gift, spring 2025", 9, 0.95, 0.50, True, 18, 60),
    ("call and gift, summer 2025", 10, 0.95, 0.50, True, 18, 60),
    ("call and gift, autumn 2025", 11, 0.95, 0.50, True, 18, 60),
)
# How many times as likely to leave when called, by what was true on the day before: the first that fits. Newcomers have
# come for a price: whoever calls reminds them of it. Who has been here for years wants to be asked.
CALL_EFFECT = {
    "bad reply": 0.15,
    "contract ends, came lately": 1.3,
    "contract ends": 0.1,
    "rival": 1.2,
    "asleep": 5.0,
    "came lately": 0.85,
    "poor network": 0.7,
    "others": 0.3,
}
CAME_LATELY = 36  # fewer months with us than that
DOG_TENURE = 12  # months with us from which a running contract is no longer thought of
MOST_RESPONSE = 0.97  # greatest chance to leave, called or left alone

# --- Grade benefits with a holdout by lot -----------------------------------------------------------------------------
# A grade is given by the sales of one month, December, and one month is mostly chance: from so many yuan on
GRADES = (("bronze", 60), ("silver", 120), ("gold", 240), ("platinum", 1_000))
BENEFITS_FROM = 24  # month
BENEFIT_SHARE = 0.50  # of those with a grade, by lot; the others have the grade without them
BENEFIT_EFFECT = 0.65  # times as likely to leave within the year; the bills of who is there stay as they are
