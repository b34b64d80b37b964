"""Rules about data: is the policy whole, may a list go to a partner, may it go to a colleague."""

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_records.company import useful
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.text import FreeText
from casekit.text import _


# ── a partner asks for birthdays ─────────────────────────────────────────────────────────────────────────
@once_a_case
def _known_by_birthday(case):
    """People with birthday and district on file, and how many per cent of them these two point out alone."""
    cards = case.cards[case.cards["birthday"].notna() & useful(case)["area"]]
    people = cards.drop_duplicates(["name", "birthday"])
    alike = people.groupby(["birthday", "area"])["card_id"].transform("size")
    return len(people), round(100 * (alike == 1).mean())


def _birthdays(case, rng):
    n, alone = _known_by_birthday(case)
    return {
        "n": n,
        "alone": alone,
        "partner": rng.choice([_("a restaurant chain"), _("a cinema"), _("a travel agency"), _("a bakery chain")]),
        "gift": rng.choice([_("a voucher"), _("a free drink"), _("a small present")]),
    }


GIFT_OF_DATA = Question(
    id="records.gift-of-data",
    kind=Choice(
        options={
            "basis": _(
                "First clear the purpose, the lawful basis and the members' consent. Before that, nothing goes out."
            ),
            "secrecy": _(
                "First have the partner sign that the list stays secret and is deleted afterwards. Then it may be sent."
            ),
            "nameless": _(
                "First take off the names, so that only birthday and district go out. Nobody is recognised by these two."
            ),
            "afterwards": _(
                "First send the list, then tell the members about the promotion. Whoever objects is taken off next time."
            ),
        },
    ),
    case=telecom,
    given=_birthdays,
    prompt=_(
        "Harbour Telecom has {n:,} people with a birthday on file. The partner firm, {partner}, wants the list of these birthdays, to send "
        "{gift} to each on the day. Sales likes the plan: it costs nothing. **What comes first?**"
    ),
    oracle=lambda facts: "basis",
    mistakes=(
        Mistake.picked(
            "secrecy",
            _(
                "A signed promise binds the partner. It does not make the handing over lawful: the birthdays were given to "
                "*us*, for our contract. What would the {n:,} people have to know, and to agree to, beforehand?"
            ),
        ),
        Mistake.picked(
            "nameless",
            _(
                "Without names it looks harmless. But {alone} % of these people are the only one in their district with "
                "this birthday; who knows someone's birthday finds their row. And how would the partner send {gift} without "
                "knowing to whom?"
            ),
        ),
        Mistake.picked(
            "afterwards",
            _(
                "Telling people afterwards comes too late: what has left the firm cannot be called back. A right to object needs "
                "notice *before* the data go. What has to be clear first?"
            ),
        ),
    ),
    right=_(
        "What for, on which lawful basis, and did the members agree to *this* use? Check with counsel. Often there is a milder way: we "
        "send out {gift} ourselves, and no birthday leaves the firm."
    ),
    hints=Hints(
        _("For what did these people give us their birthday?"),
        _(
            "Before data leave a firm: purpose, lawful basis, consent. The order matters, for no one can take data back."
        ),
        _("The {n:,} people gave their birthday to a telephone company. The promotion is another firm's, so …"),
        _("{answer}"),
    ),
    competencies=("DS3", "DS1"),
)


# ── a colleague asks for everything ──────────────────────────────────────────────────────────────────────
def _request(case, rng):
    return {
        "n": len(case.customers),
        "columns": case.customers.shape[1] + case.cards.shape[1],
        "alone": _known_by_birthday(case)[1],
        "team": rng.choice([_("Marketing"), _("Finance"), _("Planning"), _("The shops' head office")]),
        "weekday": rng.choice([_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday")]),
    }


_WHOLE = "(complete|whole|full|entire)"
NOTE = Question(
    id="records.note",
    kind=FreeText(
        points={
            "purpose": (
                _("what the list is for"),
                [
                    "purpose",
                    "why",
                    "goal",
                    "aim",
                    "reason",
                    "used? for",
                    "(what|which) .{0,30}(question|analysis|decision|problem|report)",
                    "what .{0,60}(for|want|need|trying|looking|plan|find out|know|answer|do with|intend)",
                    "for what",
                    "intend",
                    "用途|目的|为什么|为何|做什么|干什么|用来",
                ],
            ),
            "needed": (
                _("which part of the data is needed"),
                [
                    "minimi[sz]",
                    "only .{0,40}(columns?|fields?|data|what|those|which|need|necessary|relevant|required)",
                    "just .{0,20}(columns?|fields?|what|those|need|necessary|relevant|required)",
                    "(columns?|fields?|data|information|what|that|which) .{0,40}(need|necessary|require|relevant)",
                    "(need(ed)?|necessary|required|relevant) .{0,25}(columns?|fields?|data|information)",
                    "(no|not) more than",
                    "as (few|little) (\\w+ )?as",
                    "(fewest|smallest|least|fewer|smaller|shorter)",
                    f"(not|n't|never|instead of|rather than) .{{0,30}}{_WHOLE}",
                    "(not|n't) .{0,20}(everything|all (of )?(it|the))",
                    "只需|只要|只给|只提供|仅|必要|最少|最小|所需",
                ],
            ),
            "coded": (
                _("in which form people appear in it"),
                [
                    "pseudonym",
                    "anonym",
                    "(en)?cod(e|ed|es|ing)",
                    "mask",
                    "hash",
                    "key(ed)?",
                    "(without|no|remove|removing|removed|hide|hiding|hidden|strip|stripped|replace|replaced|replacing|instead of|"
                    "take out|delete|drop|leave out|leaving out|take away|taken out|minus) .{0,25}(names?|phones?|personal|identi)",
                    "(names?|phones?|personal (data|details|fields)) .{0,25}(removed|hidden|replaced|stripped|out|masked|deleted)",
                    "假名|代码|编码|编号|脱敏|匿名|去标识|去掉姓名|隐去|隐藏|哈希",
                ],
            ),
            "owner": (
                _("who releases it"),
                [
                    "owner",
                    "stewards?",
                    "(data|records|privacy|protection|security) (keeper|manager|officer|team|department|office)",
                    "approv",
                    "permission",
                    "permit",
                    "releas",
                    "authori[sz]",
                    "sign(s|ed|ing)?[- ]?off",
                    "clear(s|ed|ance) (it|this|by|from|with)",
                    "(who(ever)?|person|colleague) .{0,20}(responsible|in charge|keeps|looks after)",
                    "request form",
                    "负责人|批准|审批|所有者|管理员|授权|许可|同意后",
                ],
            ),
        },
        traps={
            "sent": [
                f"(here is|here's|here comes|attached (is|are)?|enclosed (is|are)?|i( will|'ll| can| am|'m)? ?send(ing)?) ?"
                f"(you )?(the |our |a )?{_WHOLE}",
                "(here is|here's|attached (is)?|i( will|'ll| can)? ?send) (you )?everything",
                "附上全部|附上完整|发给你全部|发给你完整|把全部|把完整",
            ],
        },
        words=15,
    ),
    case=telecom,
    given=_request,
    prompt=_(
        "{team} writes on a {weekday}: *“Please mail me the complete customer list for analysis. Thanks!”* The list has {n:,} "
        "customers and {columns} columns, with phone numbers and birthdays. **Answer in your own words.** Say four things: what you have "
        "to know first, how much goes out, in which form people stand in it, and who lets it go."
    ),
    oracle=lambda facts: _(
        "What do you want to find out? You will get only the columns that this question needs, with a code instead of the name. "
        "The records owner has to release the file; it does not go by mail."
    ),
    mistakes=(
        Mistake(
            "send-it",
            lambda facts: _(
                "Here is the complete list. Please keep it safe, show it to nobody, and delete it once you have finished your work."
            ),
            _(
                "You send all of it. “Keep it safe” is only a wish: {columns} columns about {n:,} customers then lie in a mailbox. The "
                "analysis may need three of them. What do you ask before anything goes out?"
            ),
        ),
        Mistake(
            "names-off",
            lambda facts: _(
                "No problem at all, I take out the names and phone numbers, then nobody can be recognised, and mail it today."
            ),
            _(
                "You take care of the form: no names. But birthday and district alone point out {alone} % of the people, and all "
                "other columns go out for a use nobody has named. What do you ask, how much goes, and who lets it go?"
            ),
        ),
        Mistake(
            "pass-it-on",
            lambda facts: _(
                "I am sorry but I may not send such lists. Please turn to the records owner, who will decide and let you know soon."
            ),
            _(
                "That is the right person, and she will ask three things back. What is it for? How much of it? "
                "In which form do people stand in it? Ask these at once and save everybody a day."
            ),
        ),
    ),
    right=_(
        "Purpose, only what it needs, codes for people, release by the owner of the records. You help with the analysis and "
        "keep the rest. A coded list is still personal data: it needs care, and an end date."
    ),
    hints=Hints(
        _("The colleague wants to analyse something. Do you know what?"),
        _("Four points: the use, the columns, the form of names, the person who lets data go."),
        _(
            "“What question do you want to answer? For that …” Now: how much of the {columns} columns, how people appear, and "
            "whose yes it takes."
        ),
        _("For example: {answer}"),
    ),
    competencies=("DS3", "DS1"),
)
