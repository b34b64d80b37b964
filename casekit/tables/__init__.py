"""Tables: what a file must hold, reading it with a report that can be acted on, and any dataframe in.

:class:`Contract` states the columns; :func:`read_csv` reads a file against it and names every fault by row, column,
value and mend; :func:`collect` is the one place where an engine's table becomes pandas;
:func:`workbook_bytes` makes the file for Excel.
"""

from casekit.tables.contract import Column, Contract
from casekit.tables.frames import collect
from casekit.tables.reading import read_csv
from casekit.tables.workbook import workbook_bytes

__all__ = ["Column", "Contract", "collect", "read_csv", "workbook_bytes"]
