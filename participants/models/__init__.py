"""Who takes part: persons, households, their trajectories, and what happens along the way."""

from participants.models.contacts import Attendance, ContactMoment
from participants.models.goals import Goal, Task, Theme
from participants.models.guidance import Assignment, Consent, HelpRequest, TrajectoryException
from participants.models.measurements import Answers, GroupAnswers, Measurement
from participants.models.network import Exchange, NetworkMember
from participants.models.persons import Household, HouseholdMember, Person, name_key
from participants.models.trajectories import ENTRY_FACTS, STEP_ORDER, STEPS, DossierPart, Pause, Trajectory, on_trajectory

__all__ = [
    "ENTRY_FACTS", "STEPS", "STEP_ORDER", "Answers", "Assignment", "Attendance", "Consent", "ContactMoment", "DossierPart", "Exchange", "Goal",
    "GroupAnswers", "HelpRequest", "Household", "HouseholdMember", "Measurement", "NetworkMember", "Pause", "Person", "Task", "Theme",
    "Trajectory", "TrajectoryException", "name_key", "on_trajectory",
]  # fmt: skip
