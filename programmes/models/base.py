"""What the models of programmes share."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from casetrack.constraints import InOrder

BASE_FIELDS = ("id", "version", "submission")

code_validator = RegexValidator(r"^[a-z0-9][a-z0-9.-]*$", _("Use small letters, digits, points and hyphens only, such as nj-2.0."))


def dates_in_order(first, last, name, message):
    """The constraint that `last` is not before `first`, where both are filled in."""
    return InOrder(first, last, name, message)
