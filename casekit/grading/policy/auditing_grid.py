"""The grid of all combinations that a policy tells apart, and the customers counted in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.policy.conditions import Tests
from casekit.grading.policy.format import BANDED, Grade, Measure, Policy
from casekit.grading.policy.intervals import Axis, axes_of
from casekit.grading.policy.joint import Box, inside
from casekit.grading.policy.measured import clean, measured
from casekit.grading.sales_rows import as_number, require_columns
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

_LARGEST = 500_000  # cells; a policy with more is not one that anybody could read
_SALES = "sales, added up"  # carried along like one measure more


@dataclass(frozen=True)
class Grid:
    """Every combination of pieces of the measures, one dimension a measure; the last piece of each is "missing".

    ``holds`` says for each grade in which cells a customer has certainly earned it, ``open`` where that would be so if
    what the policy leaves unstated held too.
    """

    policy: Policy
    axes: tuple[Axis, ...]
    holds: Mapping[str, np.ndarray]
    open: Mapping[str, np.ndarray]

    @property
    def grades(self) -> tuple[Grade, ...]:
        """The grades, or types, that can be tested, in the order in which they are tested."""
        return tuple(grade for grade in self.policy.tested or self.policy.types if grade.testable)

    @cached_property
    def known(self) -> tuple[slice, ...]:
        """The cells where no measure is missing."""
        return tuple(slice(axis.pieces) for axis in self.axes)

    @cached_property
    def nobody(self) -> np.ndarray:
        """The cells where no grade holds."""
        return ~np.logical_or.reduce([self.holds[grade.id] for grade in self.grades] or [self._nowhere])

    def along(self, grade: Grade, axis: int) -> np.ndarray:
        """Which pieces of one axis some customer of a grade can be in, whatever the other measures."""
        others = tuple(other for other in range(len(self.axes)) if other != axis)
        return self.holds[grade.id][self.known].any(axis=others)

    @cached_property
    def _nowhere(self) -> np.ndarray:
        return np.zeros([axis.pieces + 1 for axis in self.axes], dtype=bool)


@dataclass(frozen=True)
class Counted:
    """Customers and sales in the occupied cells: ``codes`` (cells × axes), ``customers`` and ``sales`` of each."""

    codes: np.ndarray
    customers: np.ndarray
    sales: np.ndarray | None

    def within(self, region: np.ndarray, box: Box) -> tuple[int, float | None]:
        """Customers and sales in the part of a region that lies in a box."""
        return self.of(self.chosen(region, box))

    def chosen(self, region: np.ndarray, box: Box) -> np.ndarray:
        """Which occupied cells lie in a region and in a box."""
        return region[tuple(self.codes.T)] & inside(box, self.codes)

    def of(self, chosen: np.ndarray) -> tuple[int, float | None]:
        """Customers and sales of the chosen cells together."""
        sales = None if self.sales is None else round(float(self.sales[chosen].sum()), 2)
        return int(self.customers[chosen].sum()), sales


def grid_of(policy: Policy) -> Grid:
    """The grid of a policy; CasekitError for one that tests too many things together to be looked through."""
    grades = policy.grades or policy.types
    axes = axes_of(policy.measures.values(), [condition for grade in grades for condition in grade.conditions])
    shape = [axis.pieces + 1 for axis in axes]
    if np.prod(np.array(shape, dtype=float)) > _LARGEST:
        raise CasekitError(
            _(
                "The policy “{policy}” tells {cells} combinations apart, too many to look through one by one "
                "(at most {largest}); audit it in parts, with fewer measures at a time."
            ).format(policy=policy.id, cells=f"{np.prod(np.array(shape, dtype=float)):,.0f}", largest=f"{_LARGEST:,}")
        )
    tests, cells = Tests(policy), _cells(axes, shape)
    defined = [grade for grade in grades if grade.defined]
    truth = {f"holds {grade.id}": tests.grade_holds(grade) for grade in defined}
    truth |= {f"open {grade.id}": tests.grade_possible(grade) for grade in defined}
    table = cells.select(nw.col("cell"), **truth).to_native() if defined else pd.DataFrame()
    holds, possible = (
        {grade.id: _truth(table[f"{what} {grade.id}"]).reshape(shape) for grade in defined}
        for what in ("holds", "open")
    )
    return Grid(policy, tuple(axes), holds, possible)


def counted(grid: Grid, customers: Any, customer_id: str, sales: str | None) -> Counted:
    """The customers in the cells of a grid, in one pass over their table.

    Sales that are missing or not finite count as 0. Raises CasekitError for a table that lacks a column.
    """
    names = [axis.measure.name for axis in grid.axes]
    policy, amount = grid.policy, nw.lit(0.0)
    if sales is not None:
        check_sales(customers, sales)
        policy = replace(policy, measures={**policy.measures, _SALES: Measure(_SALES, column=sales)})
        amount = nw.when(nw.col(clean(_SALES)) > -float("inf")).then(nw.col(clean(_SALES))).otherwise(nw.lit(0.0))
    frame = measured(policy, customers, customer_id, [*names, _SALES] if sales is not None else names).frame.lazy()
    shape = [axis.pieces + 1 for axis in grid.axes]
    cell = nw.lit(0)
    for axis, size in zip(grid.axes, shape, strict=True):
        cell = cell * size + axis.piece()
    totals = (
        frame.with_columns(cell=cell.cast(nw.Int64), sales=amount)
        .group_by("cell")
        .agg(customers=nw.len(), sales=nw.col("sales").sum())
    )
    found = collect(totals, _("the customers’ combinations"), _LARGEST)
    codes = np.empty((len(found), len(shape)), dtype="int64")
    for axis, numbers in enumerate(np.unravel_index(found["cell"].to_numpy("int64"), shape) if shape else ()):
        codes[:, axis] = numbers
    return Counted(
        codes, found["customers"].to_numpy("int64"), found["sales"].to_numpy("float64") if sales is not None else None
    )


def check_sales(customers: Any, sales: str) -> None:
    """Raise CasekitError when the customers have no such column of numbers."""
    schema = enter(customers, _("The customers")).collect_schema()
    require_columns(schema, [sales], _("The customers’ columns"))
    as_number(sales, schema)


def _cells(axes: list[Axis], shape: list[int]) -> nw.DataFrame:
    """One row a cell, with a clean value of each measure out of it, in the order of the grid."""
    cells = {"cell": np.arange(int(np.prod(shape)))}
    for axis, codes in zip(axes, np.indices(shape).reshape(len(shape), int(np.prod(shape))), strict=True):
        kind = "float64" if axis.measure.kind in BANDED else "str"
        cells[clean(axis.measure.name)] = pd.Series(axis.examples, dtype=kind).take(codes).reset_index(drop=True)
    return nw.from_native(pd.DataFrame(cells), eager_only=True)


def _truth(column: pd.Series) -> np.ndarray:
    return column.fillna(False).to_numpy(bool)
