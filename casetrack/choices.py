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
