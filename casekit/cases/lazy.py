"""Tables that are read or drawn when they are first used."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping

import pandas as pd


class LazyTables(MutableMapping[str, pd.DataFrame]):
    """Names to tables; ``make`` says how each comes about, which happens at its first use and once only.

    Asking for names, their number, or whether one is there makes no table.
    """

    def __init__(self, make: Mapping[str, Callable[[], pd.DataFrame]]):
        self._make = dict(make)
        self._made: dict[str, pd.DataFrame] = {}

    @property
    def made(self) -> dict[str, pd.DataFrame]:
        """The tables that were used by now."""
        return dict(self._made)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._made:
            self._made[name] = self._make[name]()
        return self._made[name]

    def __setitem__(self, name: str, table: pd.DataFrame) -> None:
        self._make[name] = lambda: table
        self._made[name] = table

    def __delitem__(self, name: str) -> None:
        del self._make[name]
        self._made.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self._make

    def __iter__(self) -> Iterator[str]:
        return iter(self._make)

    def __len__(self) -> int:
        return len(self._make)

    def clear(self) -> None:
        """Let all tables go, without making those that were never used."""
        self._make.clear()
        self._made.clear()

    def __repr__(self) -> str:
        return ", ".join(f"{name} {_size(self._made[name])}" if name in self._made else name for name in self)


def _size(table: pd.DataFrame) -> str:
    return f"({len(table):,} × {table.shape[1]})"
