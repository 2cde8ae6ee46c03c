"""What those of the meldpunt type about a report: the form for a telephone call, and each thing that is done to a report."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.forms import ActionForm, DateField, FreeText, YearField
from casetrack.models import User
from programmes.models import Municipality
from referrals.actions.discrimination import handlers
from referrals.discrimination_choices import (
    STATUS_STEPS,
    AlsoReportedTo,
    Anonymity,
    BundleKind,
    IncidentState,
    PartyKind,
    Precision,
    ReportChannel,
    ReporterRole,
    ReporterSex,
    ReportKind,
    ReportResult,
    ReportStatus,
    ReportVia,
    ResidenceState,
    ValueList,
)
from referrals.models import Bundle, ListValue, OtherParty
from referrals.models import Reporter as ReporterRow
from referrals.models.discrimination.incident_day import first_day

CHIPS = {"class": "chips"}
NOT_FILLED_IN = ("", _("not filled in"))
REPORTER_FIELDS = ReporterRow.telling_fields
PARTY_FIELDS = ("kind", "organisation", "name", "contact")


def _why(**kwargs):
    return FreeText(**{"rows": 2, "required": False, "label": _("remark"), **kwargs})


def _text(label, length, **kwargs):
    return forms.CharField(max_length=length, required=False, label=label, **kwargs)


def _phone():
    return _text(_("phone"), 40, widget=forms.TextInput({"type": "tel"}))


class PlaceField(forms.ChoiceField):
    """A municipality, or why there is none: gives (state, municipality).

    Those of the meldpunt's area stand first; what lies outside it says so in the list itself.
    """

    def __init__(self, states, **kwargs):
        self.states = states
        super().__init__(required=False, **kwargs)

    def fill(self, meldpunt, day=None):
        """Offer the municipalities of the list, those of the area of that day first."""
        area = set(meldpunt.municipalities(day).values_list("pk", flat=True))
        self.places = {str(place.pk): place for place in Municipality.objects.order_by("country", "name", "pk")}
        inside = [(key, place.name) for key, place in self.places.items() if place.pk in area]
        outside = [(key, place.name) for key, place in self.places.items() if place.pk not in area]
        reasons = [(key, label) for key, label in self.states.choices if key not in (self.states.KNOWN, self.states.UNKNOWN)]
        self.choices = [
            ("", self.states.UNKNOWN.label),
            (_("In the area of the meldpunt"), inside),
            (_("No municipality of the list"), reasons),
            (_("Outside the area: refer on"), outside),
        ]

    def clean(self, value):
        """The state and the municipality."""
        key = super().clean(value)
        if key in self.places:
            return self.states.KNOWN, self.places[key]
        return self.states(key) if key else self.states.UNKNOWN, None

    def initial_of(self, state, place):
        """How a kept place is chosen in the list."""
        return str(place.pk) if place else "" if state == self.states.UNKNOWN else state


class ReporterForm(ActionForm):
    """Who reported: everything may be empty."""

    name = _text(_("name"), 300)
    phone = _phone()
    email = forms.EmailField(required=False, label=_("e-mail address"))
    street = _text(_("street and number"), 200)
    postcode = _text(_("postcode"), 10)
    place = _text(_("place"), 100)
    birth_year = YearField(required=False, min_value=1900, max_value=2200, label=_("year of birth"))
    sex = forms.ChoiceField(choices=[NOT_FILLED_IN, *ReporterSex.choices], required=False, label=_("sex"))


class ReportForm(ReporterForm):
    """A report as it is told on the telephone: all on one page, and nothing is asked that may be left out."""

    creates = True

    kind = forms.ChoiceField(choices=ReportKind.choices, label=_("kind"), initial=ReportKind.REPORT)
    description = FreeText(rows=8, required=False, label=_("what happened"))
    grounds = forms.MultipleChoiceField(
        label=_("grounds"), widget=forms.CheckboxSelectMultiple(CHIPS), help_text=_("One or more; “unknown” is one of them.")
    )
    terrain = forms.ModelChoiceField(ListValue.objects.none(), label=_("area of society"), empty_label=_("choose"))
    nature = forms.ModelChoiceField(ListValue.objects.none(), label=_("nature"), empty_label=_("choose"))
    online = forms.BooleanField(required=False, label=_("It happened online."))
    platform = _text(_("platform"), 100, help_text=_("Such as the website or app."))
    received_on = DateField(label=_("received on"), initial=timezone.localdate)
    incident_precision = forms.ChoiceField(choices=Precision.choices, label=_("when it happened"), initial=Precision.UNKNOWN)
    incident_on = DateField(required=False, label=_("day of the incident"), help_text=_("For a month or a year: its first day."))
    incident = PlaceField(IncidentState, label=_("where it happened"))
    residence = PlaceField(ResidenceState, label=_("where the reporter lives"))
    reporter_role = forms.ChoiceField(choices=ReporterRole.choices, label=_("role of the reporter"))
    anonymity = forms.ChoiceField(
        choices=Anonymity.choices,
        label=_("anonymity"),
        initial=Anonymity.NONE,
        help_text=_("Either kind of anonymity rules out investigation and mediation (Besluit ADV, art. 5)."),
    )
    channel = forms.ChoiceField(choices=ReportChannel.choices, label=_("channel"), initial=ReportChannel.PHONE)
    via = forms.ChoiceField(choices=ReportVia.choices, label=_("through"), initial=ReportVia.DIRECT)
    also_reported_to = forms.MultipleChoiceField(
        choices=AlsoReportedTo.choices, required=False, label=_("also reported to"), widget=forms.CheckboxSelectMultiple(CHIPS)
    )
    other_party = forms.ModelChoiceField(OtherParty.objects.none(), required=False, label=_("a party that is known"), empty_label=_("none of these"))
    party_kind = forms.ChoiceField(choices=[NOT_FILLED_IN, *PartyKind.choices], required=False, label=_("what kind"))
    party_organisation = _text(_("organisation"), 200)
    party_name = _text(_("name of a person"), 200)
    party_contact = FreeText(rows=2, required=False, label=_("address and other contact details"))
    bundle = forms.ModelChoiceField(Bundle.objects.none(), required=False, label=_("bundle"), empty_label=_("none"))
    SECTIONS = (
        ("what", _("What happened"), ("description", "grounds", "terrain", "nature", "online", "platform")),
        ("when", _("When"), ("incident_precision", "incident_on")),
        ("where", _("Where"), ("incident", "residence")),
        ("who", _("Who reports"), ("reporter_role", "anonymity", *REPORTER_FIELDS)),
        ("party", _("Other party"), ("other_party", "party_kind", "party_organisation", "party_name", "party_contact")),
        ("coming", _("The report itself"), ("kind", "received_on", "channel", "via", "also_reported_to", "bundle")),
    )

    def __init__(self, *args, meldpunt, report=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.meldpunt, self.report = meldpunt, report
        day = report.received_on if report else None
        grounds = ListValue.offered(meldpunt, ValueList.GROUND, also=report.grounds if report else ())
        self.fields["grounds"].choices = [(value.key, str(value)) for value in grounds]
        self._of_the_law = {value.key for value in grounds if value.key == value.official}
        for name in (ValueList.TERRAIN, ValueList.NATURE):
            self.fields[name].queryset = ListValue.offered(meldpunt, name, also=self._used(name))
        for name in ("incident", "residence"):
            self.fields[name].fill(meldpunt, day)
        parties = OtherParty.objects.allowed(self.user, Permission.VIEW_OTHER_PARTY).filter(meldpunt=meldpunt)
        self.fields["other_party"].queryset = parties.order_by("organisation", "name", "pk")
        bundles = Bundle.objects.allowed(self.user, Permission.VIEW_DISCRIMINATION_REPORT).filter(meldpunt=meldpunt)
        self.fields["bundle"].queryset = bundles.order_by("name", "pk")
        self.order_fields([field for _name, _heading, fields in self.SECTIONS for field in fields])

    def _used(self, name):
        """The key of the value that a report has, which stays to be chosen after it ended."""
        return [getattr(self.report, name).key] if self.report else []

    @property
    def sections(self):
        """The parts of the page: (name, heading, fields)."""
        return [(name, heading, [self[field] for field in fields if field in self.fields]) for name, heading, fields in self.SECTIONS]

    @property
    def ground_groups(self):
        """The boxes of the grounds as (heading, boxes): those of the law first, then the finer ones."""
        boxes = self["grounds"].subwidgets
        law, finer = ([box for box in boxes if (box.data["value"] in self._of_the_law) is of_law] for of_law in (True, False))
        return [(heading, found) for heading, found in ((_("Grounds of the law"), law), (_("Finer grounds"), finer)) if found]

    def clean(self):
        """One other party: a known one, or a new one with its kind."""
        cleaned = super().clean()
        named = cleaned.get("party_organisation") or cleaned.get("party_name")
        chosen = cleaned.get("other_party")
        # In the form to change a report, a new party takes the place of the one that it had.
        if chosen and named and not (self.report and chosen.pk == self.report.other_party_id):
            self.add_error("other_party", ValidationError(_("Choose a party that is known, or fill in a new one; not both.")))
        if (cleaned.get("party_kind") or cleaned.get("party_contact")) and not named:
            self.add_error("party_organisation", ValidationError(_("Give the organisation or the name of a person.")))
        if named and not cleaned.get("party_kind"):
            self.add_error("party_kind", ValidationError(_("Say what kind of party this is.")))
        return cleaned

    def values(self) -> dict:
        """What the action gets: columns of the report, the reporter, and a known or a new party."""
        data = super().values()
        for name in ("incident", "residence"):
            data[f"{name}_state"], data[name] = data.pop(name)
        if told := {name: data.pop(name) for name in REPORTER_FIELDS if name in data}:
            data["reporter"] = told
        party = {name: data.pop(f"party_{name}") for name in PARTY_FIELDS if f"party_{name}" in data}
        if party.get("organisation") or party.get("name"):
            data["party_fields"] = party
            data.pop("other_party", None)
        return data


class ChangeReportForm(ReportForm):
    """Correct or complete a report. Who reported, and the step to a complaint, have pages of their own."""

    creates = False
    party_stays = False

    why = _why(label=_("reason of the change"))

    SECTIONS = (
        *(
            (name, heading, tuple(field for field in fields if field not in (*REPORTER_FIELDS, "kind")))
            for name, heading, fields in ReportForm.SECTIONS
        ),
        ("why", _("Why you change it"), ("why",)),
    )

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, report=report, **kwargs)
        for name in (*REPORTER_FIELDS, "kind"):
            del self.fields[name]
        if report.other_party_id and not self.fields["other_party"].queryset.filter(pk=report.other_party_id).exists():
            # The party is kept from this user: the form looks as when there is none, and left empty it leaves it as it is.
            self.initial.pop("other_party", None)
            self.party_stays = True

    def initial_of(self, report) -> dict:
        """What is known now."""
        known = {name: getattr(report, name) for name in self.fields if hasattr(report, name)}
        for name in ("incident", "residence"):
            known[name] = self.fields[name].initial_of(getattr(report, f"{name}_state"), getattr(report, name))
        known["incident_on"] = first_day(report.incident_on, report.incident_precision)
        if self.party_stays:
            del known["other_party"]
        return known

    def values(self) -> dict:
        """As of a new report, without the party that stays."""
        data = super().values()
        if self.party_stays and not data.get("other_party"):
            data.pop("other_party", None)
        return data


class OtherPartyForm(ActionForm):
    """What is known of another party, for all reports about it."""

    kind = forms.ChoiceField(choices=PartyKind.choices, label=_("what kind"))
    organisation = _text(_("organisation"), 200)
    name = _text(_("name of a person"), 200)
    contact = FreeText(rows=3, required=False, label=_("address and other contact details"))


class BundleForm(ActionForm):
    """A bundle for reports about the same."""

    creates = True

    name = forms.CharField(max_length=200, label=_("name"), help_text=_("Name what it is about, not a person."))
    kind = forms.ChoiceField(choices=BundleKind.choices, label=_("kind"))


class AssignForm(ActionForm):
    """Who handles the report from now on: nobody who has a personal interest in it."""

    handler = forms.ModelChoiceField(
        User.objects.none(), label=_("handled by"), empty_label=_("choose"), help_text=_("Without those who have a personal interest in it.")
    )
    why = _why()

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = handlers(report.meldpunt, report)


class OnForm(ActionForm):
    """A day."""

    on = DateField(label=_("date"), initial=timezone.localdate)


class ComplaintForm(OnForm):
    """Since when a report is a complaint."""

    why = _why()


class MoveForm(ActionForm):
    """Another status: only the steps that are allowed from here."""

    status = forms.ChoiceField(label=_("status"), widget=forms.RadioSelect)
    why = _why()

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [(step, step.label) for step in steps_from(report)]


def steps_from(report) -> list[ReportStatus]:
    """The statuses that a report can get by itself: closing and reopening are steps of their own."""
    own = (ReportStatus.CLOSED, ReportStatus.REOPENED)
    return [step for step in STATUS_STEPS[ReportStatus(report.status)] if step not in own]


class CloseForm(ActionForm):
    """What came of it, in a word of the list and in own words."""

    result = forms.ChoiceField(choices=[("", _("choose")), *ReportResult.choices], label=_("result"))
    why = _why(required=True, rows=4, label=_("how it ended"))
    on = DateField(label=_("closed on"), initial=timezone.localdate)


class ReopenForm(ActionForm):
    """Why the handling goes on."""

    why = _why(required=True, label=_("why it goes on"))


class EraseForm(ActionForm):
    """Erasing who reported, said twice."""

    sure = forms.BooleanField(label=_("I have checked that this is the right report. It cannot be undone."))

    def values(self) -> dict:
        """Nothing: the tick is for the user."""
        return {}


REPORT, PARTY = "report", "party"


class InterestForm(ActionForm):
    """A personal interest: of oneself, or (by the lead) of a colleague; in a report, or in its other party."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("who"))
    about = forms.ChoiceField(
        choices=[(REPORT, _("somebody in this report")), (PARTY, _("the other party, in every report about it"))],
        initial=REPORT,
        widget=forms.RadioSelect,
        label=_("Whom do you know?"),
    )
    reason = FreeText(rows=3, label=_("How do you know this person?"), help_text=_("In a few words. The lead reads this."))

    def __init__(self, *args, meldpunt, leads, report=None, party=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.about = {REPORT: report, PARTY: party}
        if leads:
            self.fields["user"].queryset = handlers(meldpunt)
            self.fields["user"].initial = self.user.pk
            self.fields["about"].label, self.fields["reason"].label = _("Who is it about?"), _("How do they know each other?")
        else:
            del self.fields["user"]
        if report is None or party is None:
            del self.fields["about"]

    def values(self) -> dict:
        """What the action gets: the report or the party."""
        data = super().values()
        about = data.pop("about", REPORT if self.about[REPORT] is not None else PARTY)
        data["report" if about == REPORT else "other_party"] = self.about[about]
        return data


class EndInterestForm(ActionForm):
    """Why a colleague may see the report again."""

    why = _why(required=True, label=_("why it ends"))


class SaveSearchForm(ActionForm):
    """A name for the search on screen."""

    creates = True

    name = forms.CharField(max_length=100, label=_("name of the search"), help_text=_("Name what it finds, not a person."))
    shared = forms.BooleanField(required=False, label=_("All colleagues of the meldpunt may use it."))


class ChangeSearchForm(SaveSearchForm):
    """Another name, or shared or not."""

    creates = False


class PartySearchForm(forms.Form):
    """Words of the name of a party; sent by POST, so that no name stands in an address."""

    q = forms.CharField(
        required=False, max_length=300, label=_("name or organisation"), widget=forms.TextInput({"type": "search", "autocomplete": "off"})
    )
