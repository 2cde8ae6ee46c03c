"""How the list of reports of discrimination is narrowed: the same on the page, in saved searches and in the API."""

import json
from datetime import date, timedelta

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.forms import DateField
from casetrack.models import User
from participants.filters import BIGGEST_KEY, KeyFilter
from programmes.models import Municipality
from referrals.actions.discrimination import FIRST_CONTACT_WITHIN_WORKING_DAYS, handlers
from referrals.discrimination_choices import (
    OPEN_STATUSES,
    IncidentState,
    PartyKind,
    Precision,
    ReportChannel,
    ReportKind,
    ReportStatus,
    ResidenceState,
    ValueList,
)
from referrals.models import Bundle, DiscriminationReport, ListValue, MailboxMessage, OtherParty
from referrals.working_days import working_days_after

ME, NOBODY, OPEN, YES, NO = "me", "nobody", "open", "yes", "no"
UNKNOWN = "unknown"  # the key of this value on each list of the official form


class Contact(models.TextChoices):
    """Where the first personal contact stands."""

    LATE = "late", _("too late")
    DUE = "due", _("due today or too late")
    NONE = "none", _("not yet")


class Missing(models.TextChoices):
    """What is not known of a report, and is counted as such."""

    ANYTHING = "anything", _("anything of this")
    RESIDENCE = "residence", _("where the reporter lives")
    INCIDENT = "incident", _("where it happened")
    INCIDENT_ON = "incident_on", _("day of the incident")
    GROUND = "ground", _("ground of discrimination")
    TERRAIN = "terrain", _("area of society")
    NATURE = "nature", _("nature")
    OTHER_PARTY = "other_party", _("other party")


class ReportOrder(models.TextChoices):
    """The order of the list."""

    NEWEST = "newest", _("newest first")
    OLDEST = "oldest", _("oldest first")
    NUMBER = "number", _("highest number first")


ORDERS = {
    ReportOrder.NEWEST: ("-received_on", "-pk"),
    ReportOrder.OLDEST: ("received_on", "pk"),
    ReportOrder.NUMBER: ("-number", "-pk"),
}


def contacted_before(today, *, due=False) -> date:
    """The last day of receipt of which the first contact was due before today (with `due`: today or before)."""
    day = today
    while working_days_after(day, FIRST_CONTACT_WITHIN_WORKING_DAYS) > (today if due else today - timedelta(days=1)):
        day -= timedelta(days=1)
    return day


def first_contact_waits(queryset, today, *, due=True):
    """The open reports of which the first contact is due today or too late (without `due`: too late)."""
    waiting = queryset.filter(first_contact_on__isnull=True, status__in=OPEN_STATUSES, erased_on__isnull=True)
    return waiting.filter(received_on__lte=contacted_before(today, due=due))


def with_unread_message(queryset):
    """The reports whose reporter wrote something in the mailbox that nobody read yet."""
    unread = MailboxMessage._base_manager.filter(mailbox__report=OuterRef("pk"), from_reporter=True, read_by_meldpunt=False)
    return queryset.filter(Exists(unread))


def with_ground(queryset, keys):
    """The reports on one of these grounds."""
    # As text, because SQLite has no operator for a list in JSON.
    found = Q()
    for key in keys:
        found |= Q(grounds_text__contains=json.dumps(key))
    return queryset.annotate(grounds_text=Cast("grounds", TextField())).filter(found) if keys else queryset.none()


def without(queryset, what, parties):
    """The reports of which this is not known, to whoever may see these other parties."""
    unknown = {
        Missing.RESIDENCE: Q(residence_state=ResidenceState.UNKNOWN),
        Missing.INCIDENT: Q(incident_state=IncidentState.UNKNOWN),
        Missing.INCIDENT_ON: Q(incident_precision=Precision.UNKNOWN),
        Missing.GROUND: Q(grounds_text__contains=f'"{UNKNOWN}"'),
        Missing.TERRAIN: Q(terrain__official=UNKNOWN),
        Missing.NATURE: Q(nature__official=UNKNOWN),
        Missing.OTHER_PARTY: Q(other_party__isnull=True) | ~Q(other_party__in=parties),
    }
    asked = unknown[what] if what in unknown else Q(pk__in=[])
    if what == Missing.ANYTHING:
        for each in unknown.values():
            asked |= each
    return queryset.annotate(grounds_text=Cast("grounds", TextField())).filter(asked)


def _value(label, **kwargs):
    return filters.CharFilter(label=label, widget=forms.Select, max_length=60, **kwargs)


class DayFilter(filters.DateFilter):
    """A day, read as in every form."""

    field_class = DateField


class ReportFilter(filters.FilterSet):
    """Reports of one meldpunt, or of all of the user's. A value that names nothing the user may see gives an empty list."""

    q = filters.CharFilter(method="search", label=_("number, or words of other party or description"), max_length=300)
    status = filters.ChoiceFilter(label=_("status"), choices=[(OPEN, _("open")), *ReportStatus.choices], method="in_status", empty_label=_("all"))
    handler = _value(_("handled by"), method="of_handler")
    kind = filters.ChoiceFilter(label=_("kind"), choices=ReportKind.choices, empty_label=_("all"))
    received_from = DayFilter(field_name="received_on", lookup_expr="gte", label=_("received from"))
    received_until = DayFilter(field_name="received_on", lookup_expr="lte", label=_("received until"))
    ground = _value(_("ground"), method="on_ground")
    terrain = _value(_("area of society"), method="of_value")
    nature = _value(_("nature"), method="of_value")
    residence = _value(_("municipality where the reporter lives"), method="in_municipality")
    incident = _value(_("municipality where it happened"), method="in_municipality")
    channel = filters.ChoiceFilter(label=_("channel"), choices=ReportChannel.choices, empty_label=_("all"))
    bundle = KeyFilter(field_name="bundle", label=_("bundle"), min_value=0, max_value=BIGGEST_KEY, widget=forms.Select)
    party_kind = filters.ChoiceFilter(label=_("kind of other party"), choices=PartyKind.choices, method="about_kind", empty_label=_("all"))
    contact = filters.ChoiceFilter(label=_("first personal contact"), choices=Contact.choices, method="by_contact", empty_label=_("all"))
    unread = filters.ChoiceFilter(
        label=_("unread message in the mailbox"), choices=[(YES, _("yes")), (NO, _("no"))], method="with_unread", empty_label=_("all")
    )
    missing = filters.ChoiceFilter(label=_("not known"), choices=Missing.choices, method="missing_values", empty_label=_("all"))
    sort = filters.ChoiceFilter(label=_("order"), choices=ReportOrder.choices, method="unchanged", empty_label=None, null_label=None)

    class Meta:
        model = DiscriminationReport
        fields = []

    def __init__(self, data=None, queryset=None, *, user=None, request=None, prefix=None):
        self.user = user or request.user
        super().__init__(data, queryset, request=request, prefix=prefix)

    @classmethod
    def narrow(cls, queryset, request):
        """For the API: `queryset` narrowed by the query, or by the body of a search.

        Raises ValidationError for a filter that does not exist; words in the address are one.
        """
        searching = request.method == "POST"
        data = request.data if searching else request.query_params
        known = {name for name in cls.base_filters if name != "sort" and (searching or name != "q")} | {"after", "before"}
        refuse_unknown(data, known)
        narrowed = cls(data, queryset, request=request)
        if not narrowed.is_valid():
            raise ValidationError({name: list(errors) for name, errors in narrowed.form.errors.items()})
        return narrowed.qs

    @property
    def qs(self):
        """The narrowed rows; none while a filter has a value that it does not know, so that it is never left out silently."""
        return super().qs if self.is_valid() else self.queryset.none()

    @property
    def order(self):
        """The columns of the chosen order."""
        return ORDERS[self.form.cleaned_data.get("sort") or ReportOrder.NEWEST] if self.is_valid() else ORDERS[ReportOrder.NEWEST]

    def search(self, queryset, name, value):
        """The number (17, or MDD-2023-0017), or every word occurs in the description or in the name of a party that the user may see."""
        parties = OtherParty.objects.allowed(self.user, Permission.VIEW_OTHER_PARTY)
        found = Q()
        for word in value.split():
            about = parties.filter(Q(organisation__icontains=word) | Q(name__icontains=word))
            found &= Q(description__icontains=word) | Q(other_party__in=about.values("pk"))
        number = value.rsplit("-", 1)[-1].strip()
        if number.isascii() and number.isdecimal() and len(number) < 10:
            found |= Q(number=int(number))
        return queryset.filter(found | Q(external_id=value))

    def in_status(self, queryset, name, value):
        """In one status, or still open."""
        return queryset.filter(status__in=OPEN_STATUSES) if value == OPEN else queryset.filter(status=value)

    def of_handler(self, queryset, name, value):
        """Handled by the user (`me`), by nobody (`nobody`), or by the user with this key."""
        if value == NOBODY:
            return queryset.filter(handler__isnull=True)
        return queryset.filter(handler=self.user.pk if value == ME else _as_key(value))

    def on_ground(self, queryset, name, value):
        """On this ground, or on a finer one that counts as it."""
        finer = ListValue._base_manager.filter(Q(key=value) | Q(official=value), list=ValueList.GROUND)
        return with_ground(queryset, list(finer.order_by("pk").values_list("key", flat=True)))

    def of_value(self, queryset, name, value):
        """With this value of the list, or a finer one that counts as it."""
        return queryset.filter(Q(**{f"{name}__key": value}) | Q(**{f"{name}__official": value}))

    def in_municipality(self, queryset, name, value):
        """In the municipality with this key; or in none, by the reason (unknown, elsewhere, …)."""
        if value.isdecimal():
            return queryset.filter(**{name: _as_key(value)})
        return queryset.filter(**{f"{name}_state": value})

    def about_kind(self, queryset, name, value):
        """About a party of this kind that the user may see."""
        seen = OtherParty.objects.allowed(self.user, Permission.VIEW_OTHER_PARTY).filter(kind=value)
        return queryset.filter(other_party__in=seen.values("pk"))

    def by_contact(self, queryset, name, value):
        """By where the first contact stands."""
        today = timezone.localdate()
        if value == Contact.NONE:
            return queryset.filter(first_contact_on__isnull=True)
        return first_contact_waits(queryset, today, due=value == Contact.DUE)

    def with_unread(self, queryset, name, value):
        """With, or without, a message that nobody of the meldpunt read yet."""
        unread = with_unread_message(queryset)
        return unread if value == YES else queryset.exclude(pk__in=unread.order_by().values("pk"))

    def missing_values(self, queryset, name, value):
        """Those of which this is not known."""
        return without(queryset, value, OtherParty.objects.allowed(self.user, Permission.VIEW_OTHER_PARTY).order_by().values("pk"))

    def unchanged(self, queryset, name, value):
        """The order is not a matter of what is in the list."""
        return queryset


# What may stand in an address, in a cookie and in a saved search: none of it says anything of a person.
KEPT = tuple(name for name in ReportFilter.base_filters if name != "q")


def _as_key(value) -> int:
    """The key that this text is; -1, which no row has, when it is none."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 20 and int(value) <= BIGGEST_KEY else -1


def refuse_unknown(asked, known) -> None:
    """Raise ValidationError when `asked` names a filter that is not `known`: it is never left out silently."""
    if unknown := sorted(set(asked) - set(known)):
        raise ValidationError({name: [_("There is no such filter.")] for name in unknown})


def criteria_of(data, user) -> dict:
    """What a saved search keeps of these filters; raises ValidationError for an unknown filter or value."""
    refuse_unknown(data, KEPT)
    chosen = {name: str(value) for name, value in data.items() if value not in (None, "")}
    asked = ReportFilter(chosen, DiscriminationReport.objects.none(), user=user)
    if not asked.is_valid():
        raise ValidationError({name: list(errors) for name, errors in asked.form.errors.items()})
    return chosen


def filled_form(narrowed, meldpunt, user):
    """The form of the filter, its lists filled with what the user may choose from: six queries."""
    form, choice = narrowed.form, [("", _("all"))]
    visible = DiscriminationReport.objects.allowed(user, Permission.VIEW_DISCRIMINATION_REPORT).filter(meldpunt=meldpunt).order_by()
    working = Q(pk__in=handlers(meldpunt).values("pk")) | Q(pk__in=visible.filter(handler__isnull=False).values("handler"))
    colleagues = User.objects.filter(working).exclude(pk=user.pk).order_by("last_name", "first_name", "pk")
    form.fields["handler"].widget.choices = [*choice, (ME, _("me")), (NOBODY, _("nobody")), *((row.pk, str(row)) for row in colleagues)]
    values = list(ListValue._base_manager.filter(Q(meldpunt__isnull=True) | Q(meldpunt=meldpunt)).order_by("list", "order", "pk"))
    for name in (ValueList.GROUND, ValueList.TERRAIN, ValueList.NATURE):
        form.fields[name].widget.choices = [*choice, *((row.key, str(row)) for row in values if row.list == name)]
    used = {name: set(visible.filter(**{f"{name}__isnull": False}).values_list(name, flat=True)) for name in ("residence", "incident")}
    area = set(meldpunt.municipalities().values_list("pk", flat=True))
    names = dict(Municipality.objects.filter(pk__in=area.union(*used.values())).order_by("name", "pk").values_list("pk", "name"))
    for name, states in (("residence", ResidenceState), ("incident", IncidentState)):
        places = [(pk, label) for pk, label in names.items() if pk in area or pk in used[name]]
        form.fields[name].widget.choices = [*choice, *places, *((key, label) for key, label in states.choices if key != states.KNOWN)]
    bundles = Bundle.objects.allowed(user, Permission.VIEW_DISCRIMINATION_REPORT).filter(meldpunt=meldpunt).order_by("name", "pk")
    form.fields["bundle"].widget.choices = [*choice, *bundles.values_list("pk", "name")]
    return form
