"""Operations on persons, households and trajectories, by noun."""

from participants.actions.attendance import Answer, GroupStale, record_attendance, record_group_attendance
from participants.actions.consents import give_consent, withdraw_consent
from participants.actions.contacts import change_contact, record_contact
from participants.actions.guidance import (
    assign,
    assignments_of,
    change_matching,
    colleagues,
    end_access,
    end_assignment,
    grant_access,
    hand_over,
    hand_over_all,
    not_over,
)
from participants.actions.help import answer_help, ask_help
from participants.actions.households import (
    add_member,
    change_contact_person,
    change_household,
    change_member,
    living_there,
    make_household,
    member_leaves,
)
from participants.actions.persons import change_person
from participants.actions.steps import (
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
    "Answer", "GroupStale", "add_member", "answer_help", "ask_help", "assign", "assignments_of", "change_contact", "change_contact_person",
    "change_household", "change_matching", "change_member", "change_person", "colleagues", "decide", "end", "end_access", "end_assignment",
    "enrol", "enter_phase", "give_consent", "grant_access", "hand_over", "hand_over_all", "living_there", "make_household", "member_leaves",
    "not_over", "pause", "record_attendance", "record_contact", "record_facts", "record_group_attendance", "record_intake", "reopen",
    "resume", "start", "withdraw_consent",
]  # fmt: skip
