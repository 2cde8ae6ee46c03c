"""A report on the road of the law, and the three ways in which somebody may try something: action, page, API."""

import json
from datetime import timedelta

from django.contrib.messages import ERROR, get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from referrals.actions import discrimination as actions
from referrals.models import HandlingStep, Letter, Milestone, ReportConsent, Reporter, ReportReferral
from tests import vault as make

CHANNELS = ("action", "page", "api")
RECORDED = (HandlingStep, Letter, Milestone, ReportConsent, ReportReferral)


def ago(days):
    """The day so many days ago."""
    return timezone.localdate() - timedelta(days=days)


CONSENTS = ("contact_other_party", "investigation", "mediation", "referral", "procedure")
# The lawful road, in days ago; both are told, heard, agree, and read the conclusion.
ROAD = {
    "identity_told": 18, "start_told_reporter": 17, "start_told_other": 16, "reporter_heard": 14, "other_heard": 12,
    "reporter_agrees": 10, "other_agrees": 9,
}  # fmt: skip


def on_the_road(vault, *, milestones=ROAD, consents=CONSENTS, **fields):
    """A report of 20 days ago with these milestones {kind: days ago} and consents, all given 19 days ago."""
    fields = {"other_party": vault.party, "handler": vault.consulent, "received_on": ago(20), **fields}
    report = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, **fields)
    make.ReporterFactory(report=report, name="Mina Zonderberg", phone="06 12 34 56 78")
    for step in consents:
        make.ReportConsentFactory(report=report, step=step, starts_on=ago(19))
    for kind, days in milestones.items():
        make.MilestoneFactory(report=report, kind=kind, happened_on=ago(days), author=vault.consulent)
    return report


def without(*kinds):
    """The lawful road without these milestones."""
    return {kind: days for kind, days in ROAD.items() if kind not in kinds}


def client_of(user):
    """A signed-in browser in English."""
    client = Client()
    client.force_login(user)
    client.cookies["casetrack_language"] = "en"
    return client


# name of the action: (its page, which argument gives the row of its address when that is not the report)
DOORS = {
    "change_report": ("report_change", None),
    "close_report": ("report_close", None),
    "reopen_report": ("report_reopen", None),
    "become_complaint": ("report_complaint", None),
    "take_report": ("report_take", None),
    "assign_report": ("report_assign", None),
    "move_report": ("report_move", None),
    "record_first_contact": ("report_first_contact", None),
    "change_reporter": ("reporter_change", None),
    "record_step": ("report_step_add", None),
    "record_milestone": ("report_milestone_add", None),
    "refer_report": ("report_refer", None),
    "send_letter": ("report_letter_add", "template"),
    "give_report_consent": ("report_consent_add", None),
    "withdraw_report_consent": ("report_consent_withdraw", "consent"),
    "withdraw_milestone": ("report_milestone_withdraw", "milestone"),
    "record_report_referral_result": ("report_referral_result", "referral"),
}

# Those of the API that stand with the steps of a report, not with the report itself.
OF_THE_STEPS = (
    "record_step", "record_milestone", "refer_report", "send_letter", "give_report_consent", "withdraw_report_consent", "withdraw_milestone",
    "record_report_referral_result",
)  # fmt: skip


def attempt(channel, user, report, name, /, **data):
    """Try it through this channel. None when it was done; else (status, the text of the refusal)."""
    before = _written(report)
    with translation.override("en"):
        refused = {"action": _by_action, "page": _by_page, "api": _by_api}[channel](user, report, name, data)
    if refused is not None:
        assert _written(report) == before, "refused, and something was written all the same"
    report.refresh_from_db()
    return refused


def _written(report):
    """How many rows there are of all that is recorded, and every version of the report and of who reported."""
    versions = [rows.filter(**of).count() for rows, of in ((report.history, {}), (Reporter.history, {"report": report}))]
    return [*(model.objects.count() for model in RECORDED), *versions]


def _by_action(user, report, name, data):
    try:
        getattr(actions, name)(report, by=user, **data)
    except PermissionDenied:
        return 403, ""
    except ValidationError as refusal:
        return 400, " ".join(refusal.messages)
    return None


def _plain(value):
    """A value as it is sent: a day and a row as text."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else getattr(value, "pk", value)


def _by_api(user, report, name, data):
    data = {key: _plain(value) for key, value in data.items()}
    if name == "record_step":
        data["kind"] = make.ListValue.objects.get(pk=data["kind"]).key
    if name == "change_reporter":
        data["reporter_version"] = getattr(getattr(report, "reporter", None), "version", 0)
    rows = "api-report" if name in OF_THE_STEPS else "api-discrimination-report"
    url = reverse(f"{rows}-{name.replace('_', '-')}", args=[report.pk])
    answer = client_of(user).post(url, json.dumps(data), content_type="application/json")
    return None if answer.status_code in (200, 201) else (answer.status_code, answer.content.decode())


def _by_page(user, report, name, data):
    page, row = DOORS[name]
    if name == "send_letter":
        url = reverse(page, args=[report.pk, data.pop("template").pk])
    else:
        url = reverse(page, args=[data.pop(row).pk if row else report.pk])
    client = client_of(user)
    answer = client.post(url, {**_as_shown(client, url, name), **{key: _plain(value) for key, value in data.items()}})
    if answer.status_code == 302:
        # Taking a report is a button without a form: its refusal is shown on the page that follows.
        said = [str(message) for message in get_messages(answer.wsgi_request) if message.level >= ERROR]
        return (422, " ".join(said)) if said else None
    form = answer.context and answer.context.get("form")
    return answer.status_code, " ".join(text for texts in form.errors.values() for text in texts) if form else answer.content.decode()


def _as_shown(client, url, name):
    """What the form to change something is filled with, as the browser sends it back."""
    if name not in ("change_report", "change_reporter"):
        return {}
    shown = client.get(url)
    if shown.status_code != 200:
        return {}
    return {field.name: _plain(field.value()) for field in shown.context["form"] if field.value() not in (None, "", [], False)}
