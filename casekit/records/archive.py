"""Is the archive in order (客户档案): one customer, one file, no page missing, every paper there and fresh."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.records.columns import (
    Frame,
    absent,
    as_date,
    day_of,
    distinct,
    enter_with,
    is_blank,
    is_known,
    leave_as,
    number_of,
    number_within,
    of_one_engine,
    plain_word,
    present,
    say_left_out,
    sentence,
    usable,
    whole_number,
    whole_text,
)
from casekit.tables import collect
from casekit.text import _

FAULTS = ("no file", "two files", "page gap", "missing sheet", "contract not filed", "stale", "badly filled")
ANY = "any fault"
_COLUMNS = ("customer_id", "file_id", "page", "document", "contract_id", "filed_on", "updated_on", "filled")
_FILE = ["customer_id", "file_id"]
_MOST_FAULTS = 5_000_000


def archive_faults(
    archive: Any,
    *,
    customers: Any,
    contracts: Any = None,
    as_of: Any,
    required: Sequence[str] = ("customer card", "sales-power sheet"),
    fresh_days: int = 365,
    well_filled: float = 80,
) -> Any:
    """What is wrong with the archive, one row a fault.

    Parameters
    ----------
    archive : a table with one row a page, on any engine: customer_id, file_id, page (whole numbers from 1), document
        (what the page is), contract_id (of a contract), filed_on, updated_on (dates), filled (0 to 100 % of the page's
        fields).
    customers : a table of the same engine with the customer_id of everybody who must have a file (prospects too, where
        your rule says so). Pages of others are not looked at.
    contracts : the sales system's contracts (customer_id, contract_id), of the same engine; None: not compared.
    as_of : today; the faults of an archive as it stands now. ``fresh_days`` is counted back from it.
    required : documents that every file must hold and keep fresh; () for none.
    fresh_days : a file is stale when none of its pages was updated within so many days, and a required document in a
        fresh file when it was not. A page that was never updated has the day it was filed. Ours, as the source gives no
        number.
    well_filled : a page is badly filled below so many per cent. Ours.

    Returns
    -------
    A table of the same kind: customer_id, fault (one of ``FAULTS``), detail (a sentence with the file, page or contract
    number). Sorted on pandas and Polars. A customer may have several faults, and several of one kind: each gap, each
    contract, each sheet is a fault of its own.

    * no file: no page under this customer. Nothing else is said of such a customer but contracts not filed.
    * two files: pages under more than one file number (一客一档: one customer, one file).
    * page gap: a number is missing between 1 and the file's last page; what is missing after the last cannot be seen.
    * missing sheet: a required document in none of the customer's files.
    * contract not filed: in the sales system, and not under this customer in the archive.

    Left out, and said as a warning on pandas and Polars: pages without a customer or file number, and pages of
    customers not in ``customers``.

    Raises CasekitError for missing columns, columns of another kind, tables of different engines, an ``as_of`` that is
    no date and limits that are no numbers from 0 on (``well_filled`` at most 100).
    """
    today = as_date(as_of, "as_of")
    whole_number(fresh_days, "fresh_days")
    _check_arguments(required, well_filled)
    frame = enter_with(archive, _("The archive’s pages"), _COLUMNS)
    wanted = _everybody(customers, frame)
    pages = _pages(frame, wanted)
    files = distinct(pages, *_FILE)
    oldest = today.toordinal() - fresh_days
    found = [
        _no_file(wanted, files),
        _two_files(files),
        _page_gaps(pages),
        *(_missing_sheet(pages, document) for document in required),
        *_stale(pages, files, [document.strip().lower() for document in required], oldest, today),
        _badly_filled(pages, well_filled),
    ]
    if contracts is not None:
        found.append(_contracts_not_filed(contracts, frame, wanted, pages))
    faults = nw.concat([part.select("customer_id", "fault", "detail") for part in found])
    return leave_as(faults, frame, "customer_id", "fault", "detail")


def archive_summary(faults: Any, n_customers: int) -> pd.DataFrame:
    """How many customers have each fault.

    Parameters
    ----------
    faults : what :func:`archive_faults` gave, on any engine.
    n_customers : how many customers were looked at.

    Returns a pandas table, one row a fault of ``FAULTS`` (0 where there is none) and last "any fault": fault, faults
    (int64), customers (int64, each once), share (customers ÷ ``n_customers``).

    Raises CasekitError for missing columns and fewer customers than have faults.
    """
    whole_number(n_customers, "n_customers", 1)
    frame = enter_with(faults, _("The faults"), ["customer_id", "fault"])
    each = frame.lazy().group_by("customer_id", "fault").agg(faults=nw.len())
    table = collect(each, _("the summary of the archive"), _MOST_FAULTS)
    counts = table.groupby("fault").agg(faults=("faults", "sum"), customers=("customer_id", "size"))
    counts = counts.reindex(FAULTS, fill_value=0)
    anybody = table["customer_id"].nunique()
    counts.loc[ANY] = [counts["faults"].sum(), anybody]
    if anybody > n_customers:
        raise CasekitError(
            _("{found} customers have faults, more than the {n} that were looked at; give the right number.").format(
                found=anybody, n=n_customers
            )
        )
    counts = counts.rename_axis("fault").reset_index().astype({"faults": "int64", "customers": "int64"})
    return counts.assign(share=counts["customers"] / n_customers)


def _check_arguments(required: Sequence[str], well_filled: float) -> None:
    if isinstance(required, str):
        raise CasekitError(_("“required” must be a list of documents, but it is {value!r}.").format(value=required))
    number_within(well_filled, "well_filled", most=100)


def _everybody(customers: Any, archive: Frame) -> nw.LazyFrame:
    frame = enter_with(customers, _("The customers"), ["customer_id"])
    of_one_engine(archive, frame, _("The customers"), "customer_id")
    return distinct(frame.lazy().filter(~is_blank(frame, "customer_id")), "customer_id")


def _pages(frame: Frame, wanted: nw.LazyFrame) -> nw.LazyFrame:
    rows = frame.select(
        "customer_id",
        "file_id",
        "contract_id",
        page=number_of(frame, "page"),
        document=plain_word("document"),
        day=nw.when(nw.col("updated_on").is_null())
        .then(day_of(frame, "filed_on"))
        .otherwise(day_of(frame, "updated_on")),
        filled=number_of(frame, "filled"),
    )
    known = ~is_blank(rows, "customer_id") & ~is_blank(rows, "file_id")
    rows = usable(rows, known, _("{n} pages without a customer or a file number."))
    if isinstance(frame, nw.DataFrame):
        others = absent(rows.lazy(), wanted, "customer_id").collect()
        say_left_out(len(others), _("{n} pages of customers who are not among the customers given."))
    return present(rows.lazy(), wanted, "customer_id")


def _no_file(wanted: nw.LazyFrame, files: nw.LazyFrame) -> nw.LazyFrame:
    nothing = absent(wanted, files, "customer_id")
    return nothing.with_columns(fault=nw.lit("no file"), detail=nw.lit(_("No page in the archive.")))


def _two_files(files: nw.LazyFrame) -> nw.LazyFrame:
    counts = files.group_by("customer_id").agg(n=nw.len(), first=nw.col("file_id").min(), last=nw.col("file_id").max())
    said = sentence(
        _("{n} files, from {first} to {last}; make one of them."),
        n=nw.col("n"),
        first=nw.col("first"),
        last=nw.col("last"),
    )
    return counts.filter(nw.col("n") > 1).with_columns(fault=nw.lit("two files"), detail=said)


def _page_gaps(pages: nw.LazyFrame) -> nw.LazyFrame:
    """One row a gap: the page after it has no page before it."""
    there = distinct(pages.filter(nw.col("page") >= 1, is_known(nw.col("page"))), *_FILE, "page")
    follows = there.with_columns(page=nw.col("page") + 1)
    after = absent(there.filter(nw.col("page") > 1), follows, *_FILE, "page")
    earlier = there.select(*_FILE, earlier=nw.col("page"))
    last_before = (
        after.join(earlier, on=_FILE)
        .filter(nw.col("earlier") < nw.col("page"))
        .group_by(*_FILE, "page")
        .agg(before=nw.col("earlier").max())
    )
    gaps = after.join(last_before, on=[*_FILE, "page"], how="left").with_columns(
        first=nw.when(nw.col("before") >= 1).then(nw.col("before") + 1).otherwise(nw.lit(1.0)),
        last=nw.col("page") - 1,
    )
    parts = {"file": nw.col("file_id"), "first": whole_text(nw.col("first")), "last": whole_text(nw.col("last"))}
    one = sentence(_("File {file}: page {first} is missing."), **parts)
    several = sentence(_("File {file}: pages {first} to {last} are missing."), **parts)
    said = nw.when(nw.col("first") == nw.col("last")).then(one).otherwise(several)
    return gaps.with_columns(fault=nw.lit("page gap"), detail=said)


def _missing_sheet(pages: nw.LazyFrame, document: str) -> nw.LazyFrame:
    have = pages.filter(nw.col("document") == document.strip().lower())
    without = absent(distinct(pages, "customer_id"), have, "customer_id")
    said = _("No {document} in the file.").format(document=document)
    return without.with_columns(fault=nw.lit("missing sheet"), detail=nw.lit(said))


def _contracts_not_filed(contracts: Any, archive: Frame, wanted: nw.LazyFrame, pages: nw.LazyFrame) -> nw.LazyFrame:
    frame = enter_with(contracts, _("The contracts"), ["customer_id", "contract_id"])
    of_one_engine(archive, frame, _("The contracts"), "customer_id", "contract_id")
    sold = frame.lazy().filter(~is_blank(frame, "contract_id"))
    key = ("customer_id", "contract_id")
    loose = absent(distinct(present(sold, wanted, "customer_id"), *key), pages, *key)
    said = sentence(_("Contract {contract} is in the sales system, not in the file."), contract=nw.col("contract_id"))
    return loose.with_columns(fault=nw.lit("contract not filed"), detail=said)


def _stale(
    pages: nw.LazyFrame, files: nw.LazyFrame, required: list[str], oldest: int, today: date
) -> list[nw.LazyFrame]:
    """Files without a fresh page; then required documents that are old within a fresh file."""
    fresh = nw.col("day") >= oldest
    fresh_pages = pages.filter(fresh)
    old_files = absent(files, fresh_pages, *_FILE).join(_newest(pages, _FILE), on=_FILE, how="left")
    found = [_said_stale(old_files, _("File {file}"), today, {})]
    if required:
        key = [*_FILE, "document"]
        sheets = present(pages.filter(nw.col("document").is_in(required)), fresh_pages, *_FILE)
        old = absent(distinct(sheets, *key), sheets.filter(fresh), *key).join(_newest(sheets, key), on=key, how="left")
        found.append(_said_stale(old, _("File {file}: the {document}"), today, {"document": nw.col("document")}))
    return found


def _newest(pages: nw.LazyFrame, key: list[str]) -> nw.LazyFrame:
    return pages.filter(is_known(nw.col("day"))).group_by(*key).agg(day=nw.col("day").max())


def _said_stale(old: nw.LazyFrame, what: str, today: date, parts: dict[str, nw.Expr]) -> nw.LazyFrame:
    parts = {"file": nw.col("file_id"), **parts}
    known = is_known(nw.col("day"))
    days = nw.when(known).then(today.toordinal() - nw.col("day")).otherwise(nw.lit(0.0))
    dated = sentence(_("{what}: last updated {days} days ago.").replace("{what}", what), days=whole_text(days), **parts)
    undated = sentence(_("{what}: no date at all.").replace("{what}", what), **parts)
    return old.with_columns(fault=nw.lit("stale"), detail=nw.when(known).then(dated).otherwise(undated))


def _badly_filled(pages: nw.LazyFrame, well_filled: float) -> nw.LazyFrame:
    page = nw.col("page")
    number = nw.when(is_known(page)).then(page).otherwise(nw.lit(0.0))
    filled = nw.col("filled")
    bad = pages.filter(filled < well_filled, is_known(filled), is_known(number))
    said = sentence(
        _("File {file}, page {page}: the {document} is filled to {filled} %."),
        file=nw.col("file_id"),
        page=whole_text(number),
        document=nw.col("document"),
        filled=whole_text(filled.floor()),
    )
    return bad.with_columns(fault=nw.lit("badly filled"), detail=said)
