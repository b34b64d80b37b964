"""The engines that functions of the trade run on, each for real."""

import itertools
import re

import pandas as pd
import pytest

from casekit.launch.checks import in_ci
from casekit.launch.tools import find_java

_NUMBERS = itertools.count()
ENGINES = ("polars", "polars lazy", "duckdb", "dask", "spark")

# Files whose tests are told apart by the lesson they are about: the start of a test's parameter.
_BY_LESSON = {
    "tests/course/test_contracts.py": re.compile(r"\[([\w-]+)[.:\]]"),  # a question's id, or a lesson's name
    "tests/browser/test_exercises.py": re.compile(r"\[(\d+-)"),
    "tests/browser/test_lessons.py": re.compile(r"\[(\d+-)"),
}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """The tests of a file stay in one process, except in the long ones, of which those of a lesson stay in one."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class ByFileOrLesson(LoadFileScheduling):
        def _split_scope(self, nodeid):
            file = super()._split_scope(nodeid)
            lesson = _BY_LESSON[file].search(nodeid) if file in _BY_LESSON else None
            return f"{file} {lesson[1]}" if lesson else file

    return ByFileOrLesson(config, log)


@pytest.fixture(params=ENGINES)
def to_engine(request):
    """Turns a pandas table into a table of one engine."""
    if request.param == "spark":
        return _to_spark(request.getfixturevalue("spark"))
    return {"polars": _to_polars, "polars lazy": _to_polars_lazy, "duckdb": _to_duckdb, "dask": _to_dask}[request.param]


@pytest.fixture(scope="session")
def spark():
    if not find_java():
        if in_ci():
            pytest.fail("Spark needs Java 17 and found none; under CI=true that is a failure.")
        pytest.skip("Spark left out: no Java found.")
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss4m")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def _to_polars(table):
    import polars as pl

    return pl.DataFrame(
        {name: _plain(table[name]) for name in table}, schema_overrides=_dates(table, pl.Datetime("us"))
    )


def _dates(table, dtype):
    return {name: dtype for name in table if pd.api.types.is_datetime64_any_dtype(table[name])}


def _to_polars_lazy(table):
    return _to_polars(table).lazy()


def _to_duckdb(table):
    import duckdb

    # one connection, so that tables can be joined; a name for each table
    name = f"held_{next(_NUMBERS)}"
    duckdb.register("given", table)
    duckdb.execute(f"create table {name} as select * from given")
    duckdb.unregister("given")
    return duckdb.table(name)


def _to_dask(table):
    import dask.dataframe as dd

    return dd.from_pandas(table, npartitions=3)


def _to_spark(session):
    from pyspark.sql import types

    kinds = {"i": types.LongType(), "f": types.DoubleType(), "M": types.TimestampNTZType(), "b": types.BooleanType()}

    def convert(table):
        fields = [types.StructField(name, kinds.get(table[name].dtype.kind, types.StringType())) for name in table]
        rows = list(zip(*(_plain(table[name]) for name in table), strict=True))
        return session.createDataFrame(rows, types.StructType(fields))

    return convert


def _plain(column):
    """Python values with None for what is missing; floats keep their nan."""
    if column.dtype.kind == "f":
        return column.tolist()
    if column.dtype.kind == "M":
        return [None if pd.isna(value) else value.to_pydatetime() for value in column]
    return [None if pd.isna(value) else value for value in column.tolist()]
