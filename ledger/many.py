"""Statements over many keys in one round trip: the keys travel as one JSON parameter."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import InstrumentedAttribute


def is_among(connection: Connection, column: InstrumentedAttribute[Any], keys: Collection[str]) -> ColumnElement[bool]:
    """Condition that a text ``column`` holds one of ``keys``, however many there are."""
    packed = bindparam(None, json.dumps(sorted(keys)), Text())
    if connection.dialect.name == "sqlite":
        listed = func.json_each(packed).table_valued("value")
        return column.in_(select(listed.c.value))
    return column.in_(select(func.jsonb_array_elements_text(cast(packed, JSONB)).column_valued("value")))
