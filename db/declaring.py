"""How a table is declared: as a class whose attributes are its columns, for whoever reads.

These are plain tables of SQLAlchemy Core. Nothing is mapped to objects, and `sqlalchemy.orm`, a
third of what the library costs to load, is not: no object of a row is ever made of them.
"""

from types import SimpleNamespace
from typing import Any, ClassVar, Literal, TypeVar, cast, overload

from sqlalchemy import (
    Column,
    ColumnElement,
    Double,
    FromClause,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

# Every constraint has a name, so that an error can be told apart.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Declared:
    """A table of the library: `table` is what SQLAlchemy knows, each column an attribute.

    `table_args` has its constraints and indexes.
    """

    table: ClassVar[FromClause]
    table_args: ClassVar[tuple[SchemaItem, ...]] = ()

    def __init_subclass__(cls, *, name: str, with_rowid: bool = True) -> None:
        columns = [part for part in vars(cls).items() if isinstance(part[1], Column)]
        for called, column in columns:
            column.name = column.key = called
        cls.table = Table(
            name,
            metadata,
            *(column for _called, column in columns),
            *cls.table_args,
            sqlite_with_rowid=with_rowid,
        )


_Any = TypeVar("_Any", bound=Declared)


def aliased(declared: type[_Any]) -> type[_Any]:
    """The same table under another name, for a statement in which it stands twice."""
    table = declared.table.alias()
    # It has the same attributes and is no subclass: that would be another table.
    return cast(type[_Any], SimpleNamespace(table=table, **dict(table.c)))


@overload
def integer(
    *parts: SchemaItem, nullable: Literal[True], **more: Any
) -> ColumnElement[int | None]: ...
@overload
def integer(*parts: SchemaItem, **more: Any) -> ColumnElement[int]: ...
def integer(*parts: SchemaItem, nullable: bool = False, **more: Any) -> ColumnElement[Any]:
    """A column of whole numbers."""
    return Column(Integer, *parts, nullable=nullable, **more)


@overload
def string(
    *parts: SchemaItem, nullable: Literal[True], **more: Any
) -> ColumnElement[str | None]: ...
@overload
def string(*parts: SchemaItem, **more: Any) -> ColumnElement[str]: ...
def string(*parts: SchemaItem, nullable: bool = False, **more: Any) -> ColumnElement[Any]:
    """A column of text."""
    return Column(Text, *parts, nullable=nullable, **more)


def octets(*parts: SchemaItem, **more: Any) -> ColumnElement[bytes | None]:
    """A column of bytes, which may be empty."""
    return Column(LargeBinary, *parts, nullable=True, **more)


@overload
def real(
    *parts: SchemaItem, nullable: Literal[True], **more: Any
) -> ColumnElement[float | None]: ...
@overload
def real(*parts: SchemaItem, **more: Any) -> ColumnElement[float]: ...
def real(*parts: SchemaItem, nullable: bool = False, **more: Any) -> ColumnElement[Any]:
    """A column of numbers with a fraction."""
    return Column(Double, *parts, nullable=nullable, **more)
