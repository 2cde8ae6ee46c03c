"""Operations on outcomes, reports, follow-ups, stories, sheets and reporting years, by noun."""

from outcomes.actions.follow_ups import change_follow_up, record_follow_up
from outcomes.actions.monitor import (
    correct_figure,
    correct_population,
    enter_figure,
    enter_population,
    load_populations,
    publish_monitor,
    remove_figure,
    remove_population,
)
from outcomes.actions.outcomes import STATEMENT, correct_outcome, record_outcome, withdraw_outcome
from outcomes.actions.reporting_years import close_year
from outcomes.actions.reports import checksum, replaced_by_a_report, submit, submit_report
from outcomes.actions.sheets import check_half_year, make_sheet
from outcomes.actions.stories import approve_story, change_story, standing, withdraw_story, write_story

__all__ = [
    "STATEMENT",
    "approve_story",
    "change_follow_up",
    "change_story",
    "check_half_year",
    "checksum",
    "close_year",
    "correct_figure",
    "correct_outcome",
    "correct_population",
    "enter_figure",
    "enter_population",
    "load_populations",
    "make_sheet",
    "publish_monitor",
    "record_follow_up",
    "record_outcome",
    "remove_figure",
    "remove_population",
    "replaced_by_a_report",
    "standing",
    "submit",
    "submit_report",
    "withdraw_outcome",
    "withdraw_story",
    "write_story",
]
