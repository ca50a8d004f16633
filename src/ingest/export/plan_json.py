"""``plans/<stem>.json``: a plan as it is, the truth from which everything else is written."""

from __future__ import annotations

from model.plan import Plan


def plan_json(plan: Plan) -> str:
    """The plan as JSON, letters as they are, one space of indent."""
    return plan.model_dump_json(indent=1) + "\n"


def renamed(plan: Plan, edition_id: str) -> Plan:
    """The plan under another edition's id, which the ids of its activities begin with."""

    def moved(name: str | None) -> str | None:
        return name and edition_id + name.removeprefix(plan.edition_id)

    activities = tuple(
        activity.model_copy(
            update={
                "id": moved(activity.id),
                "group_id": moved(activity.group_id),
                "references": tuple(
                    one.model_copy(update={"ids": tuple(map(moved, one.ids))}) for one in activity.references
                ),
            }
        )
        for activity in plan.activities
    )
    return plan.model_copy(update={"edition_id": edition_id, "activities": activities})
