"""What is typed about the handling of a report: consents, steps, milestones, letters, referrals."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from casetrack.access import in_force
from casetrack.forms import ActionForm, DateField, FreeText
from participants.choices import ConsentHow
from programmes.forms import RowForm
from programmes.models import Municipality
from referrals.actions.discrimination import check_letter, guards
from referrals.discrimination_choices import ConsentStep, HandlingKind, MilestoneKind, ReferralBody, SharedPart, ValueList
from referrals.letters.placeholders import addressee_of
from referrals.models import Letter, ListValue, ReportConsent
from referrals.report_road import outside_area, standing_milestones


class ReportConsentForm(RowForm):
    """For which step the reporter consents."""

    creates = True
    model, names = ReportConsent, ("step", "recipient", "how", "wording", "starts_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [("", _("choose")), *ConsentStep.choices]
        self.fields["how"].label = _("How was the consent given?")
        self.fields["how"].widget = forms.RadioSelect(choices=ConsentHow.choices)
        self.fields["wording"].widget.attrs["rows"] = 3


class WithdrawConsentForm(ActionForm):
    """From when a consent no longer stands."""

    ends_on = DateField(label=_("withdrawn on"), initial=timezone.localdate)

    def run(self, action, obj, *, by, **extra):
        """As in ActionForm; the version that was seen is that of the consent."""
        extra["consent_version"] = self.cleaned_data.pop("seen_version", None)
        return super().run(action, obj, by=by, **extra)


class StepForm(ActionForm):
    """What was done, in one of the ways of the official form or a finer one."""

    creates = True
    kind = forms.ChoiceField(label=_("way of handling"), help_text=_("A referral has a form of its own: “Refer the report”."))
    done_on = DateField(label=_("date"), initial=timezone.localdate)
    note = FreeText(label=_("note"), required=False, rows=4)

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        self._kinds = {str(row.pk): row for row in ListValue.offered(report.meldpunt, ValueList.HANDLING)}
        self.fields["kind"].choices = [(key, str(row)) for key, row in self._kinds.items()]
        # A referral that is sent all the same gets the answer of the action, which says where it is done.
        offered = [(key, str(row)) for key, row in self._kinds.items() if row.official != HandlingKind.REFERRAL]
        self.fields["kind"].widget.choices = [("", _("choose")), *offered]

    def values(self) -> dict:
        """What the action gets: the value itself."""
        data = super().values()
        data["kind"] = self._kinds[data["kind"]]
        return data


class MilestoneForm(ActionForm):
    """What the law asks to have happened, and when it did."""

    creates = True
    kind = forms.ChoiceField(label=_("what"))
    happened_on = DateField(label=_("date"), initial=timezone.localdate)
    note = FreeText(label=_("note"), required=False, rows=3)

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        done = {row.kind for row in standing_milestones(report)} - set(guards.CONCLUSIONS)
        self.fields["kind"].choices = [("", _("choose")), *((kind, label) for kind, label in MilestoneKind.choices if kind not in done)]


class WithdrawMilestoneForm(ActionForm):
    """Why something no longer counts; for an agreement also from when."""

    withdrawn_on = DateField(label=_("withdrawn on"), initial=timezone.localdate)
    why = FreeText(label=_("reason"), rows=3, max_length=2000)

    def __init__(self, *args, milestone, **kwargs):
        super().__init__(*args, seen=milestone, **kwargs)
        if milestone.kind not in guards.AFTER_HEARING:
            del self.fields["withdrawn_on"]

    def run(self, action, obj, *, by, **extra):
        """As in ActionForm; the version that was seen is that of the milestone."""
        extra["milestone_version"] = self.cleaned_data.pop("seen_version", None)
        return super().run(action, obj, by=by, **extra)


class ReferReportForm(ActionForm):
    """To which body, what was shared, and on which consent. Proposes another meldpunt for a municipality outside the own area."""

    creates = True
    body = forms.ChoiceField(label=pgettext_lazy("of discrimination", "referred to"), choices=[("", _("choose")), *ReferralBody.choices])
    body_name = forms.CharField(label=_("name of the body"), max_length=200, required=False)
    municipality = forms.ModelChoiceField(
        queryset=Municipality.objects.filter(country="NL"), label=_("because of the municipality"), required=False, empty_label=_("not filled in")
    )
    shared = forms.MultipleChoiceField(
        label=_("what was shared"), choices=SharedPart.choices, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Share no more than this body needs, and nothing that the reporter does not know of."),
    )  # fmt: skip
    consent = forms.ChoiceField(label=_("on which consent"), widget=forms.RadioSelect)
    referred_on = DateField(label=pgettext_lazy("of discrimination", "referred on"), initial=timezone.localdate)

    def __init__(self, *args, report, initial=None, **kwargs):
        away = outside_area(report)
        proposed = {"body": ReferralBody.OTHER_ADV, "municipality": away[0].pk} if away else {}
        super().__init__(*args, initial={**proposed, **(initial or {})}, **kwargs)
        standing = ReportConsent.objects.allowed(self.user, ReportConsent.view_permission)
        standing = standing.filter(report=report, step=ConsentStep.REFERRAL).order_by("starts_on", "pk")
        self._consents = {str(row.pk): row for row in standing}
        self.fields["consent"].choices = [(key, _in_words(row)) for key, row in self._consents.items()]
        open_ones = list(standing.filter(in_force()))
        if len(open_ones) == 1:
            self.fields["consent"].initial = str(open_ones[0].pk)

    def values(self) -> dict:
        """What the action gets: the consent itself."""
        data = super().values()
        data["consent"] = self._consents[data["consent"]]
        return data


def _in_words(consent) -> str:
    told = {"day": date_format(consent.starts_on, "DATE_FORMAT"), "who": consent.recipient, "end": consent.ends_on and date_format(consent.ends_on)}
    if consent.ends_on:
        return gettext("Given on %(day)s, withdrawn on %(end)s.") % told
    if consent.recipient:
        return gettext("Given on %(day)s, for %(who)s.") % told
    return gettext("Given on %(day)s, for every body.") % told


class ReportReferralResultForm(ActionForm):
    """What came of a referral."""

    result = FreeText(label=_("result"), rows=3)
    result_on = DateField(label=_("date of the result"), initial=timezone.localdate)

    def run(self, action, obj, *, by, **extra):
        """As in ActionForm; the version that was seen is that of the referral."""
        extra["referral_version"] = self.cleaned_data.pop("seen_version", None)
        return super().run(action, obj, by=by, **extra)


class LetterForm(RowForm):
    """The last words of a letter."""

    creates = True
    model, names = Letter, ("addressee", "subject", "body")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["addressee"].widget.attrs["rows"] = 4
        self.fields["body"].widget.attrs["rows"] = 22

    def may_go_out(self, report, to, values) -> bool:
        """May the letter go out today in these words (`values` give the addressee, when none is typed); if not, the form says why."""
        self.cleaned_data["addressee"] = addressee_of(to, values, self.cleaned_data["addressee"])
        try:
            check_letter(report, to=to, on=timezone.localdate(), **self.values())
        except ValidationError as refusal:
            self.refuse(refusal)
            return False
        return True
