"""What a file cannot tell, and what an activity is for."""

from casekit.course.dates import day
from casekit.course.recency_frequency_monetary.shop import cdnow, shop
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match
from casekit.practice.kinds.choose import Choice
from casekit.text import _


# ── what cannot be told ──────────────────────────────────────────────────────────────────────────────────
def _entries(case, rng):
    at = shop(case)
    first = at.transactions.groupby("customer_id")["date"].min()
    months = first.dt.to_period("M").value_counts().sort_index()
    everything = (at.transactions["date"].max() - at.transactions["date"].min()).days / 30.44
    return {
        "total": len(first),
        "from_day": day(first.min()),
        "to_day": day(first.max()),
        "file_end": day(at.transactions["date"].max()),
        "per_month": round(len(first) / len(months)),
        "over_all": round(len(first) / everything),
    }


CANNOT_TELL = Question(
    id="rfm.new-customers",
    kind=Choice(
        options={
            "cannot": _("This cannot be told from these data."),
            "per-month": _("About {per_month:,} a month"),
            "over-all": _("About {over_all:,} a month"),
            "zero": _("None: the shop wins no new customers any more."),
        },
    ),
    case=cdnow,
    given=_entries,
    prompt=_(
        "The file holds {total:,} customers. Their first purchases fall between {from_day} and {to_day}; their purchases "
        "go on until {file_end}. How many new customers did the shop win a month **in the summer of 1997**?"
    ),
    oracle=lambda facts: "cannot",
    mistakes=(
        Mistake.picked(
            "per-month",
            _(
                "{total:,} over three months of entry gives {per_month:,} a month, for those months of this sample. The "
                "summer is not in it: the file was made by taking people who first bought by {to_day}. Who "
                "came later is not on the list. Could a customer of July be in this file?"
            ),
        ),
        Mistake.picked(
            "over-all",
            _(
                "{over_all:,} a month spreads the customers over all months of the file. But nobody in it came after "
                "{to_day}, and not because nobody came: the file was cut that way. Who is missing from it?"
            ),
        ),
        Mistake.picked(
            "zero",
            _(
                "No one in the file came in summer, that is true. The file only took people who first bought by {to_day}, "
                "so it would look like this however many came later. An empty cell is no zero."
            ),
        ),
    ),
    right=_(
        "The file follows one group of entrants and no one else. Before you count, ask how a row gets into the "
        'file. The answer "this cannot be told" saves a wrong plan.'
    ),
    hints=Hints(
        _("How does a customer get into this file?"),
        _("A figure about a month needs the people of that month in the data."),
        _("Every customer in the file first bought by {to_day}. A customer won in July would be …"),
        _("{answer}"),
    ),
    competencies=("GR10", "GR11"),
)


# ── development or management, and who counts as a customer ──────────────────────────────────────────────
ACTIVITIES = {
    "fair": ("development", _("take a stand at a trade fair to find buyers")),
    "cold": ("development", _("phone firms that have never bought")),
    "needs": ("development", _("study a town where we have no shop yet")),
    "trial": ("development", _("give a first-time price to strangers")),
    "birthday": ("management", _("congratulate a regular on her birthday")),
    "complaint": ("management", _("call back the customer who complained")),
    "upgrade": ("management", _("offer a present customer a larger contract")),
    "quiet": ("management", _("ask a customer who went quiet what is wrong")),
    "regular": ("management", _("thank the partner who has bought for five years")),
}


def _activities(case, rng):
    ours = [name for name, (kind, _label) in ACTIVITIES.items() if kind == "development"]
    theirs = [name for name, (kind, _label) in ACTIVITIES.items() if kind == "management"]
    six = rng.sample(ours, 3) + [
        "upgrade",
        "quiet",
        rng.choice([name for name in theirs if name not in ("upgrade", "quiet")]),
    ]
    rng.shuffle(six)
    return {"six": six}


def _sides(change=None):
    def side(facts):
        return {name: (change or {}).get(name, ACTIVITIES[name][0]) for name in facts["six"]}

    return side


DEVELOP_OR_MANAGE = Question(
    id="rfm.develop-or-manage",
    kind=Match(
        left=lambda facts: {name: ACTIVITIES[name][1] for name in facts["six"]},
        right={
            "development": _("development (开发)"),
            "management": _("management (管理)"),
        },
    ),
    case=cdnow,
    given=_activities,
    prompt=_(
        "Before you spend on a class, say what the money is for. **Development** finds people who are not yet customers; "
        "**management** serves those who are. Which is which?"
    ),
    oracle=_sides(),
    mistakes=(
        Mistake(
            "selling-more-is-development",
            _sides({"upgrade": "development"}),
            _(
                "All right but one: *a larger contract*. It is selling, and feels like winning. But the "
                "buyer is a customer already; charged to development, the cost makes new customers look dearer than they are."
            ),
        ),
        Mistake(
            "quiet-is-lost",
            _sides({"quiet": "development"}),
            _(
                "All right but one: the customer who *went quiet*. Quiet is not gone. Asking what is wrong is the most "
                "useful management there is; leave it to development and nobody asks."
            ),
        ),
        Mistake(
            "selling-more-and-quiet",
            _sides({"upgrade": "development", "quiet": "development"}),
            _(
                "You sent *the larger contract* and *the one who went quiet* to development. Both are customers already. The "
                "test is not how hard the work is, but whether the person has bought before."
            ),
        ),
    ),
    right=_(
        "The test is one question: has this person bought before? Two budgets, two measures: cost of a new customer for the "
        "one, customers kept for the other."
    ),
    hints=Hints(
        _("Ask of each line: has this person bought before?"),
        _("Not yet a customer: development. A customer, even a quiet or an angry one: management."),
        _("The offer of a larger contract goes to a present customer, so it is …"),
        _("{answer}"),
    ),
    competencies=("GR10",),
)
