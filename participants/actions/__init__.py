"""Operations on persons, households and trajectories, by noun."""

from participants.actions.attendance import Answer, GroupStale, record_attendance, record_group_attendance
from participants.actions.consents import give_consent, withdraw_consent
from participants.actions.contacts import change_contact, record_contact
from participants.actions.exchange import add_exchange, change_exchange, end_exchange, match_exchange, unmatch_exchange
from participants.actions.goals import (
    add_task,
    add_theme,
    change_goal,
    change_task,
    change_theme,
    close_goal,
    close_theme,
    drop_task,
    rank_themes,
    reopen_goal,
    reopen_task,
    reopen_theme,
    set_goal,
    tick_task,
)
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
from participants.actions.measurements import change_measurement, is_counted, measure
from participants.actions.network import add_network_member, change_network_member, end_network_member
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
    "Answer", "GroupStale", "add_exchange", "add_member", "add_network_member", "add_task", "add_theme", "answer_help", "ask_help", "assign",
    "assignments_of", "change_contact", "change_contact_person", "change_exchange", "change_goal", "change_household", "change_matching",
    "change_measurement", "change_member", "change_network_member", "change_person", "change_task", "change_theme", "close_goal", "close_theme",
    "colleagues", "decide", "drop_task", "end", "end_access", "end_assignment", "end_exchange", "end_network_member", "enrol", "enter_phase",
    "give_consent", "grant_access", "hand_over", "hand_over_all", "is_counted", "living_there", "make_household", "match_exchange", "measure",
    "member_leaves", "not_over", "pause", "rank_themes", "record_attendance", "record_contact", "record_facts", "record_group_attendance",
    "record_intake", "reopen", "reopen_goal", "reopen_task", "reopen_theme", "resume", "set_goal", "start", "tick_task", "unmatch_exchange",
    "withdraw_consent",
]  # fmt: skip
