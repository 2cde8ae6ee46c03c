"""What programmes add to "my work": certificates of conduct (VOG) about to lapse."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from casetrack.work import WorkRow, part_of
from programmes.choices import VOG_WARNING_DAYS
from programmes.models import ProgrammeMember, VolunteerFile


def lapsing_certificates(user, today):
    """Volunteers who still work in the programme and whose VOG is missing, or must be renewed within 60 days."""
    if not access.may_somewhere(user, Permission.VIEW_VOLUNTEER):
        return None
    working = ProgrammeMember._base_manager.filter(access.in_force(today), programme=OuterRef("programme"), user=OuterRef("user"))
    due = (
        VolunteerFile.objects.allowed(user, Permission.VIEW_VOLUNTEER)
        .filter(Exists(working))
        .filter(Q(vog_on__isnull=True) | Q(vog_renew_on__lte=today + timedelta(days=VOG_WARNING_DAYS)))
        .select_related("user", "programme")
        .order_by(F("vog_renew_on").asc(nulls_first=True), "pk")
    )
    return part_of("vog", _("VOG missing or about to lapse"), due, _certificate)


def _certificate(row):
    if row.vog_on is None:
        detail = _("no VOG yet")
    elif row.vog_renew_on is None:
        detail = ""
    else:
        detail = _("new VOG needed by %(day)s") % {"day": date_format(row.vog_renew_on, "SHORT_DATE_FORMAT")}
    return WorkRow(str(row.user), reverse("volunteer", args=[row.pk]), detail)


PARTS = (lapsing_certificates,)
