"""Before a figure is used: does it add up, is it there at all, and of whom does it speak?"""

from itertools import pairwise

import pandas as pd

from casekit.course.abc_and_pareto.company import accounts, month_accounts, months, year
from casekit.course.companies import telecom
from casekit.grading import top_share
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match
from casekit.practice.kinds.choose import Choice
from casekit.text import _

# ── a printed table against the records ──────────────────────────────────────────────────────────────────
CAUSES = {
    "digits": _("two neighbouring digits changed places"),
    "twice": _("one area was added twice"),
    "discount": _("the discount was not taken off"),
    "thousand": _("a figure in thousands was read as yuan"),
}


def _printed(case, rng):
    """The sales of a month by area as printed, with three slips, and as the bills have them."""
    month = rng.choice(months(case))
    sums = month_accounts(case, month).dropna(subset="area").groupby("area")[["fee", "discount"]].sum()
    sums = sums.round().astype(int)
    true = (sums["fee"] - sums["discount"]).rename("records")
    while True:
        swapped, undone, twice = rng.sample(list(true.index), 3)
        slip = rng.choice(_swaps(int(true[swapped])) or [None])
        gaps = int(sums["discount"][undone]), int(true[twice])
        if slip and all(gap % 9 for gap in gaps) and abs(slip - true[swapped]) not in {*sums["discount"], *true}:
            break  # 9 divides the one gap and neither of the others
    printed = true.copy()
    printed[swapped], printed[undone] = slip, sums["fee"][undone]
    table = pd.DataFrame({"printed": printed, "records": true, "discount": sums["discount"]})
    table.loc[_("total")] = [int(true.sum() + true[twice]), int(true.sum()), int(sums["discount"].sum())]
    table["gap"] = table["printed"] - table["records"]
    return {
        "table": table[["printed", "records", "gap", "discount"]].rename_axis("area"),
        "month": f"{month:%B %Y}",
        "swapped": swapped,
        "undone": undone,
        "twice": twice,
        "slip": slip,
        "gap_swapped": abs(slip - int(true[swapped])),
        "nines": abs(slip - int(true[swapped])) // 9,
        "gap_undone": int(sums["discount"][undone]),
        "gap_total": int(true[twice]),
    }


def _swaps(number):
    """The numbers one gets by changing two neighbouring digits of this one; not the first, nor the last: too plain, too small."""
    digits = str(number)
    places = [n for n, (a, b) in enumerate(pairwise(digits)) if a != b and 1 <= n < len(digits) - 2]
    return [int(digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]) for n in places]


def _causes(swapped="digits", undone="discount", total="twice"):
    return lambda facts: {"swapped": swapped, "undone": undone, "total": total}


RECONCILE = Question(
    id="abc.reconcile",
    kind=Match(
        left=lambda facts: {
            "swapped": _("{area}: {gap:+,} yuan").format(
                area=facts["swapped"], gap=int(facts["table"]["gap"][facts["swapped"]])
            ),
            "undone": _("{area}: {gap:+,} yuan").format(area=facts["undone"], gap=facts["gap_undone"]),
            "total": _("total: {gap:+,} yuan").format(gap=facts["gap_total"]),
        },
        right=CAUSES,
    ),
    case=telecom,
    given=_printed,
    prompt=_(
        "Finance has printed the sales of {month} by area. Beside them stand the sums of the bills (`records`), and the discount given. "
        "Three lines differ. Which cause is **most likely** for each?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_causes(),
    mistakes=(
        Mistake(
            "all-discount",
            _causes(swapped="discount", total="discount"),
            _(
                "You blame the discount for all three. It explains a line only if the gap is the discount of that line, to "
                "the yuan. Compare the last two columns."
            ),
        ),
        Mistake(
            "digits-for-discount",
            _causes(swapped="discount", undone="digits"),
            _(
                "The two areas are the wrong way round. Changed digits always leave a gap that 9 divides. Try it: which of the two "
                "gaps does it divide, and which is a number of the last column?"
            ),
        ),
        Mistake(
            "total-is-digits",
            _causes(total="digits"),
            _(
                "Both areas are right. For the total, changed digits would leave a gap that 9 divides; {gap_total:,} is none. Is "
                "there a number in the table that equals the gap?"
            ),
        ),
        Mistake(
            "total-in-thousands",
            _causes(total="thousand"),
            _(
                "Both areas are right. A mix-up of thousands would make the total a thousand times too large or small. It is "
                "off by {gap_total:,}. Look for this number among the areas."
            ),
        ),
    ),
    right=_(
        "{swapped}: {gap_swapped:,} is 9 × {nines:,}, the mark of changed digits. {undone}: the gap is its discount. Total: the gap is {twice}, "
        "so it was added twice. *Most likely* is not *proven*: ask finance, and use the bills until they answer."
    ),
    hints=Hints(
        _("Each slip leaves its own mark in the size of the gap."),
        _("Is the gap a multiple of 9? Is it the discount of its line? Is it the amount of another line?"),
        _("{gap_undone:,} stands twice in the line of {undone}. And {gap_swapped:,} / 9 = {nines:,}, a whole number …"),
        _("{answer}"),
    ),
    competencies=("CD6",),
)


# ── figures that a source lost ───────────────────────────────────────────────────────────────────────────
def _own_figure(case, rng):
    few = rng.choice([0.05, 0.1, 0.15, 0.2, 0.25])
    return {
        "few": 100 * few,
        "share": 100 * top_share(accounts(case), value="profit", share=few),
        "year": year(case),
    }


LOST = Question(
    id="abc.lost-figure",
    kind=Choice(
        options={
            "say-lost": _("“Figures lost in the source. Ours for {year}: {few:.0f} % bring {share:.0f} % of profit.”"),
            "eighty": _("“20 % of key accounts contribute 80 % of profit”, as the well-known rule has it."),
            "ninety": _("“20 % of key accounts contribute 90 % of profit”, as its sister paper says."),
            "fill-in-ours": _(
                "“{few:.0f} % of key accounts contribute {share:.0f} % of profit”, with the paper as source."
            ),
        },
    ),
    case=telecom,
    given=_own_figure,
    prompt=_(
        "An old training paper was scanned badly. It says: *▢▢ % of key accounts contribute ▢▢ % of profit.* Both numbers are lost. You want "
        "to quote it in your note. Your own bills say that the best {few:.0f} % of customers bring {share:.0f} % of profit. What do you write?"
    ),
    oracle=lambda facts: "say-lost",
    mistakes=(
        Mistake.picked(
            "eighty",
            _(
                "80 is what everybody would expect there, and that is the trouble: a guess in quotation marks is taken for a "
                "finding. Nobody can read those two numbers. What can you vouch for?"
            ),
        ),
        Mistake.picked(
            "ninety",
            _(
                "Another paper says 90. It is another paper, and you have seen that such papers contradict each other. Filling the gap "
                "with it makes one source out of two. What can you vouch for?"
            ),
        ),
        Mistake.picked(
            "fill-in-ours",
            _(
                "Your {share:.0f} % is right, for your customers in {year}. The paper never said so. Whoever looks it up finds two holes, and "
                "doubts the rest of your note. Whose figure is it?"
            ),
        ),
    ),
    right=_(
        "What is lost stays lost; what is yours is marked as yours, with its year. It takes one line more, and the "
        "note can be checked by anybody."
    ),
    hints=Hints(
        _("Two things must stay apart: what the source says and what you know."),
        _("Say that the numbers are lost. Give your own with its year, as your own."),
        _("The paper: ▢▢ and ▢▢. Your bills: {few:.0f} % and {share:.0f} %. A reader must see which is which, so …"),
        _(
            "Write that the figures are lost in the source, and give yours ({few:.0f} % bring {share:.0f} %) as yours, for {year}."
        ),
    ),
    competencies=("CD6",),
)


# ── a simulated company ──────────────────────────────────────────────────────────────────────────────────
def _two_companies(case, rng):
    share = 100 * top_share(accounts(case), value="sales", share=0.2)
    n = len(accounts(case))
    return {
        "share": share,
        "low": share - rng.choice([1.2, 1.4, 1.7]),
        "high": share + rng.choice([1.1, 1.5, 1.8]),
        "n": n,
    }


SIMULATED = Question(
    id="abc.simulated",
    kind=Choice(
        options={
            "cannot": _("This cannot be told from these data."),
            "as-found": _("About {share:.0f} %, since {n:,} customers are a large sample"),
            "a-range": _("Between {low:.0f} and {high:.0f} %, by the spread of samples"),
            "the-rule": _("80 %, for one telecom company is much like the others"),
        },
    ),
    case=telecom,
    given=_two_companies,
    prompt=_(
        "Harbour Telecom is **simulated**: a program drew its customers and bills by rules that its authors chose. The best 20 % bring "
        "{share:.1f} % of sales. A journalist asks you: what share do the best 20 % bring **in real telecom companies**?"
    ),
    oracle=lambda facts: "cannot",
    mistakes=(
        Mistake.picked(
            "as-found",
            _(
                "{n:,} customers are many. But they are a sample of a program, not of telecom companies. More of them "
                "would only tell you more about the program. Where do these customers come from?"
            ),
        ),
        Mistake.picked(
            "a-range",
            _(
                "A range looks more careful than a number. It says how far samples *of this program* differ. Who set the program so that "
                "the share comes out there?"
            ),
        ),
        Mistake.picked(
            "the-rule",
            _(
                "That is the proverb, not an answer from data. And Harbour Telecom is no telecom company: somebody chose the rules "
                "by which it was drawn."
            ),
        ),
    ),
    right=_(
        "The share is what the authors of the simulation put in. Such data are good for learning and for testing a method, "
        "because the truth behind them is known. About the world they say nothing."
    ),
    hints=Hints(
        _("Follow the number back: where was it made?"),
        _("Data can speak of what they were drawn from, and of nothing else."),
        _("These customers were drawn from a program. So about real companies they say …"),
        _("{answer}"),
    ),
    competencies=("CD5",),
)
