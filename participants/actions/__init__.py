"""Operations on persons, households and trajectories, by noun."""

from participants.actions.attendance import Answer, GroupStale, record_attendance, record_group_attendance
from participants.actions.contacts import change_contact, record_contact
from participants.actions.guidance import assign, colleagues, end_access, end_assignment, grant_access
from participants.actions.steps import (
    change_person,
    decide,
    end,
    enrol,
    enter_phase,
    pause,
    record_facts,
    record_intake,
    reopen,
    resume,
    start,
)

__all__ = [
    "Answer", "GroupStale", "assign", "change_contact", "change_person", "colleagues", "decide", "end", "end_access", "end_assignment",
    "enrol", "enter_phase", "grant_access", "pause", "record_attendance", "record_contact", "record_facts", "record_group_attendance",
    "record_intake", "reopen", "resume", "start",
]  # fmt: skip
