"""Value lists used by more than one app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Country(models.TextChoices):
    """The two countries of the border region."""

    NL = "NL", _("Netherlands")
    DE = "DE", _("Germany")


class AnswerState(models.TextChoices):
    """What became of a question: an empty answer is never just empty."""

    ANSWERED = "answered", _("answered")
    REFUSED = "refused", _("does not want to say")
    UNKNOWN = "unknown", _("does not know")
    NOT_ASKED = "not_asked", _("not asked")


class EntryFact(models.TextChoices):
    """What an edition may ask at the start; the codes are columns of a trajectory."""

    LABOUR_STATUS = "labour_status", _("work at the start")
    REGISTERED_WITH_PES = "registered_with_pes", _("registered with UWV or Agentur für Arbeit")
    EDUCATION = "education", _("highest education")
    MUNICIPALITY = "municipality", _("municipality or district")
    ON_BENEFIT = "on_benefit", _("lives on a benefit (bijstand)")


class EndReason(models.TextChoices):
    """Why a trajectory ended."""

    WORK = "work", _("work")
    SELF_EMPLOYED = "self_employed", _("own business")
    TRAINING = "training", _("training")
    WORK_AND_TRAINING = "work_and_training", _("work and training")
    MOVED = "moved", _("moved away")
    CARE_DUTIES = "care_duties", _("care for others")
    ILLNESS = "illness", _("illness")
    BENEFIT_CLAIMANT = "benefit_claimant", _("now receives a benefit")
    DECEASED = "deceased", _("deceased")
    NO_CONTACT = "no_contact", _("no contact any more")
    LOST_MOTIVATION = "lost_motivation", _("lost motivation")
    MISMATCH = "mismatch", _("expected something else")
    OWN_CHOICE = "own_choice", _("own choice")
    NOT_ELIGIBLE = "not_eligible", _("not eligible after all")
    DUPLICATE = "duplicate", _("entered twice")
    EDITION_CLOSED = "edition_closed", _("edition closed")
    GOAL_REACHED = "goal_reached", _("goal reached")
    PARTLY_REACHED = "partly_reached", _("goal partly reached")
    ON_THEIR_OWN = "on_their_own", _("goes on without help")
    REFERRED = "referred", _("referred to other help")
