"""Letters: templates with an allow-list, what is filled in, the PDF, and what was sent stays as it was sent."""

import io
from datetime import date

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import translation

from casetrack.models import Opening
from referrals.actions import discrimination as actions
from referrals.actions.discrimination.letters import ready_templates
from referrals.letters import placeholders
from referrals.letters.placeholders import PLACEHOLDERS
from referrals.models import Letter, LetterContent, LetterTemplate
from referrals.names import named_in
from tests import vault as make
from tests.referrals.meldpunt.road import ago, attempt, client_of, on_the_road

HOSTILE = '<b>Bold</b> <img src="file:///etc/passwd"> <para> &amp; {% load x %} <a href="javascript:1">'


def words(pdf) -> str:
    """All words of a PDF, read back by another program than wrote it."""
    document = pypdfium2.PdfDocument(io.BytesIO(bytes(pdf)))
    return " ".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", " ").replace("\n", " ")


def send(report, user, **more):
    """Send a letter to the reporter from a template of the meldpunt."""
    template = more.pop("template", None) or make.LetterTemplateFactory(meldpunt=report.meldpunt)
    return actions.send_letter(report, by=user, template=template, **{"subject": "Your report", "body": "Hello", **more})


# ── Templates ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("{{ reporter_bsn }}", "reporter_bsn"),
        ("{{ report.reporter.name }}", "report.reporter.name"),
        ("{{ reporter_name|safe }}", "reporter_name|safe"),
        ("{{ REFERENCE }}", "REFERENCE"),
        ("{{}}", ""),
        ("Unclosed {{ reference", "{{"),
        ("Unopened reference }}", "}}"),
        ("{{ {{ reference }} }}", "{{"),
    ],
)
@pytest.mark.parametrize("channel", ["action", "page", "api"])
def test_an_unknown_placeholder_is_refused_when_saving_by_name(vault, channel, body, named):
    fields = {"name": "New", "to": "reporter", "subject": "About {{ reference }}", "body": f"Hello {body}"}
    client = client_of(vault.lead)
    if channel == "action":
        with translation.override("en"), pytest.raises(ValidationError) as refused:
            actions.add_letter_template(vault.meldpunt, by=vault.lead, **fields)
        text = " ".join(refused.value.message_dict["body"])
    elif channel == "page":
        answer = client.post(reverse("letter_template_add", args=[vault.meldpunt.code]), fields)
        assert answer.status_code == 422
        text = " ".join(answer.context["form"].errors["body"])
    else:
        answer = client.post(reverse("api-meldpunt-add-letter-template", args=[vault.meldpunt.code]), fields, content_type="application/json")
        assert answer.status_code == 400
        text = " ".join(answer.json()["body"])
    assert named in text
    assert not LetterTemplate.objects.filter(name="New").exists()


def test_every_placeholder_of_the_list_may_be_named_and_has_a_value_or_is_for_the_writer(vault):
    body = " ".join("{{ " + name + " }}" for name in PLACEHOLDERS)
    row = actions.add_letter_template(vault.meldpunt, by=vault.lead, name="All", to="reporter", subject="{{reference}}", body=body)
    values = placeholders.values_for(vault.report, vault.consulent)
    assert set(PLACEHOLDERS) - set(values) == {"conclusion"}
    assert placeholders.names_used(placeholders.fill(row.body, values)) == ["conclusion"]


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_placeholder_may_be_written_in_dutch_and_german_too_and_gives_the_same(vault, language):
    values = placeholders.values_for(vault.report, vault.consulent)
    for name, placeholder in PLACEHOLDERS.items():
        text = "{{ " + getattr(placeholder, language) + " }}"
        assert placeholders.unknown(text) == []
        assert placeholders.named(text) == [name]
        assert placeholders.fill(text, values) == values.get(name, text)
        assert placeholders.naming(text) == placeholders.naming("{{ " + name + " }}")


def test_a_list_in_a_form_begins_with_a_word_and_not_with_dashes(vault):
    form = client_of(vault.lead).get(reverse("letter_template_add", args=[vault.meldpunt.code])).context["form"]
    assert [str(label) for _key, label in form.fields["to"].choices] == ["choose", "reporter", "other party", "somebody else"]


def test_no_name_of_a_placeholder_means_two_things():
    for name, placeholder in PLACEHOLDERS.items():
        assert {placeholders.WRITTEN[written] for written in (name, placeholder.nl, placeholder.de)} == {name}


@pytest.mark.parametrize(("language", "written"), [("nl", "kenmerk"), ("de", "aktenzeichen"), ("en", "reference")])
def test_the_list_of_placeholders_is_written_in_the_language_of_the_user(vault, language, written):
    client = client_of(vault.lead)
    client.cookies["casetrack_language"] = language
    assert "{{ " + written + " }}" in client.get(reverse("letter_template_add", args=[vault.meldpunt.code])).content.decode()


@pytest.mark.parametrize("channel", ["action", "page", "api"])
def test_only_the_lead_changes_templates_and_a_consulent_reads_them(vault, channel):
    client = client_of(vault.consulent)
    assert client.get(reverse("letter_templates", args=[vault.meldpunt.code])).status_code == 200
    if channel == "action":
        with pytest.raises(PermissionDenied):
            actions.change_letter_template(vault.meldpunt, by=vault.consulent, template=vault.template, body="Mine")
    elif channel == "page":
        assert client.post(reverse("letter_template_change", args=[vault.template.pk]), {"body": "Mine"}).status_code == 403
    else:
        url = reverse("api-meldpunt-change-letter-template", args=[vault.meldpunt.code])
        assert client.post(url, {"template": vault.template.pk, "body": "Mine"}, content_type="application/json").status_code == 403
    vault.template.refresh_from_db()
    assert vault.template.body != "Mine"


def test_a_template_of_another_meldpunt_is_out_of_reach(vault):
    away = make.build_vault(name="away")
    with pytest.raises(ValidationError):
        actions.change_letter_template(vault.meldpunt, by=vault.lead, template=away.template, body="Mine")
    with pytest.raises(ValidationError):
        send(vault.report, vault.consulent, template=away.template)
    assert client_of(vault.consulent).get(reverse("report_letter_add", args=[vault.report.pk, away.template.pk])).status_code == 404


def test_an_ended_template_makes_no_new_letters_and_its_name_is_free(vault):
    actions.end_letter_template(vault.meldpunt, by=vault.lead, template=vault.template)
    with pytest.raises(ValidationError):
        send(vault.report, vault.consulent, template=vault.template)
    with pytest.raises(ValidationError):
        actions.change_letter_template(vault.meldpunt, by=vault.lead, template=vault.template, body="Back")
    actions.add_letter_template(vault.meldpunt, by=vault.lead, name=vault.template.name, to="reporter", subject="S", body="B")
    page = client_of(vault.consulent).get(reverse("report_letter_choose", args=[vault.report.pk])).content.decode()
    assert reverse("report_letter_add", args=[vault.report.pk, vault.template.pk]) not in page


def test_a_template_to_others_shows_whom_it_names(vault):
    make.LetterTemplateFactory(meldpunt=vault.meldpunt, to="third_party", body="{{ reporter_name }} and {{ other_party }}")
    page = client_of(vault.consulent).get(reverse("letter_templates", args=[vault.meldpunt.code])).content.decode()
    assert "names the reporter" in page and "names the other party" in page


def test_the_ready_letters_are_lawful_and_added_once(vault):
    assert [(ready["to"], placeholders.unknown(ready["subject"], ready["body"])) for ready in ready_templates()] == [
        ("reporter", []), ("other_party", []), ("other_party", []), ("reporter", []), ("other_party", []),
    ]  # fmt: skip
    # To the other party, the request for a view and the conclusion name nobody by themselves.
    assert [placeholders.naming(ready["body"])["reporter"] for ready in ready_templates()] == [
        ["reporter_name"], [], ["reporter_name"], ["reporter_name"], [],
    ]  # fmt: skip
    client = client_of(vault.lead)
    for _ in range(2):
        assert client.post(reverse("letter_templates_ready", args=[vault.meldpunt.code])).status_code == 302
    assert LetterTemplate.objects.filter(meldpunt=vault.meldpunt).count() == len(ready_templates()) + 1
    assert client_of(vault.consulent).post(reverse("letter_templates_ready", args=[vault.meldpunt.code])).status_code == 403


# ── Filling in and sending ────────────────────────────────────────────────────────────────────


def test_what_is_filled_in_is_not_searched_again_and_runs_no_template_engine(vault):
    report = on_the_road(vault, description="{{ reporter_name }} {% debug %}")
    values = placeholders.values_for(report, vault.consulent)
    filled = placeholders.fill("Told: {{ what_happened }}", values)
    assert filled == "Told: {{ reporter_name }} {% debug %}"


def test_letters_are_in_dutch_whatever_the_writer_reads(vault):
    with translation.override("de"):
        values = placeholders.values_for(on_the_road(vault), vault.consulent)
    assert values["terrain"] == "Arbeidsmarkt" and values["grounds"] == "Ras"


@pytest.mark.parametrize(("precision", "said"), [("day", "5 maart 2023"), ("month", "maart 2023"), ("year", "2023"), ("unknown", "niet bekend")])
def test_a_letter_states_no_day_of_the_incident_that_nobody_gave(vault, precision, said):
    day = None if precision == "unknown" else date(2023, 3, 5)
    report = on_the_road(vault, received_on=date(2023, 6, 1), milestones={}, incident_on=day, incident_precision=precision)
    with translation.override("de"):
        values = placeholders.values_for(report, vault.consulent)
    assert values["incident_on"] == said
    [request] = [row for row in ready_templates() if "{{ wanneer_gebeurd }}" in row["body"]]
    assert f"(wanneer: {said}; waar: {report.incident})" in placeholders.fill(request["body"], values)


def test_a_letter_says_that_it_happened_more_than_once_since_a_day(vault):
    report = on_the_road(vault, received_on=date(2023, 6, 1), milestones={}, incident_on=date(2023, 3, 5), incident_precision="repeatedly")
    said = placeholders.values_for(report, vault.consulent)["incident_on"]
    assert said.endswith(" 5 maart 2023") and said != "5 maart 2023"


@pytest.mark.parametrize("state", ["unknown", "elsewhere", "not_applicable"])
def test_a_letter_says_in_words_where_it_happened_when_there_is_no_municipality(vault, state):
    report = on_the_road(vault, incident=None, incident_state=state)
    with translation.override("nl"):
        assert placeholders.values_for(report, vault.consulent)["incident_place"] == report.get_incident_state_display() != ""


def test_the_form_is_filled_in_and_who_read_the_name_is_written_down(vault):
    report = on_the_road(vault)
    template = make.LetterTemplateFactory(meldpunt=vault.meldpunt, subject="About {{ reference }}", body="Dear {{ reporter_name }}")
    url = reverse("report_letter_add", args=[report.pk, template.pk])
    form = client_of(vault.consulent).get(url).context["form"]
    assert form.initial["body"] == "Dear Mina Zonderberg" and form.initial["subject"] == f"About {report.reference}"
    assert form.initial["addressee"].startswith("Mina Zonderberg")
    assert Opening.objects.filter(what="referrals.reporter", user=vault.consulent).exists()
    assert "Mina" not in url


@pytest.mark.parametrize("channel", ["action", "page", "api"])
def test_what_was_sent_is_kept_as_sent_to_the_byte(vault, channel):
    report = on_the_road(vault)
    template = make.LetterTemplateFactory(meldpunt=vault.meldpunt)
    client = client_of(vault.consulent)
    typed = {"addressee": "Mina Zonderberg\nKerkstraat 1", "subject": "Onderwerp", "body": "Eerste alinea.\n\nTweede ë alinea."}
    if channel == "action":
        actions.send_letter(report, by=vault.consulent, template=template, **typed)
    elif channel == "page":
        assert client.post(reverse("report_letter_add", args=[report.pk, template.pk]), typed).status_code == 302
    else:
        url = reverse("api-report-send-letter", args=[report.pk])
        assert client.post(url, {"template": template.pk, **typed}, content_type="application/json").status_code == 201
    letter = Letter.objects.get(report=report)
    kept = bytes(LetterContent.objects.get(letter=letter).pdf)
    text = words(kept)
    for part in ("Mina Zonderberg", "Kerkstraat 1", "Onderwerp", "Eerste alinea.", "Tweede ë alinea.", report.reference, vault.meldpunt.name):
        assert part in text, part
    actions.change_letter_template(vault.meldpunt, by=vault.lead, template=template, body="Something else", subject="Else")
    actions.change_meldpunt(vault.meldpunt, by=vault.lead, name="Another name")
    actions.change_reporter(report, by=vault.consulent, name="Somebody Else")
    answer = client.get(reverse("report_letter_pdf", args=[letter.pk]))
    assert answer.content == kept and answer["Content-Type"] == "application/pdf"
    assert "Mina" not in answer["Content-Disposition"] and "no-store" in answer["Cache-Control"]
    assert Opening.objects.filter(what="referrals.letter", key=str(letter.pk), user=vault.consulent).exists()
    letter.refresh_from_db()
    assert letter.body.replace("\r", "") == typed["body"]


def test_hostile_words_are_words_in_the_pdf_and_on_the_page(vault):
    report = on_the_road(vault)
    vault.meldpunt.name = f"Meldpunt {HOSTILE}"
    vault.meldpunt.save()
    letter = send(report, vault.consulent, addressee=f"Mina Zonderberg {HOSTILE}", subject=HOSTILE, body=f"Hello {HOSTILE}\n\n{HOSTILE}")
    text = words(letter.content.pdf)
    assert text.count("<b>Bold</b>") >= 4 and 'file:///etc/passwd"' in text and "root:" not in text
    page = client_of(vault.consulent).get(reverse("report_letter", args=[letter.pk])).content.decode()
    assert "<b>Bold" not in page and "&lt;b&gt;Bold" in page


def test_a_long_letter_goes_over_several_pages_with_the_reference_on_each(vault):
    report = on_the_road(vault)
    letter = send(report, vault.consulent, body="\n\n".join(f"Alinea {n}. " + "Woorden " * 60 for n in range(40)))
    document = pypdfium2.PdfDocument(io.BytesIO(bytes(letter.content.pdf)))
    assert len(document) > 2
    assert all(report.reference in page.get_textpage().get_text_bounded() for page in document)


def test_the_preview_is_the_letter_and_sends_nothing(vault):
    report = on_the_road(vault)
    client = client_of(vault.consulent)
    url = reverse("report_letter_add", args=[report.pk, vault.template.pk])
    typed = {"addressee": "", "subject": "Onderwerp", "body": "Voorbeeld"}
    answer = client.post(url, {**typed, "preview": "1"})
    assert answer["Content-Type"] == "application/pdf" and "Voorbeeld" in words(answer.content)
    assert not Letter.objects.filter(report=report).exists()
    client.post(url, typed)
    assert bytes(Letter.objects.get(report=report).content.pdf) == answer.content
    refused = client.post(url, {**typed, "body": "{{ reporter_name }}", "preview": "1"})
    assert refused.status_code == 422


def test_the_same_form_sent_twice_is_one_letter(vault):
    report = on_the_road(vault)
    client = client_of(vault.consulent)
    url = reverse("report_letter_add", args=[report.pk, vault.template.pk])
    typed = {"submission": "7d9ff8fa-2f3d-4a55-8f0e-0dd0f7e50a01", "subject": "Once", "body": "Once"}
    assert [client.post(url, typed).status_code for _ in range(2)] == [302, 302]
    assert Letter.objects.filter(report=report).count() == 1


def test_an_erased_letter_has_no_pdf_and_says_so(vault):
    report = on_the_road(vault)
    letter = send(report, vault.consulent, body="Canary in a letter")
    actions.erase_reporter(report, by=vault.lead)
    client = client_of(vault.consulent)
    answer = client.get(reverse("report_letter_pdf", args=[letter.pk]), follow=True)
    assert answer.status_code == 200 and "Canary" not in answer.content.decode() and "erased" in answer.content.decode()


@pytest.mark.parametrize("who", ["barred", "former"])
def test_a_letter_is_read_by_nobody_who_may_not_see_the_report(vault, who):
    letter = send(on_the_road(vault, other_party=vault.hidden_party), vault.consulent)
    client = client_of(getattr(vault, who))
    for name in ("report_letter", "report_letter_pdf", "api-letter-detail"):
        assert client.get(reverse(name, args=[letter.pk])).status_code == 404


@pytest.mark.parametrize(("to", "addressee", "goes"), [
    ("reporter", "Politie", False), ("reporter", "Mevrouw Zonderberg", True), ("reporter", "06 12 34 56 78", True),
    ("other_party", "Politie", False), ("other_party", "Bakery of vault", True), ("third_party", "Politie", True),
])  # fmt: skip
def test_a_letter_to_a_party_is_not_addressed_to_somebody_else(vault, to, addressee, goes):
    template = make.LetterTemplateFactory(meldpunt=vault.meldpunt, to=to)
    if goes:
        assert send(on_the_road(vault), vault.consulent, template=template, addressee=addressee).addressee == addressee
    else:
        with pytest.raises(ValidationError) as refused:
            send(on_the_road(vault), vault.consulent, template=template, addressee=addressee)
        assert list(refused.value.message_dict) == ["addressee"]


@pytest.mark.parametrize(("to", "name"), [("reporter", "Mina Zonderberg"), ("other_party", "Bakery of vault")])
@pytest.mark.parametrize("channel", ["action", "page", "api"])
def test_a_letter_to_a_party_without_an_addressee_is_addressed_to_that_party(vault, channel, to, name):
    report = on_the_road(vault)
    template = make.LetterTemplateFactory(meldpunt=vault.meldpunt, to=to)
    typed = {"template": template, "subject": "About you", "body": "Dear police", "addressee": " "}
    assert attempt(channel, vault.consulent, report, "send_letter", **typed) is None
    letter = Letter.objects.get(report=report)
    assert letter.addressee == name and name in words(letter.content.pdf)


@pytest.mark.parametrize("to", ["reporter", "other_party"])
@pytest.mark.parametrize("channel", ["action", "page", "api"])
def test_a_letter_to_a_party_who_is_not_known_has_no_addressee(vault, channel, to):
    report = on_the_road(vault, other_party=None)
    actions.change_reporter(report, by=vault.consulent, name="", phone="")
    typed = {"template": make.LetterTemplateFactory(meldpunt=vault.meldpunt, to=to), "subject": "About it", "body": "About it"}
    status, told = attempt(channel, vault.consulent, report, "send_letter", **typed, addressee="Politie\nAssen")
    assert status in (400, 422) and "does not know this party" in told
    assert attempt(channel, vault.consulent, report, "send_letter", **typed) is None


# ── Conclusions ───────────────────────────────────────────────────────────────────────────────


def test_a_conclusion_letter_to_each_is_recorded_for_the_law_and_lets_the_report_close(vault):
    report = on_the_road(vault)
    actions.record_step(report, by=vault.consulent, kind=make.value("handling", "own_investigation"), done_on=ago(1))
    actions.add_ready_templates(vault.meldpunt, by=vault.lead)
    for to in ("reporter", "other_party"):
        template = next(t for t in LetterTemplate.objects.filter(meldpunt=vault.meldpunt, to=to) if placeholders.concludes(t))
        filled = placeholders.fill(template.body, placeholders.values_for(report, vault.consulent))
        with pytest.raises(ValidationError):  # the writer has not written it yet
            send(report, vault.consulent, template=template, body=filled)
        send(report, vault.consulent, template=template, body=filled.replace("{{ conclusie }}", "Wij vinden dat ..."))
    assert set(report.milestones.filter(kind__startswith="conclusion").values_list("happened_on", flat=True)) == {ago(0)}
    assert actions.close_report(report, by=vault.consulent, result="changed", why="Done").status == "closed"


def test_an_ordinary_letter_concludes_nothing_and_a_second_conclusion_does_not_stand_in_the_way(vault):
    report = on_the_road(vault)
    send(report, vault.consulent)
    assert not report.milestones.filter(kind="conclusion_reporter").exists()
    template = make.LetterTemplateFactory(meldpunt=vault.meldpunt, body="{{ conclusion }}")
    for _ in range(2):
        send(report, vault.consulent, template=template, body="Our conclusion")
    assert report.milestones.filter(kind="conclusion_reporter").count() == 1


def test_a_conclusion_to_the_other_party_of_an_anonymous_report_is_refused_whole(vault):
    report = on_the_road(vault, anonymity="full", milestones={})
    template = make.LetterTemplateFactory(meldpunt=vault.meldpunt, to="other_party", body="{{ conclusion }}")
    with pytest.raises(ValidationError, match=r"art\. 5\.4"):
        send(report, vault.consulent, template=template, body="Our conclusion")
    assert not Letter.objects.filter(report=report).exists()


# ── Names in a text ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "reporter", "party"),
    [
        ("Nothing of anybody", False, False),
        ("mina zonderberg", True, False),
        ("MINA\nZONDERBÉRG", True, False),
        ("mevrouw Zonderberg", True, False),
        ("Mina", False, False),  # a first name alone is not hers alone
        ("zonderbergen", False, False),
        ("bel 06-12345678", True, False),
        ("bel +31 (0)6 12345678", True, False),
        ("bakkerij de korst bv", False, True),
        ("Bakkerij  De Korst", False, True),
        ("Bakkerij", False, False),
        ("meneer Korstjens", False, True),
        ("Broodweg 3", False, True),
        ("info@korst.example", False, True),
        ("In Assen", False, False),
    ],
)  # fmt: skip
def test_names_are_found_in_a_text_however_they_are_typed(vault, text, reporter, party):
    who = make.OtherPartyFactory(
        meldpunt=vault.meldpunt, organisation="Bakkerij De Korst B.V.", name="J. Korstjens", contact="Broodweg 3\nAssen\ninfo@korst.example"
    )
    found = named_in(on_the_road(vault, other_party=who), text)
    assert (found.reporter, found.other_party) == (reporter, party)
