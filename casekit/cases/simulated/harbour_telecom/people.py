"""The people of the harbour: households, names, birthdays, phones. Some are customers, some are not."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.harbour_telecom import names
from casekit.cases.simulated.harbour_telecom import parameters as p

_HEAD, _SPOUSE, _CHILD = 0, 1, 2
_PHONE_STEP, _ID_STEP = 7_919, 137  # so that numbers handed out in a random order never meet


@dataclass
class People:
    """One entry a person; customers first, then those who only use the app, then those who stand for a firm."""

    customers: int
    outsiders: int
    ids: np.ndarray
    surname: np.ndarray
    first: np.ndarray
    second: np.ndarray
    female: np.ndarray
    birthday: np.ndarray
    area: np.ndarray
    address: np.ndarray
    phone: np.ndarray
    old_phone: np.ndarray
    email: np.ndarray
    id_number: np.ndarray

    @property
    def names(self) -> np.ndarray:
        """Each person's name as it stands on a contract."""
        return names.objects(
            [
                names.pinyin_name(*parts)
                for parts in zip(self.surname.tolist(), self.first.tolist(), self.second.tolist(), strict=True)
            ]
        )


def draw_people(world) -> People:
    """Households drawn whole, their members then shuffled into customers and others: families reach across both."""
    stream = world.stream("people")
    customers = int(stream.whole(1, *p.PEOPLE)[0])
    n = customers + p.OUTSIDERS + p.CONTACT_PERSONS
    household, role = _households(stream, n)
    head = np.searchsorted(household, household, side="left")
    female = _sexes(stream, role, head)
    birthday = _birthdays(stream, household, role, head)
    surname, first, second = _names(stream, role, head, female)
    area = stream.pick(n, range(len(p.AREAS)), p.AREA_WEIGHTS)[head]
    address = _addresses(stream, n, head)
    phone, old_phone = _phones(stream, n, head)
    email = _emails(stream, surname, first, second, head)
    id_number = _id_numbers(stream, n)
    at = stream.order(n)
    return People(
        customers,
        p.OUTSIDERS,
        names.objects([f"T{number:05d}" for number in range(1, n + 1)]),
        *(each[at] for each in (surname, first, second, female, birthday, area, address)),
        *(each[at] for each in (phone, old_phone, email, id_number)),
    )


def _households(stream, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Each person's household, and the person's role in it."""
    sizes = stream.pick(n, *p.HOUSEHOLDS)
    ends = np.cumsum(sizes)
    household = np.searchsorted(ends, np.arange(n), side="right")
    place = np.arange(n) - (ends - sizes)[household]
    return household, np.minimum(place, _CHILD)


def _sexes(stream, role: np.ndarray, head: np.ndarray) -> np.ndarray:
    female = stream.yes(len(role), 0.48)
    return np.where(role == _SPOUSE, ~female[head], female)


def _birthdays(stream, household: np.ndarray, role: np.ndarray, head: np.ndarray) -> np.ndarray:
    n = len(role)
    age = np.floor(stream.shape(n, (19, 25, 31, 37, 44, 52, 61, 83))).astype(np.int64)
    parent = np.isin(household, household[role == _CHILD])
    age = np.where(parent, np.maximum(age, 44), age)[head] + np.where(role == _SPOUSE, stream.whole(n, -5, 4), 0)
    age = np.maximum(np.where(role == _CHILD, age - stream.whole(n, 22, 31), age), 16)
    born = (np.datetime64("2025", "Y") - age).astype("datetime64[D]")
    return born + stream.whole(n, 0, 364)


def _names(stream, role, head, female) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n = len(role)
    surname = stream.pick(n, range(len(names.SURNAMES)), names.SURNAME_WEIGHTS)
    surname = np.where(role == _CHILD, surname[head], surname)
    sex = np.where(female, names.SYLLABLES_A_SEX, 0)
    first = stream.whole(n, 0, names.SYLLABLES_A_SEX - 1) + sex
    second = np.where(stream.yes(n, 0.28), -1, stream.whole(n, 0, names.SYLLABLES_A_SEX - 1) + sex)
    alike = (role == _CHILD) & (female == female[head]) & stream.yes(n, p.NAMED_AFTER_A_PARENT)
    return surname, np.where(alike, first[head], first), second


def _addresses(stream, n: int, head: np.ndarray) -> np.ndarray:
    street = stream.whole(n, 0, len(names.STREETS) - 1)[head].tolist()
    house, flat = stream.whole(n, 1, 180)[head].tolist(), stream.whole(n, 0, 11)[head].tolist()
    return names.objects(
        [
            f"{h} {names.STREETS[s]} Street" + (f", flat {'ABCDEF'[f // 2]}{1 + f % 2}" if f > 3 else "")
            for h, s, f in zip(house, street, flat, strict=True)
        ]
    )


def _phones(stream, n: int, head: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    numbers = stream.order(2 * n) * _PHONE_STEP + stream.whole(2 * n, 0, _PHONE_STEP - 1)
    own, old = numbers[:n], numbers[n:]
    shared = stream.yes(n, p.FAMILY_PHONE)[head]
    own = np.where(shared, own[head], own)
    return _phone_texts(own), _phone_texts(old)


def _phone_texts(numbers: np.ndarray) -> np.ndarray:
    return names.objects([f"100-{k // 10_000:04d}-{k % 10_000:04d}" for k in numbers.tolist()])


def _emails(stream, surname, first, second, head) -> np.ndarray:
    n = len(surname)
    numbers = (stream.order(n) + 11).tolist()
    people = zip(surname.tolist(), first.tolist(), second.tolist(), numbers, strict=True)
    emails = names.objects(
        [f"{names.given_name(f, g)}.{names.SURNAMES[s][0]}{k}@mail.example".lower() for s, f, g, k in people]
    )
    shared = stream.yes(n, p.FAMILY_EMAIL)[head]
    return np.where(shared, emails[head], emails)


def _id_numbers(stream, n: int) -> np.ndarray:
    numbers = stream.order(n) * _ID_STEP + stream.whole(n, 0, _ID_STEP - 1)
    tails = stream.whole(n, 0, 999_999)
    return names.objects([f"HT{k:06d}{t:06d}" for k, t in zip(numbers.tolist(), tails.tolist(), strict=True)])
