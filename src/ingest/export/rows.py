"""Plans as flat rows: what Parquet, Excel and CSV have in common. ``model/labels.toml`` has their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.export.understood import Value, understood_columns
from ingest.messages import Language
from model.activity import Activity
from model.plan import Plan
from model.vocabulary import FIELDS

Row = dict[str, Value]


def activity_rows(plans: Iterable[Plan]) -> list[Row]:
    """One row an activity, in the order of the plans and of their pages."""
    return [_activity_row(plan, activity) for plan in plans for activity in plan.activities]


def plan_rows(plans: Iterable[Plan]) -> list[Row]:
    """One row a plan."""
    return [_plan_row(plan) for plan in plans]


def issue_rows(plans: Iterable[Plan], lang: Language = "da") -> list[Row]:
    """One row an issue: those of the document first, then those of its activities."""
    rows: list[Row] = []
    for plan in plans:
        owners = [(None, plan.issues), *((activity.id, activity.issues) for activity in plan.activities)]
        for activity_id, issues in owners:
            rows.extend(
                {
                    "edition_id": plan.edition_id,
                    "activity_id": activity_id,
                    "severity": issue.severity,
                    "code": issue.code,
                    "message": issue.message if lang == "da" else issue.message_en,
                    "page": issue.page,
                    "source_file": plan.source.file,
                }
                for issue in issues
            )
    return rows


def _activity_row(plan: Plan, activity: Activity) -> Row:
    codes = {municipality.name: municipality.code for municipality in plan.municipalities}
    pages = {place.page for origin in activity.provenance.values() for place in origin.places}
    return {
        "id": activity.id,
        "municipalities": list(activity.municipalities),
        "plan_title": plan.title,
        "section": activity.section,
        **{field: getattr(activity, field) for field in FIELDS},
        "extra": activity.extra,
        "selected": activity.selected,
        "status_colour": activity.status_colour,
        "status_audience": activity.status_audience,
        "status_as_of": activity.status_as_of,
        **understood_columns(activity),
        "quality": activity.quality,
        "issue_codes": _once(issue.code for issue in activity.issues),
        "pages": sorted(pages),
        "label": activity.label,
        "label_source": activity.label_source,
        "group_id": activity.group_id,
        "item_count": activity.item_count,
        "headings": activity.headings,
        "municipality_codes": [codes.get(name, "") for name in activity.municipalities],
        "municipality_basis": activity.municipality_basis,
        "plan_id": plan.plan_id,
        "edition_id": plan.edition_id,
        "edition_date": plan.edition_date,
        "valid_from": plan.valid_from,
        "valid_to": plan.valid_to,
        "source_file": plan.source.file,
        "source_kind": plan.source.source_kind,
        "source_note": plan.source.note,
    }


def _plan_row(plan: Plan) -> Row:
    severities = [issue.severity for issue in plan.all_issues]
    return {
        "edition_id": plan.edition_id,
        "plan_id": plan.plan_id,
        "title": plan.title,
        "municipalities": [municipality.name for municipality in plan.municipalities],
        "municipality_codes": [municipality.code for municipality in plan.municipalities],
        "municipality_basis": plan.municipality_basis,
        "edition_date": plan.edition_date,
        "edition_date_basis": plan.edition_date_basis,
        "valid_from": plan.valid_from,
        "valid_to": plan.valid_to,
        "plan_form": plan.plan_form,
        "unit": plan.unit,
        "persons": plan.persons,
        "status": plan.status,
        "activities": len(plan.activities),
        "pages": plan.pages,
        "tables": sum(table.used for table in plan.tables),
        "tables_left_out": sum(not table.used for table in plan.tables),
        "legend": {entry.colour: entry.text for entry in plan.legend},
        "words": plan.audit.words,
        "words_lost": plan.audit.lost,
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "notices": severities.count("info"),
        "tagged": plan.tagged,
        "producer": plan.producer,
        "source_file": plan.source.file,
        "source_sha256": plan.source.sha256,
        "source_url": plan.source.url,
        "source_retrieved": plan.source.retrieved,
        "source_licence": plan.source.licence,
        "source_kind": plan.source.source_kind,
        "source_note": plan.source.note,
        "schema_version": plan.schema_version,
    }


def _once(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))


def columns_used(rows: Sequence[Row]) -> set[str]:
    """The text fields that at least one row has a column for."""
    return {field for field in FIELDS if any(row[field] is not None for row in rows)}
