"""API of what is done with a report, of letter templates, and of the setup of a meldpunt."""

from django.db.models import Q
from django.urls import path
from django.utils.translation import gettext_lazy as _
from rest_framework import routers
from rest_framework.exceptions import ValidationError
from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    EmailField,
    IntegerField,
    ListField,
    PrimaryKeyRelatedField,
    SlugField,
    SlugRelatedField,
)

from casetrack import audit
from casetrack.api import FreeText, ReadViewSet, RowKey, post, rows_of
from participants.choices import ConsentHow
from programmes.models import Municipality, Programme
from referrals.actions import discrimination as actions
from referrals.discrimination_choices import ConsentStep, LetterTo, MilestoneKind, ReferralBody, SharedPart, ValueList
from referrals.models import (
    DiscriminationReport,
    HandlingStep,
    Letter,
    LetterTemplate,
    ListValue,
    Meldpunt,
    MeldpuntMunicipality,
    Milestone,
    ReportConsent,
    ReportReferral,
)


def _version():
    return IntegerField(required=False, help_text="The version of it that you saw; refused with 409 when it has moved on.")


def _municipality(**kwargs):
    return PrimaryKeyRelatedField(queryset=Municipality.objects.filter(country="NL"), **kwargs)


class HandlingKey(SlugRelatedField):
    """The code of a way of handling: one of the law, or one of a meldpunt of the user."""

    def __init__(self, **kwargs):
        super().__init__(slug_field="key", queryset=ListValue.objects.none(), **kwargs)

    def get_queryset(self):
        """Those that the user may know of."""
        request = self.context.get("request")
        own = ListValue.objects.allowed(request.user, ListValue.view_permission).values("pk") if request else []
        return ListValue.objects.filter(Q(meldpunt=None) | Q(pk__in=own), list=ValueList.HANDLING)


class ReportHandlingViewSet(ReadViewSet):
    """What is done with a report of discrimination; each is refused, with the article, while the law does not allow it."""

    model = DiscriminationReport
    serializer_class = rows_of(DiscriminationReport, ["number", "received_on"])

    give_report_consent = post(
        actions.give_report_consent,
        creates=True,
        step=ChoiceField(ConsentStep.choices),
        recipient=CharField(max_length=200, required=False, allow_blank=True),
        how=ChoiceField(ConsentHow.choices, required=False),
        wording=FreeText(),
        starts_on=DateField(required=False),
    )
    withdraw_report_consent = post(
        actions.withdraw_report_consent, consent=RowKey(ReportConsent), ends_on=DateField(required=False), consent_version=_version()
    )
    record_step = post(actions.record_step, creates=True, kind=HandlingKey(), done_on=DateField(required=False), note=FreeText())
    record_milestone = post(
        actions.record_milestone, creates=True, kind=ChoiceField(MilestoneKind.choices), happened_on=DateField(required=False), note=FreeText()
    )
    withdraw_milestone = post(
        actions.withdraw_milestone,
        milestone=RowKey(Milestone),
        why=FreeText(required=True, allow_blank=False),
        withdrawn_on=DateField(required=False),
        milestone_version=_version(),
    )
    refer_report = post(
        actions.refer_report,
        creates=True,
        body=ChoiceField(ReferralBody.choices),
        body_name=CharField(max_length=200, required=False, allow_blank=True),
        municipality=_municipality(required=False, allow_null=True),
        shared=ListField(child=ChoiceField(SharedPart.choices), max_length=10),
        consent=RowKey(ReportConsent, required=False, allow_null=True),
        referred_on=DateField(required=False),
    )
    record_report_referral_result = post(
        actions.record_report_referral_result,
        referral=RowKey(ReportReferral),
        result=FreeText(required=True, allow_blank=False),
        result_on=DateField(required=False),
        referral_version=_version(),
    )
    send_letter = post(
        actions.send_letter,
        creates=True,
        template=RowKey(LetterTemplate),
        addressee=FreeText(),
        subject=CharField(max_length=200),
        body=FreeText(required=True, allow_blank=False),
    )


class ReportPartViewSet(ReadViewSet):
    """Something that hangs on a report; `?report=KEY` narrows the list."""

    def filter_queryset(self, queryset):
        """Narrow the list to one report; an unknown filter is refused."""
        asked = self.request.query_params
        if self.action != "list":
            return queryset
        if wrong := sorted(set(asked) - {"report", "after", "before"}):
            raise ValidationError({name: [_("There is no such filter.")] for name in wrong})
        if "report" not in asked:
            return queryset
        key = asked["report"]
        return queryset.filter(report=key) if key.isdecimal() and len(key) < 19 else queryset.none()

    def list(self, request, *args, **kwargs):
        """The list; what says something about people is read here, so it is written down first."""
        answer = super().list(request, *args, **kwargs)
        audit.opened(request, what=f"list of {self.model._meta.label_lower}", rows=len(answer.data["results"]))
        return answer


class ReportConsentViewSet(ReportPartViewSet):
    """Consents of reporters."""

    model = ReportConsent
    serializer_class = rows_of(ReportConsent, ["report", "step", "recipient", "how", "wording", "starts_on", "ends_on"])


class HandlingStepViewSet(ReportPartViewSet):
    """Steps of handling."""

    model = HandlingStep
    serializer_class = rows_of(HandlingStep, ["report", "kind", "done_on", "note", "consent", "author"], kind=SlugRelatedField("key", read_only=True))


class MilestoneViewSet(ReportPartViewSet):
    """What was recorded for the law."""

    model = Milestone
    serializer_class = rows_of(Milestone, ["report", "kind", "happened_on", "note", "withdrawn_on", "author"])


class LetterViewSet(ReportPartViewSet):
    """Letters as they were sent."""

    model = Letter
    serializer_class = rows_of(Letter, ["report", "template", "to", "addressee", "subject", "body", "sent_on", "author"])


class ReportReferralViewSet(ReportPartViewSet):
    """Referrals of reports."""

    model = ReportReferral
    serializer_class = rows_of(
        ReportReferral, ["report", "body", "body_name", "municipality", "shared", "consent", "referred_on", "result", "result_on", "author"]
    )


def _details(required):
    return {
        "name": CharField(max_length=200, required=required),
        "phone": CharField(max_length=40, required=False, allow_blank=True),
        "email": EmailField(required=False, allow_blank=True),
    }


def _template(required):
    return {
        "name": CharField(max_length=100, required=required),
        "to": ChoiceField(LetterTo.choices, required=required),
        "subject": CharField(max_length=200, required=required),
        "body": FreeText(required=required, allow_blank=False),
    }


class MeldpuntViewSet(ReadViewSet):
    """Meldpunten and their setup."""

    model = Meldpunt
    order = ("name", "pk")
    lookup_field = "code"
    lookup_value_regex = "[^/]+"
    serializer_class = rows_of(Meldpunt, ["programme", "code", "name", "phone", "email", "public_form"])

    change_meldpunt = post(actions.change_meldpunt, public_form=BooleanField(required=False), **_details(False))
    join_area = post(actions.join_area, creates=True, municipality=_municipality(), starts_on=DateField(required=False))
    leave_area = post(actions.leave_area, joined=RowKey(MeldpuntMunicipality), ends_on=DateField(required=False), joined_version=_version())
    add_list_value = post(
        actions.add_list_value,
        creates=True,
        list=ChoiceField(ValueList.choices),
        key=SlugField(max_length=20),
        official=CharField(max_length=60),
        name_nl=CharField(max_length=200),
        name_de=CharField(max_length=200),
        name_en=CharField(max_length=200),
        valid_from=DateField(required=False, allow_null=True),
    )
    end_list_value = post(actions.end_list_value, value=RowKey(ListValue), valid_to=DateField(required=False), value_version=_version())
    add_letter_template = post(actions.add_letter_template, creates=True, **_template(True))
    change_letter_template = post(actions.change_letter_template, template=RowKey(LetterTemplate), template_version=_version(), **_template(False))
    end_letter_template = post(actions.end_letter_template, template=RowKey(LetterTemplate), template_version=_version())
    add_ready_templates = post(actions.add_ready_templates)


class MeldpuntMunicipalityViewSet(ReadViewSet):
    """Which municipalities belong to the area, since when and until when."""

    model = MeldpuntMunicipality
    serializer_class = rows_of(MeldpuntMunicipality, ["meldpunt", "municipality", "starts_on", "ends_on"])


class ListValueViewSet(ReadViewSet):
    """Own values of the four lists."""

    model = ListValue
    serializer_class = rows_of(ListValue, ["meldpunt", "list", "key", "official", "order", "name_nl", "name_de", "name_en", "valid_from", "valid_to"])


class LetterTemplateViewSet(ReadViewSet):
    """Letter templates."""

    model = LetterTemplate
    serializer_class = rows_of(LetterTemplate, ["meldpunt", "name", "to", "subject", "body", "ended_on"])


class ProgrammeMeldpuntViewSet(ReadViewSet):
    """Open a meldpunt for a programme."""

    model = Programme
    lookup_field = "code"
    serializer_class = rows_of(Programme, ["code", "name"])

    open_meldpunt = post(actions.open_meldpunt, creates=True, **_details(True))


router = routers.SimpleRouter()
router.register("meldpunten", MeldpuntViewSet, "api-meldpunt")
router.register("meldpunt-municipalities", MeldpuntMunicipalityViewSet, "api-meldpunt-municipality")
router.register("list-values", ListValueViewSet, "api-list-value")
router.register("letter-templates", LetterTemplateViewSet, "api-letter-template")
router.register("report-consents", ReportConsentViewSet, "api-report-consent")
router.register("handling-steps", HandlingStepViewSet, "api-handling-step")
router.register("milestones", MilestoneViewSet, "api-milestone")
router.register("letters", LetterViewSet, "api-letter")
router.register("report-referrals", ReportReferralViewSet, "api-report-referral")

HANDLING = (
    "give_report_consent", "withdraw_report_consent", "record_step", "record_milestone", "withdraw_milestone", "refer_report",
    "record_report_referral_result", "send_letter",
)  # fmt: skip
urlpatterns = [
    *router.urls,
    *(
        path(
            f"reports-of-discrimination/<int:pk>/{name.replace('_', '-')}/",
            ReportHandlingViewSet.as_view({"post": name}),
            name=f"api-report-{name.replace('_', '-')}",
        )
        for name in HANDLING
    ),
    path("programmes/<str:code>/open-meldpunt/", ProgrammeMeldpuntViewSet.as_view({"post": "open_meldpunt"}), name="api-open-meldpunt"),
]
