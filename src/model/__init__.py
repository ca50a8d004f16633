"""What handleplan extracts: plans, their activities, and the vocabularies.

    from model import load, read_plan

    frame = load("data/extracted")                             # a pandas data frame, one row an activity
    plan = read_plan("data/extracted/plans/varde-2013.json")   # one plan with provenance and issues

``import model`` alone loads neither pandas nor a PDF library.
"""

from model.activity import Activity, Place, Provenance
from model.issue import Issue
from model.loading import load, read_plan
from model.party import Party
from model.plan import Audit, Plan, Source
from model.status import StatusState
from model.time_span import TimeSpan
from model.understanding import Reference, Tag, Theme

__all__ = [
    "Activity",
    "Audit",
    "Issue",
    "Party",
    "Place",
    "Plan",
    "Provenance",
    "Reference",
    "Source",
    "StatusState",
    "Tag",
    "Theme",
    "TimeSpan",
    "load",
    "read_plan",
]
