"""``activities.parquet`` and ``plans.parquet``: for pandas, polars, DuckDB and R, by explicit schemas.

Codes are text ("0183"). In a text field null means that the plan's table has no such column, ``""`` that the
cell is empty. The Danish label of a column is in the metadata of its field.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ingest.export.rows import Row, activity_rows, plan_rows
from model.labels import Sheet, labels
from model.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow


def activities_parquet(plans: Sequence[Plan]) -> bytes:
    """One row an activity."""
    return _written(activity_rows(plans), activity_schema())


def plans_parquet(plans: Sequence[Plan]) -> bytes:
    """One row a plan."""
    return _written(plan_rows(plans), plan_schema())


def activity_schema() -> pyarrow.Schema:
    """The Arrow schema of ``activities.parquet``."""
    import pyarrow as pa

    text, names = pa.string(), pa.list_(pa.string())
    return _labelled(
        "activities",
        [
            pa.field("id", text, nullable=False),
            pa.field("municipalities", names, nullable=False),
            pa.field("plan_title", text, nullable=False),
            pa.field("section", text, nullable=False),
            pa.field("number", text),
            pa.field("title", text),
            pa.field("purpose", text),
            pa.field("task", text),
            pa.field("responsible", text),
            pa.field("time_horizon", text),
            pa.field("goal", text),
            pa.field("status", text),
            pa.field("prevention_area", text),
            pa.field("coordinator", text),
            pa.field("partners", text),
            pa.field("target_group", text),
            pa.field("setting", text),
            pa.field("budget", text),
            pa.field("indicator", text),
            pa.field("follow_up", text),
            pa.field("next_steps", text),
            pa.field("priority", text),
            pa.field("background", text),
            pa.field("remarks", text),
            pa.field("extra", pa.map_(text, text), nullable=False),
            pa.field("selected", pa.bool_(), nullable=False),
            pa.field("status_colour", text),
            pa.field("status_audience", text),
            pa.field("status_as_of", text),
            pa.field("theme", text),
            pa.field("parties", names, nullable=False),
            pa.field("party_kinds", names, nullable=False),
            pa.field("party_municipalities", names, nullable=False),
            pa.field("time_start", text),
            pa.field("time_end", text),
            pa.field("time_recurrence", text),
            pa.field("status_state", text),
            pa.field("target_groups", names, nullable=False),
            pa.field("ages", names, nullable=False),
            pa.field("grades", names, nullable=False),
            pa.field("settings", names, nullable=False),
            pa.field("substances", names, nullable=False),
            pa.field("prevention_level", text),
            pa.field("goal_is_quantified", pa.bool_()),
            pa.field("references", names, nullable=False),
            pa.field("cell_states", pa.map_(text, text), nullable=False),
            pa.field("evidence", pa.map_(text, text), nullable=False),
            pa.field("quality", text, nullable=False),
            pa.field("issue_codes", names, nullable=False),
            pa.field("pages", pa.list_(pa.int32()), nullable=False),
            pa.field("label", text, nullable=False),
            pa.field("label_source", text),
            pa.field("group_id", text),
            pa.field("item_count", pa.int32()),
            pa.field("headings", pa.map_(text, text), nullable=False),
            pa.field("municipality_codes", names, nullable=False),
            pa.field("municipality_basis", text),
            pa.field("plan_id", text, nullable=False),
            pa.field("edition_id", text, nullable=False),
            pa.field("edition_date", text),
            pa.field("valid_from", text),
            pa.field("valid_to", text),
            pa.field("source_file", text, nullable=False),
            pa.field("source_kind", text, nullable=False),
            pa.field("source_note", text),
        ],
    )


def plan_schema() -> pyarrow.Schema:
    """The Arrow schema of ``plans.parquet``."""
    import pyarrow as pa

    text, names, count = pa.string(), pa.list_(pa.string()), pa.int32()
    return _labelled(
        "plans",
        [
            pa.field("edition_id", text, nullable=False),
            pa.field("plan_id", text, nullable=False),
            pa.field("title", text, nullable=False),
            pa.field("municipalities", names, nullable=False),
            pa.field("municipality_codes", names, nullable=False),
            pa.field("municipality_basis", text),
            pa.field("edition_date", text),
            pa.field("edition_date_basis", text),
            pa.field("valid_from", text),
            pa.field("valid_to", text),
            pa.field("plan_form", text, nullable=False),
            pa.field("unit", text),
            pa.field("persons", text, nullable=False),
            pa.field("status", text, nullable=False),
            pa.field("activities", count, nullable=False),
            pa.field("pages", count, nullable=False),
            pa.field("tables", count, nullable=False),
            pa.field("tables_left_out", count, nullable=False),
            pa.field("legend", pa.map_(text, text), nullable=False),
            pa.field("words", count, nullable=False),
            pa.field("words_lost", count, nullable=False),
            pa.field("errors", count, nullable=False),
            pa.field("warnings", count, nullable=False),
            pa.field("notices", count, nullable=False),
            pa.field("tagged", pa.bool_(), nullable=False),
            pa.field("producer", text),
            pa.field("source_file", text, nullable=False),
            pa.field("source_sha256", text, nullable=False),
            pa.field("source_url", text),
            pa.field("source_retrieved", text),
            pa.field("source_licence", text),
            pa.field("source_kind", text, nullable=False),
            pa.field("source_note", text),
            pa.field("schema_version", text, nullable=False),
        ],
    )


def _labelled(sheet: Sheet, fields: list[pyarrow.Field]) -> pyarrow.Schema:
    import pyarrow as pa

    danish = labels(sheet)
    return pa.schema([field.with_metadata({"label_da": danish[field.name]}) for field in fields])


def _written(rows: list[Row], schema: pyarrow.Schema) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet

    columns = [pa.array([_storable(row[field.name]) for row in rows], type=field.type) for field in schema]
    out = io.BytesIO()
    pyarrow.parquet.write_table(pa.Table.from_arrays(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def _storable(value: object) -> object:
    return list(value.items()) if isinstance(value, dict) else value
