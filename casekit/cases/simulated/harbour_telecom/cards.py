"""The records of people as they lie in two registers, shop and app: spellings, blanks, slips, shared phones."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.cases.simulated.frames import chosen, days, numbered, text
from casekit.cases.simulated.harbour_telecom import names
from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.cases.simulated.harbour_telecom.calendar import LAST_DAY, first_of
from casekit.cases.simulated.harbour_telecom.staff import CLERKS

_SHOP, _APP = 0, 1
_REGISTERS = ("shop", "app")
_APP_OPENED = np.datetime64("2021-06-01", "D")
_GENDERS, _INCOMES = ("male", "female"), ("low", "middle", "high")
_INTERESTS = names.listed("sport|music|travel|reading|cooking|games|fishing|film|gardening|chess|dancing|photography")
_OCCUPATIONS = names.listed(
    "teacher|shopkeeper|driver|nurse|engineer|student|retired|fisherman|clerk|cook|electrician|sales|civil servant|"
    "accountant|waiter|builder|doctor|farmer"
)


@dataclass
class Cards:
    """Who each card is of (a place in the people) and its register; ``customer`` is -1 where no number stands on it."""

    person: np.ndarray
    register: np.ndarray
    customer: np.ndarray
    ids: np.ndarray
    registered: np.ndarray


def draw_cards(world) -> Cards:
    """A shop card for each account of a person and for some contact persons; then the app's sign-ups."""
    stream, accounts, people = world.stream("card owners"), world.accounts, world.people
    shop_customer, shop_person = _shop_cards(stream, world)
    user = stream.order(people.customers)[: p.APP_CUSTOMERS]
    outsider = people.customers + np.arange(people.outsiders)
    users = np.concatenate([user, outsider])
    again = users[stream.order(len(users))[: p.APP_TWICE]]
    app_person = np.concatenate([users, again])
    span = int((LAST_DAY - _APP_OPENED).astype(np.int64))
    app_day = _APP_OPENED + stream.whole(len(app_person), 0, span - 1)
    shop_day = first_of(accounts.entry[shop_customer]) + stream.whole(len(shop_customer), 0, 27)
    in_time = np.argsort(app_day, kind="stable")
    shop, app = len(shop_person), len(app_person)
    return Cards(
        np.concatenate([shop_person, app_person[in_time]]),
        np.repeat([_SHOP, _APP], [shop, app]),
        np.concatenate([shop_customer, np.full(app, -1)]),
        np.concatenate([numbered("S", shop, 5), numbered("A", app, 5)]),
        np.concatenate([shop_day, app_day[in_time]]),
    )


def _shop_cards(stream, world) -> tuple[np.ndarray, np.ndarray]:
    accounts, people = world.accounts, world.people
    n = len(accounts)
    with_manager, without = p.CONTACT_CARD
    contact = accounts.is_organisation & stream.yes(n, np.where(world.staff.managed, with_manager, without))
    customer = np.flatnonzero(~accounts.is_organisation | contact)
    contacts = np.flatnonzero(contact[customer])
    strangers = people.customers + people.outsiders + stream.order(p.CONTACT_PERSONS)
    known = stream.order(people.customers)
    pick = np.arange(len(contacts)) % p.CONTACT_PERSONS
    person = accounts.person[customer]
    person[contacts] = np.where(stream.yes(len(contacts), p.CONTACT_IS_CUSTOMER), known[pick], strangers[pick])
    return customer, person


def card_owners(world) -> pd.DataFrame:
    """The person behind each card, in the order of the cards."""
    made = world.cards
    return pd.DataFrame({"card_id": text(made.ids), "person_id": text(world.people.ids[made.person])})


def cards(world) -> pd.DataFrame:
    """The cards of the shop register by customer number, then those of the app by day of sign-up."""
    stream, people, made = world.stream("cards"), world.people, world.cards
    who, app, n = made.person, made.register == _APP, len(made.ids)
    blank = {field: stream.yes(n, np.where(app, *reversed(shares))) for field, shares in p.BLANK.items()}
    updated = made.registered + np.floor(
        stream.uniform(n) * ((LAST_DAY - made.registered).astype(np.int64) + 1)
    ).astype(np.int64)
    customer = np.where(app, "", world.accounts.ids[made.customer])
    gender = stream.yes(n, 0.01) ^ people.female[who]
    income = stream.pick(len(people.ids), range(len(_INCOMES)), (30, 50, 20))[who]
    return pd.DataFrame(
        {
            "card_id": text(made.ids),
            "register": chosen(_REGISTERS, made.register),
            "customer_id": text(customer),
            "name": text(_names(stream, people, who, app)),
            "phone": text(_phones(stream, people, who, app), blank["phone"]),
            "email": text(_emails(stream, people, who), blank["email"]),
            "id_number": text(people.id_number[who], blank["id_number"]),
            "birthday": days(_birthdays(stream, people.birthday[who]), blank["birthday"]),
            "gender": chosen(_GENDERS, gender, blank["gender"]),
            "address": text(_junk(stream, people.address[who]), blank["address"]),
            "area": chosen(p.AREAS, people.area[who], blank["area"]),
            "interests": text(_junk(stream, _interests(stream, len(people.ids))[who]), blank["interests"]),
            "occupation": text(_junk(stream, _occupations(stream, people)[who]), blank["occupation"]),
            "income_band": chosen(_INCOMES, income, blank["income_band"]),
            "registered_on": days(made.registered),
            "updated_on": days(updated),
            "updated_by": text(_hands(stream, world, app, updated)),
        }
    )


def _names(stream, people, who, app) -> np.ndarray:
    n = len(who)
    hands = np.where(app, stream.pick(n, range(6), p.APP_SPELLINGS), stream.pick(n, range(6), p.SHOP_SPELLINGS))
    parts = (people.surname[who], people.first[who], people.second[who])
    place = stream.uniform(n).tolist()
    rows = zip(hands.tolist(), *(part.tolist() for part in parts), place, strict=True)
    return names.objects([names.spelled(*row) for row in rows])


def _phones(stream, people, who, app) -> np.ndarray:
    """In five forms; on some shop cards stands the shop's own phone, typed so that the form could be saved."""
    n = len(who)
    form = np.where(app, stream.pick(n, range(5), p.APP_PHONE_FORMS), stream.pick(n, range(5), p.SHOP_PHONE_FORMS))
    shop_phone = [f"100-{number:04d}-0000" for number in (8_100 + stream.order(100)[: p.SHOP_PHONES]).tolist()]
    typed = np.where(~app & stream.yes(n, p.TYPED_SHOP_PHONE), stream.whole(n, 0, p.SHOP_PHONES - 1), -1).tolist()
    own = np.where(form == 4, people.old_phone[who], people.phone[who]).tolist()
    return names.objects(
        [shop_phone[t] if t >= 0 else _written(phone, f) for phone, f, t in zip(own, form.tolist(), typed, strict=True)]
    )


def _written(phone: str, form: int) -> str:
    if form == 1:
        return phone.replace("-", "")
    if form == 2:
        return phone.replace("-", " ")
    return f"+86 {phone}" if form == 3 else phone


def _emails(stream, people, who) -> np.ndarray:
    capitals = stream.yes(len(who), p.EMAIL_IN_CAPITALS)
    upper = names.objects([email.upper() for email in people.email.tolist()])
    return np.where(capitals, upper[who], people.email[who])


def _birthdays(stream, birthday: np.ndarray) -> np.ndarray:
    """Day and month changed round on some cards, where both could be either."""
    month = birthday.astype("datetime64[M]")
    day = (birthday - month.astype("datetime64[D]")).astype(np.int64) + 1
    number = month.astype(np.int64) % 12 + 1
    swaps = stream.yes(len(birthday), p.DAY_AND_MONTH_SWAPPED) & (day <= 12)
    january = month - (number - 1)
    other = (january + (day - 1)).astype("datetime64[D]") + (number - 1)
    return np.where(swaps, other, birthday)


def _interests(stream, n: int) -> np.ndarray:
    one, two = (stream.whole(n, 0, len(_INTERESTS) - 1).tolist() for _each in range(2))
    several = stream.yes(n, 0.5).tolist()
    return names.objects(
        [
            f"{_INTERESTS[a]}; {_INTERESTS[b]}" if more and a != b else _INTERESTS[a]
            for a, b, more in zip(one, two, several, strict=True)
        ]
    )


def _occupations(stream, people) -> np.ndarray:
    n = len(people.ids)
    age = (LAST_DAY - people.birthday).astype(np.int64) // 365
    job = stream.pick(n, _OCCUPATIONS).astype(object)
    return np.where(age >= 62, "retired", np.where(age <= 21, "student", job))


def _junk(stream, values: np.ndarray) -> np.ndarray:
    """Some texts replaced by what one types when a form wants something: "-" and "unknown"."""
    n = len(values)
    return np.where(stream.yes(n, p.JUNK), stream.pick(n, ("-", "unknown")).astype(object), values)


def _hands(stream, world, app, updated) -> np.ndarray:
    n, staff = len(app), world.staff
    clerk = np.asarray(CLERKS, dtype=object)[stream.whole(n, 0, len(CLERKS) - 1)]
    customer = world.cards.customer
    manager = np.where(customer >= 0, staff.of_customer[customer], -1)
    by = np.where((manager >= 0) & (staff.joined_on[manager] <= updated), staff.ids[manager], clerk)
    return np.where(app & stream.yes(n, 0.93), "app", by)
