"""How the list of sign-ups is narrowed."""

from datetime import timedelta

import django_filters as filters
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from programmes.models import Area, Edition
from referrals.choices import OPEN_STATES, SignalKind, SignalSource, SignUpState
from referrals.models import SignUp

OPEN, ALL = "open", "all"
WAITING = [("7", _("longer than a week")), ("14", _("longer than two weeks")), ("30", _("longer than 30 days"))]


class SignUpFilter(filters.FilterSet):
    """Sign-ups for one edition."""

    edition = filters.ModelChoiceFilter(
        label=_("edition"),
        queryset=lambda request: Edition.objects.allowed(request.user, Permission.VIEW_EDITION),
        to_field_name="code",
        empty_label=_("all"),
    )

    class Meta:
        model = SignUp
        fields = ["edition"]


class WorkFilter(SignUpFilter):
    """Sign-ups to work through: what the user may handle, so that no filter tells what the user may not see."""

    state = filters.ChoiceFilter(
        label=_("state"), choices=[(ALL, _("all")), *SignUpState.choices], method="in_state", empty_label=_("still to be decided"), null_label=None
    )
    area = filters.ModelChoiceFilter(
        label=_("area"),
        queryset=lambda request: Area.objects.allowed(request.user, Permission.VIEW_AREA).order_by("name", "pk"),
        empty_label=_("all"),
    )
    signal = filters.ChoiceFilter(label=_("what it is about"), choices=SignalKind.choices, method="about", empty_label=_("all"))
    source = filters.ChoiceFilter(label=_("who signs up"), choices=SignalSource.choices, empty_label=_("all"))
    waiting = filters.ChoiceFilter(label=_("waits"), choices=WAITING, method="waiting_long", empty_label=_("all"))

    class Meta:
        model = SignUp
        fields = ["state", "edition", "area", "signal", "source", "waiting"]

    def filter_queryset(self, queryset):
        """Without a state: those that still wait for a decision."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.filter(state__in=(*OPEN_STATES, SignUpState.EXPIRED))

    def in_state(self, queryset, name, value):
        """Those in one state, or all."""
        return queryset if value == ALL else queryset.filter(state=value)

    def about(self, queryset, name, value):
        """Those in which this kind of signal stands."""
        # As text, because SQLite has no operator for a list in JSON; the codes hold no quotation marks.
        return queryset.annotate(signals_text=Cast("signals", TextField())).filter(signals_text__contains=f'"{value}"')

    def waiting_long(self, queryset, name, value):
        """Those that came in more than so many days ago."""
        return queryset.filter(received_on__lt=timezone.localdate() - timedelta(days=int(value)))
