"""Reading a CSV file against its contract: sound files in full, broken files with every fault, place and mend."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.tables import Column, Contract, read_csv

SALES = Contract(
    "sales",
    (
        Column("customer_id", chinese="客户编号", pattern="[0-9]{5}", example="00004"),
        Column("date", "date", minimum=date(1997, 1, 1)),
        Column("quantity", "integer", minimum=1),
        Column("amount", "money", required=False),
    ),
)
HEADER = "customer_id,date,quantity,amount\n"
GOOD = HEADER + "00004,1997-01-01,2,29.33\n00021,1997-01-02,1,\n"


def read(tmp_path, text, contract=SALES, encoding="utf-8", **options):
    path = tmp_path / "sales.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return read_csv(path, contract, **options)


def fault(tmp_path, text, contract=SALES, encoding="utf-8", **options):
    with pytest.raises(CasekitError) as raised:
        read(tmp_path, text, contract, encoding, **options)
    return str(raised.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_sound_file_in_full(tmp_path, encoding, end):
    table = read(tmp_path, GOOD.replace("\n", end) + end, encoding=encoding)
    assert table["customer_id"].tolist() == ["00004", "00021"]
    assert table["date"].tolist() == [pd.Timestamp("1997-01-01"), pd.Timestamp("1997-01-02")]
    assert table["amount"].iloc[0] == 29.33 and pd.isna(table["amount"].iloc[1])
    assert table.dtypes.astype(str).tolist() == ["str", "datetime64[us]", "int64", "float64"]


def test_columns_come_in_the_contracts_order(tmp_path):
    table = read(tmp_path, "amount,quantity,date,customer_id\n1,2,1997-01-01,00004\n")
    assert list(table) == SALES.names


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            '00004,1997-01-01,2,"1,234.50"',
            "row 2, column amount: “1,234.50” has separators between thousands; write 1234.50",
        ),
        ('00004,1997-01-01,2,"1.234,50"', "has a decimal comma; write 1234.50"),
        ('00004,1997-01-01,2,"12,5"', "has a decimal comma; write 12.5"),
        ("00004,1997-01-01,2,$12.00", "has a currency sign; write 12.00"),
        ("00004,1997-01-01,2,-¥12", "has a currency sign; write -12"),
        ("00004,1997-01-01,2,12元", "has a currency sign; write 12"),
        ("00004,1997-01-01,2,(12.00)", "is in brackets; write -12.00"),
        ("00004,1997-01-01,2,50%", "is a percentage; write 0.5"),
        ("00004,1997-01-01,2,１２", "other signs than plain digits; write 12"),
        ("00004,1997-01-01,2,nan", "is not a number; write digits"),
        ("00004,1997-01-01,2,1e999", "too large"),
        ("00004,1997-01-01,2.5,1", "column quantity: “2.5” is not a whole number"),
        ("00004,1997-01-01,two,1", "column quantity: “two” is not a whole number"),
        ("00004,1997-01-01,0,1", "is below 1"),
        ("00004,1997-01-01,,1", "row 2, column quantity: is blank; fill it in"),
        ("00004,1997/1/5,2,1", "is a date in another form; write 1997-01-05"),
        ("00004,19970105,2,1", "write 1997-01-05"),
        ("00004,1997年1月5日,2,1", "write 1997-01-05"),
        ("00004,31/01/1997,2,1", "write 1997-01-31"),
        ("00004,01/31/1997,2,1", "write 1997-01-31"),
        ("00004,01/02/1997,2,1", "does not say which is the day"),
        ("00004,35431,2,1", "spreadsheet's day number"),
        ("00004,1997-02-30,2,1", "not in the calendar"),
        ("00004,1997-01-05 08:00,2,1", "has a time of day; write 1997-01-05"),
        ("00004,soon,2,1", "is not a date"),
        ("00004,1996-12-31,2,1", "is before 1997-01-01"),
        ("00004,2999-01-01,2,1", "is in the future"),
        ("4,1997-01-01,2,1", "write it like 00004"),
        ("00004,1997-01-01,2", "has 3 cells where the header has 4"),
        ("00004,1997-01-01,2,1,234", "has 5 cells where the header has 4"),
    ],
)
def test_each_fault_says_where_what_and_the_mend(tmp_path, row, sentence):
    found = fault(tmp_path, HEADER + row + "\n")
    assert found.startswith("sales.csv, row 2")
    assert sentence in found


def test_all_faults_at_once_in_order_of_rows(tmp_path):
    text = HEADER + "00004,1997-01-01,x,1\n\n00004,soon,1,y\n00004,1997-01-01,1\n"
    lines = fault(tmp_path, text).splitlines()
    assert lines[0] == "sales.csv has 5 faults:"
    assert [line.split(",")[0].split(":")[0] for line in lines[1:]] == [
        "· row 2",
        "· row 3",
        "· row 4",
        "· row 4",
        "· row 5",
    ]


def test_past_the_limit_faults_are_counted(tmp_path):
    found = fault(tmp_path, HEADER + "00004,1997-01-01,x,1\n" * 163)
    assert found.startswith("sales.csv has 163 faults:")
    assert len(found.splitlines()) == 22
    assert found.endswith("and 143 more")


@pytest.mark.parametrize(
    ("header", "sentences"),
    [
        ("customer_id,date,quantity", ["column amount: is missing; add it"]),
        ("customer_id,date,quantity,Amount", ["column amount: is missing; rename “Amount”"]),
        ("客户编号,date,quantity,amount", ["column customer_id: is missing; rename “客户编号”"]),
        ("customer_id,date,quantity,amount,notes", ["column notes: is not known; delete it"]),
        ("customer_id,date,date,quantity,amount", ["column date: stands 2 times in the header; keep one"]),
        (
            "customer_id,datum,quantity,",
            ["rename “datum”", "(without a name): is not known", "amount: is missing; add it"],
        ),
    ],
)
def test_faults_of_the_header(tmp_path, header, sentences):
    found = fault(tmp_path, header + "\n" + ",".join(["1"] * (header.count(",") + 1)) + "\n")
    for sentence in sentences:
        assert sentence in found


def test_cells_are_read_even_when_the_header_is_at_fault(tmp_path):
    found = fault(tmp_path, "customer_id,date,quantity,Amount\n00004,1997-01-01,x,1\n")
    assert "rename “Amount”" in found and "“x” is not a whole number" in found


@pytest.mark.parametrize(("sign", "spoken"), [(";", ";"), ("\t", "Tab"), ("|", "|")])
def test_another_separator(tmp_path, sign, spoken):
    assert f"has “{spoken}” between its columns" in fault(tmp_path, GOOD.replace(",", sign))


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        ("客户,日期\n张三,1\n".encode("gbk"), "probably in GBK"),
        (GOOD.encode("utf-16"), "probably in UTF-16"),
        (GOOD.encode("utf-16-le"), "probably in UTF-16"),
        (b"PK\x03\x04\xff\xfe", "is an Excel workbook"),
        (b"caf\xe9\xff\xff\n", "is not in UTF-8"),
        ((HEADER + '00004,"1997,2,1\n').encode(), "quotation mark"),
    ],
)
def test_files_that_cannot_be_read_as_a_table(tmp_path, raw, sentence):
    found = fault(tmp_path, raw)
    assert sentence in found and "\n" not in found


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(CasekitError, match="There is no file"):
        read_csv(tmp_path / "none.csv", SALES)
    with pytest.raises(CasekitError, match="cannot be read"):
        read_csv(tmp_path, SALES)


def test_a_header_alone_is_an_empty_table_of_the_right_kinds(tmp_path):
    table = read(tmp_path, HEADER)
    assert len(table) == 0
    assert table.dtypes.astype(str).tolist() == ["str", "datetime64[us]", "int64", "float64"]


def test_a_key_names_one_row(tmp_path):
    contract = Contract("people", (Column("id"), Column("vip", "yes/no", required=False)), key=("id",))
    found = fault(tmp_path, "id,vip\na,yes\nb,no\na,\n", contract)
    assert found == "sales.csv, row 4, column id: “a” is already in row 2; keep one of the two."


def test_kinds_that_may_be_blank(tmp_path):
    contract = Contract(
        "people",
        (Column("vip", "yes/no", required=False), Column("age", "integer", required=False), Column("seen", "datetime")),
    )
    table = read(tmp_path, "vip,age,seen\n是,,2020-01-01 08:30\n,7,2020-01-01\n", contract)
    assert table.dtypes.astype(str).tolist() == ["boolean", "Int64", "datetime64[us]"]
    assert table["vip"].tolist()[0] is True and table["vip"].isna().tolist() == [False, True]
    assert table["seen"].iloc[0] == pd.Timestamp("2020-01-01 08:30")


def test_known_values_only(tmp_path):
    contract = Contract("people", (Column("grade", values=("A", "B")),))
    assert "write one of: A, B" in fault(tmp_path, "grade\nC\n", contract)


@pytest.mark.parametrize(
    ("settings_of_column", "sentence"),
    [
        ({"name": "a", "kind": "colour"}, "use one of: text"),
        ({"name": "a", "pattern": "["}, "no regular expression"),
        ({"kind": "text"}, "setting “name”"),
        ({"name": "a", "length": 3}, "setting “length”"),
    ],
)
def test_a_contract_that_cannot_be_kept(settings_of_column, sentence):
    with pytest.raises(CasekitError, match=sentence):
        Contract.from_mapping("sales", {"columns": [settings_of_column]})


row = st.tuples(
    st.integers(0, 99999).map("{:05}".format),
    st.dates(date(1997, 1, 1), date(2020, 1, 1)),
    st.integers(1, 10**6),
    st.none() | st.floats(-1e9, 1e9).map(lambda value: round(value, 2)),
)


@settings(max_examples=50, deadline=None)
@given(rows=st.lists(row, max_size=20))
def test_what_is_written_is_read(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("sales") / "sales.csv"
    lines = [",".join("" if value is None else str(value) for value in line) for line in rows]
    path.write_text(HEADER + "".join(line + "\n" for line in lines), encoding="utf-8")
    table = read_csv(path, SALES)
    found = [(who, day.date(), n, None if pd.isna(paid) else paid) for who, day, n, paid in table.to_numpy().tolist()]
    assert found == rows
