"""Cards for the tests: few, and with every manner of writing that the rules know."""

import pandas as pd
from hypothesis import strategies as st

COLUMNS = ["card_id", "register", "name", "phone", "email", "id_number", "birthday", "gender", "address", "updated_on"]

ROWS = """
S1|shop|Li Wei|+86 100-1234-5678||HT123456789012|1980-03-04|male|5 Quay Road|2024-01-01
A1|app|李伟|10012345678|LI@mail.example||1980-04-03|male|-|2025-01-01
A2|app|Wei Li||li@mail.example||||5 Quay Rd.|2025-02-01
S2|shop|Li Wen|100 1234 5678|||2005-01-02|male|5 Quay Road|2025-03-01
S3|shop|Zhao Na|100 7777 0000|na@mail.example|HT555555555511|1991-09-09|f|1 Hill St|2023-01-01
"""


def toy_cards() -> pd.DataFrame:
    """Li Wei on three cards, his son Li Wen with his phone, and a stranger."""
    table = pd.DataFrame([line.split("|") for line in ROWS.strip().splitlines()], columns=COLUMNS)
    table = table.replace("", None)
    return table.assign(birthday=pd.to_datetime(table["birthday"]), updated_on=pd.to_datetime(table["updated_on"]))


@st.composite
def some_cards(draw):
    """Up to a dozen cards that have much in common, so that there is something to merge and to contradict."""
    few = {
        "name": ["Li Wei", "李伟", "WEI LI", "Li W.", "Li Wen", "Zhang Fang", "-", None],
        "phone": ["100-1111-2222", "+86 10011112222", "10033334444", None],
        "email": ["a@mail.example", "A@mail.example", "b@mail.example", None],
        "id_number": ["HT01", "HT02", None],
        "birthday": ["1980-03-04", "1980-04-03", "1990-01-01", None],
        "address": ["5 Quay Road", "5 quay rd", None],
        "gender": ["male", "female", None],
    }
    n = draw(st.integers(1, 12))
    rows = {field: draw(st.lists(st.sampled_from(values), min_size=n, max_size=n)) for field, values in few.items()}
    return pd.DataFrame({"card_id": [f"C{number}" for number in range(n)], **rows})
