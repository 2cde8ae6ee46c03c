"""How a list of trajectories is narrowed: the same on the page, in its exports and in the API."""

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import ByProgramme, Permission
from participants.actions import living_there
from participants.choices import Attention, ListOrder, TrajectoryState
from participants.models import Assignment, HouseholdMember, Trajectory, name_key
from programmes.models import Edition, Phase, ProgrammeMember

BIGGEST_KEY = 2**63 - 1
MINE, NOBODY = "mine", "nobody"


class KeyFilter(filters.Filter):
    """The key of a row."""

    field_class = forms.IntegerField


class TrajectoryFilter(filters.FilterSet):
    """Programme, edition, state, phase, guide, what needs attention, and a name or own number.

    A value that names nothing the user may see gives an empty list, like one that does not exist.
    """

    q = filters.CharFilter(method="search", label=_("name or own number"), max_length=300)
    programme = filters.CharFilter(field_name="programme__code", label=_("programme"), widget=forms.Select)
    edition = filters.CharFilter(field_name="edition__code", label=_("edition"), widget=forms.Select)
    state = filters.ChoiceFilter(method="in_state", label=_("state"), choices=TrajectoryState.choices, empty_label=_("all"))
    phase = KeyFilter(field_name="phase", label=_("phase"), min_value=0, max_value=BIGGEST_KEY, widget=forms.Select)
    guide = filters.CharFilter(method="of_guide", label=_("guide"), widget=forms.Select)
    attention = filters.ChoiceFilter(method="needing", label=_("needs attention"), choices=Attention.choices, empty_label=_("all"))
    sort = filters.ChoiceFilter(method="unchanged", label=_("order"), choices=ListOrder.choices, empty_label=None)

    class Meta:
        model = Trajectory
        fields = []

    def __init__(self, data=None, queryset=None, *, user=None, request=None, prefix=None):
        self.user = user or request.user
        super().__init__(data, queryset, request=request, prefix=prefix)

    @classmethod
    def narrow(cls, queryset, request):
        """For the API: `queryset` narrowed by the query, or by the body of a search.

        Raises ValidationError for a filter that does not exist; a name in the address is one.
        """
        searching = request.method == "POST"
        data = request.data if searching else request.query_params
        known = {name for name in cls.base_filters if name != "sort" and (searching or name != "q")} | {"after", "before"}
        if unknown := sorted(set(data) - known):
            raise ValidationError({name: [_("There is no such filter.")] for name in unknown})
        narrowed = cls(data, queryset, request=request)
        if not narrowed.is_valid():
            raise ValidationError({name: list(errors) for name, errors in narrowed.form.errors.items()})
        return narrowed.qs

    @property
    def qs(self):
        """The narrowed rows; none while a filter has a value that it does not know, so that it is never left out silently."""
        return super().qs if self.is_valid() else self.queryset.none()

    def search(self, queryset, name, value):
        """Every word occurs in the name, whatever the accents and capitals: of the person, or of one member of the household; or it is the own number."""
        members = HouseholdMember.objects.filter(living_there()).filter(_named(value, "person__")).values("household")
        return queryset.filter(_named(value, "person__") | Q(household__in=members) | Q(household__name__icontains=value) | Q(external_id=value))

    def in_state(self, queryset, name, value):
        """Those who stand there today."""
        return queryset.with_state().filter(state=value)

    def of_guide(self, queryset, name, value):
        """Those guided today by the user (`mine`), by nobody (`nobody`), or by the user with this key."""
        now = Assignment.objects.filter(access.in_force(), trajectory=OuterRef("pk"))
        if value == NOBODY:
            return queryset.filter(~Exists(now))
        if value == MINE:
            return queryset.filter(Exists(now.filter(user=self.user)))
        if not (value.isascii() and value.isdecimal() and len(value) < 20 and int(value) <= BIGGEST_KEY):
            return queryset.none()
        return queryset.filter(Exists(now.filter(user=int(value))))

    def needing(self, queryset, name, value):
        """Those that need attention today, for this reason."""
        return needing_attention(queryset, value)

    def unchanged(self, queryset, name, value):
        """The order is not a matter of what is in the list."""
        return queryset


def _named(value, path):
    """Persons, reached by `path`, in whose name every word of `value` occurs."""
    by_name = Q()
    for word in name_key(value, "").split():
        by_name &= Q(**{f"{path}name_key__contains": word})
    if not by_name:  # nothing of it can be written in plain letters, such as a smiley
        by_name = Q(**{f"{path}first_name__contains": value}) | Q(**{f"{path}last_name__contains": value})
    return by_name


def needing_attention(queryset, reason):
    """The trajectories of `queryset` that need attention today for `reason` (Attention)."""
    today = timezone.localdate()
    match reason:
        case Attention.NO_CONTACT:
            return queryset.without_contact(today)
        case Attention.PAST_END:
            return queryset.past_planned_end(today)
        case Attention.ASSIGNMENT_ENDS:
            return queryset.with_ending_assignment(today)


def filled_form(narrowed, user):
    """The form of the filter, its lists filled with what the user may choose from: three queries at most."""
    form = narrowed.form
    editions = list(
        Edition.objects.allowed(user, Permission.VIEW_EDITION)
        .order_by("-starts_on", "-pk")
        .values("pk", "code", "name", "programme__code", "programme__name")
    )
    programmes = {e["programme__code"]: e["programme__name"] for e in editions}
    form.fields["programme"].widget.choices = [("", _("all")), *sorted(programmes.items(), key=lambda item: item[1].casefold())]
    form.fields["edition"].widget.choices = [("", _("all")), *((e["code"], e["name"]) for e in editions)]
    chosen = [e["pk"] for e in editions if e["code"] == (narrowed.data or {}).get("edition")]
    form.fields["phase"].widget.choices = [("", _("all")), *_phases(chosen)]
    form.fields["guide"].widget.choices = [("", _("all")), (MINE, _("me")), (NOBODY, _("nobody")), *_colleagues(user)]
    if len(programmes) < 2:
        del form.fields["programme"]
    if not chosen:
        del form.fields["phase"]
    return form


def _phases(editions):
    return Phase.objects.filter(edition__in=editions).order_by("order").values_list("pk", "name") if editions else []


def _colleagues(user):
    """Those who guide or lead in the programmes that the user leads; whoever only guides chooses between own and nobody's."""
    if not access.facts_of(user).ids(ByProgramme, access.LEADERS):
        return []
    members = ProgrammeMember.objects.allowed(user, Permission.VIEW_PROGRAMME_MEMBER).filter(access.in_force()).exclude(user=user)
    names = members.order_by(Lower("user__last_name"), "user__first_name", "user_id").values_list("user_id", "user__first_name", "user__last_name")
    return [(str(key), f"{first} {last}") for key, first, last in dict.fromkeys(names)]
