"""The sub kegiatan a finding is about, as an expression both databases can answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement


class SubjectCode(ColumnElement[str]):
    """``kode`` inside ``findings.subjek``; null where the subject has none."""

    inherit_cache = True
    type = String()


@compiles(SubjectCode, "sqlite")
def _on_sqlite(element: SubjectCode, compiler: SQLCompiler, **_: Any) -> str:
    del element, compiler
    return "json_extract(findings.subjek, '$.kode')"


@compiles(SubjectCode, "postgresql")
def _on_postgresql(element: SubjectCode, compiler: SQLCompiler, **_: Any) -> str:
    del element, compiler
    return "(findings.subjek::json ->> 'kode')"
