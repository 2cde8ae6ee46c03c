"""How lists of configuration and sessions are narrowed."""

import django_filters as filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from programmes.models import Edition, Organisation, Programme, Session

UPCOMING, PAST = "upcoming", "past"


def _visible(model, permission):
    return lambda request: model.objects.allowed(request.user, permission)


class EditionFilter(filters.FilterSet):
    """Editions of one programme."""

    programme = filters.ModelChoiceFilter(
        label=_("programme"), queryset=_visible(Programme, Permission.VIEW_PROGRAMME), to_field_name="code", empty_label=_("all")
    )

    class Meta:
        model = Edition
        fields = ["programme"]


class SessionFilter(filters.FilterSet):
    """Sessions of one edition; those to come (as the list is without a choice) or those that were."""

    edition = filters.ModelChoiceFilter(
        label=_("edition"), queryset=_visible(Edition, Permission.VIEW_EDITION), to_field_name="code", empty_label=_("all")
    )
    when = filters.ChoiceFilter(
        label=_("when"), method="in_time", choices=[(UPCOMING, _("to come")), (PAST, _("past"))], empty_label=None, initial=UPCOMING
    )

    class Meta:
        model = Session
        fields = ["edition"]

    @property
    def past(self) -> bool:
        """Are the sessions that were asked for?"""
        return self.data.get("when") == PAST

    def in_time(self, queryset, name, value):
        """Nothing here: `filter_queryset` narrows, also when nothing was chosen."""
        return queryset

    def filter_queryset(self, queryset):
        """As chosen, and by day."""
        today = timezone.localdate()
        queryset = super().filter_queryset(queryset)
        return queryset.filter(held_on__lt=today) if self.past else queryset.filter(held_on__gte=today)


def of_time(ended: bool, today=None) -> Q:
    """Roles that ended before or on `today`, or all others."""
    today = today or timezone.localdate()
    gone = Q(ends_on__isnull=False, ends_on__lte=today)
    return gone if ended else ~gone


class OrganisationFilter(filters.FilterSet):
    """Organisations of one kind."""

    kind = filters.ChoiceFilter(label=_("kind"), choices=Organisation._meta.get_field("kind").choices, empty_label=_("all"))

    class Meta:
        model = Organisation
        fields = ["kind"]
