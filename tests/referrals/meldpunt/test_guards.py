"""Every guard of the law, tried to break by page, by API and by action; and everything on which something recorded rests."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from referrals.actions import discrimination as actions
from referrals.actions.discrimination.lawful import broken
from referrals.models import HandlingStep, Letter, LetterContent, Milestone
from tests import vault as make
from tests.referrals.meldpunt.road import CHANNELS, CONSENTS, ROAD, ago, attempt, on_the_road, without

INVESTIGATE, MEDIATE, REFER, ASSIST = "own_investigation", "mediation", "referral", "assistance"


def step(key, days=0):
    """A step in this way of handling, so many days ago."""
    return "record_step", lambda v: {"kind": make.value("handling", key), "done_on": ago(days)}


def milestone(kind, days=0):
    """Something for the law, so many days ago."""
    return "record_milestone", lambda v: {"kind": kind, "happened_on": ago(days)}


def referral(*shared, days=0, body="police"):
    """A referral that shares this."""
    # A page asks on which consent; action and API find it.
    return "refer_report", lambda v: {"body": body, "shared": list(shared), "referred_on": ago(days)}


def letter(to, body, **more):
    """A letter in these words."""
    return "send_letter", lambda v: {"template": make.LetterTemplateFactory(meldpunt=v.meldpunt, to=to), "subject": "About you", "body": body, **more}


def but(*names):
    """All consents without these."""
    return tuple(name for name in CONSENTS if name not in names)


OPEN, PRELIMINARY = ROAD, without("start_told_reporter", "start_told_other", "reporter_agrees", "other_agrees")
ANY = {"anonymity": "towards_third_parties"}
FULL = {"anonymity": "full"}
FINER = "own finer value"

NEVER_ANONYMOUS = (
    "start_told_reporter", "start_told_other", "other_heard", "reporter_agrees", "other_agrees", "conclusion_reporter", "conclusion_other",
)  # fmt: skip

# (guard, how the report stands, what is tried, words of the refusal)
TRIES = [
    ("5.4 towards others: no investigation", ANY, step(INVESTIGATE), "art. 5.4"),
    ("5.4 full: no investigation", FULL, step(INVESTIGATE), "art. 5.4"),
    ("5.4 towards others: no mediation", ANY, step(MEDIATE), "art. 5.4"),
    ("5.4 full: no mediation", FULL, step(MEDIATE), "art. 5.4"),
    ("5.4 a step of before", ANY, step(MEDIATE, 5), "art. 5.4"),
    ("5.4 by milestone identity_told", {**ANY, "milestones": {}}, milestone("identity_told"), "art. 5.4"),
    *(
        (f"5.4 by milestone {kind}", {**ANY, "milestones": {"identity_told": 18}}, milestone(kind), "art. 5.4")
        for kind in NEVER_ANONYMOUS
    ),
    ("5.3 investigation", {"milestones": without("identity_told")}, step(INVESTIGATE), "art. 5.3"),
    ("5.3 mediation", {"milestones": without("identity_told")}, step(MEDIATE), "art. 5.3"),
    ("5.3 told later than the step", {}, step(INVESTIGATE, 19), "art. 5.3"),
    ("5.3 the other party heard first", {"milestones": {}}, milestone("other_heard"), "art. 5.3"),
    ("5.3 the start told first", {"milestones": {}}, milestone("start_told_reporter"), "art. 5.3"),
    ("5.3 backdated", {"milestones": {"identity_told": 5}}, milestone("start_told_other", 6), "art. 5.3"),
    ("5.3 a letter with the name", {"milestones": {}}, letter("other_party", "About Mina Zonderberg."), "art. 5.3"),
    ("5.2 referral with the name", ANY, referral("facts", "reporter"), "art. 5.2"),
    ("5.2 fully anonymous", FULL, referral("reporter"), "art. 5.2"),
    ("5.2 referral with the letters", ANY, referral("letters"), "art. 5.2"),
    ("5.2 letter with the name", ANY, letter("other_party", "Mina Zonderberg says so"), "art. 5.2"),
    ("5.2 letter with the last name", ANY, letter("third_party", "mevrouw ZONDERBERG"), "art. 5.2"),
    ("5.2 letter with the number", ANY, letter("third_party", "Call +31 6 1234 5678"), "art. 5.2"),
    ("9.3 referral", {"milestones": PRELIMINARY}, referral("other_party"), "art. 9.3"),
    ("9.3 referral with letters", {"milestones": PRELIMINARY}, referral("facts", "letters"), "art. 9.3"),
    ("9.3 referral dated before the start", {}, referral("other_party", days=17), "art. 9.3"),
    ("9.3 letter by hand", {"milestones": PRELIMINARY}, letter("third_party", "It was the Bakery of vault."), "art. 9.3"),
    ("9.3 letter by hand, disguised", {"milestones": PRELIMINARY}, letter("third_party", "the  bäkery\u00a0of v\u00adault!"), "art. 9.3"),
    ("9.3 letter, in the subject", {"milestones": PRELIMINARY}, letter("third_party", "Hello", subject="Bakery of vault"), "art. 9.3"),
    ("9.3 letter, as addressee", {"milestones": PRELIMINARY}, letter("third_party", "Hello", addressee="Bakery of Vault"), "art. 9.3"),
    ("10 reporter not told", {"milestones": without("start_told_reporter")}, step(INVESTIGATE), "art. 10"),
    ("10 other not told", {"milestones": without("start_told_other")}, step(INVESTIGATE), "art. 10"),
    ("10 told later", {}, step(INVESTIGATE, 17), "art. 10"),
    *(
        (f"10 {kind} without a start", {"milestones": without("start_told_other")}, milestone(kind), "art. 10")
        for kind in ("conclusion_reporter", "conclusion_other")
    ),
    ("11 reporter not heard", {"milestones": without("reporter_heard")}, step(MEDIATE), "art. 11"),
    ("11 other not heard", {"milestones": without("other_heard")}, step(MEDIATE), "art. 11"),
    ("11 agreed before heard", {"milestones": without("reporter_agrees")}, milestone("reporter_agrees", 13), "art. 11"),
    ("11 agreed unheard", {"milestones": {"identity_told": 18}}, milestone("other_agrees"), "art. 11"),
    ("11 reporter does not agree", {"milestones": without("reporter_agrees")}, step(MEDIATE), "art. 11"),
    ("11 other does not agree", {"milestones": without("other_agrees")}, step(MEDIATE), "art. 11"),
    ("11 agreed later", {}, step(MEDIATE, 10), "art. 11"),
    ("consent: investigation", {"consents": but("investigation")}, step(INVESTIGATE), "consent"),
    ("consent: mediation", {"consents": but("mediation")}, step(MEDIATE), "consent"),
    ("a referral has a page of its own", {}, step(REFER), "on its own page"),
    ("consent: procedure", {"consents": but("procedure")}, step(ASSIST), "consent"),
    ("consent: given later", {"consents": CONSENTS}, step(ASSIST, 20), "consent"),
    ("consent: refer", {"consents": but("referral")}, referral("facts"), ""),
    ("consent: other party heard", {"consents": but("contact_other_party"), "milestones": {"identity_told": 18}}, milestone("other_heard"), "consent"),
    ("consent: start told", {"consents": but("investigation"), "milestones": {"identity_told": 18}}, milestone("start_told_other"), "consent"),
    ("consent: letter", {"consents": but("contact_other_party"), "milestones": PRELIMINARY}, letter("other_party", "Hello"), "consent"),
    ("consent: letter after the conclusion", {"consents": but("contact_other_party"), "milestones": {**ROAD, "conclusion_other": 2}},
     letter("other_party", "Hello"), "consent"),
    ("consent: letter to others", {"consents": but("referral")}, letter("third_party", "Hello"), "consent"),
    ("before it came in", {}, step("advice", 21), "before the report came in"),
    ("a day that has not come", {}, step("advice", -1), "not come yet"),
    ("erased: only counted", {"erased_on": timezone.localdate()}, step("advice"), "only counted"),
    ("closed", {"status": "closed", "result": "unknown", "closed_on": ago(1), "milestones": {}}, step("advice"), "Reopen"),
    ("closed: letter", {"status": "closed", "result": "unknown", "closed_on": ago(1), "milestones": {}}, letter("reporter", "Hello"), "Reopen"),
]  # fmt: skip


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(("stands", "tried", "words"), [row[1:] for row in TRIES], ids=[row[0] for row in TRIES])
def test_what_the_law_does_not_allow_is_refused_with_its_article(vault, channel, stands, tried, words):
    report = on_the_road(vault, **stands)
    refused = attempt(channel, vault.consulent, report, tried[0], **for_page(channel, report, tried, vault))
    assert refused is not None
    status, text = refused
    assert status == (422 if channel == "page" else 400), text
    assert words in text


def for_page(channel, report, tried, vault):
    """The data of a try; the page of a referral also says on which consent."""
    data = tried[1](vault)
    consent = report.consents.filter(step="referral").first()
    if channel == "page" and tried[0] == "refer_report" and consent:
        data["consent"] = consent
    return data


LAWFUL = [
    step(INVESTIGATE), step(MEDIATE), step(ASSIST), step("registration"), step("advice"),
    milestone("conclusion_reporter"), milestone("conclusion_other"), referral("facts", "reporter", "other_party", "letters"),
    letter("other_party", "Mina Zonderberg told us."), letter("third_party", "Mina Zonderberg and the Bakery of vault"), letter("reporter", "Bakery of vault"),
]  # fmt: skip


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("tried", LAWFUL, ids=range(len(LAWFUL)))
def test_whoever_walks_the_whole_road_is_refused_nothing(vault, channel, tried):
    report = on_the_road(vault)
    assert attempt(channel, vault.consulent, report, tried[0], **for_page(channel, report, tried, vault)) is None
    assert not broken(report)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("anonymity", ["towards_third_parties", "full"])
def test_a_finer_value_that_counts_as_mediation_is_mediation(vault, channel, anonymity):
    finer = actions.add_list_value(
        vault.meldpunt, by=vault.lead, list="handling", key="talk", official="mediation", name_nl="Gesprek", name_de="Gespräch", name_en="Talk"
    )
    report = on_the_road(vault, anonymity=anonymity)
    assert "art. 5.4" in attempt(channel, vault.consulent, report, "record_step", kind=finer, done_on=ago(0))[1]
    assert attempt(channel, vault.consulent, on_the_road(vault), "record_step", kind=finer, done_on=ago(0)) is None


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_way_of_handling_of_another_meldpunt_is_not_known_here(vault, channel):
    away = make.build_vault(name="away")
    theirs = actions.add_list_value(
        away.meldpunt, by=away.lead, list="handling", key="x", official="advice", name_nl="Secret", name_de="Secret", name_en="Secret"
    )
    if channel == "action":
        assert attempt(channel, vault.consulent, vault.report, "record_step", kind=theirs) is not None
    else:
        status, text = attempt(channel, vault.consulent, vault.report, "record_step", kind=theirs)
        assert status in (400, 422) and "Secret" not in text


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_anonymous_report_may_still_be_registered_advised_and_referred_without_names(vault, channel):
    report = on_the_road(vault, anonymity="towards_third_parties", milestones={})
    for tried in (step("registration"), step("advice"), referral("facts"), letter("other_party", "Somebody told us.")):
        assert attempt(channel, vault.consulent, report, tried[0], **for_page(channel, report, tried, vault)) is None


# ── Consent, withdrawn ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("channel", CHANNELS)
def test_after_a_consent_was_withdrawn_nothing_more_is_done_on_it(vault, channel):
    report = on_the_road(vault)
    consent = report.consents.get(step="mediation")
    assert attempt(channel, vault.consulent, report, "withdraw_report_consent", consent=consent, ends_on=ago(3)) is None
    for days, refused in ((0, True), (3, True), (4, False)):
        answer = attempt(channel, vault.consulent, report, "record_step", kind=make.value("handling", MEDIATE), done_on=ago(days))
        assert (answer is not None) == refused, days


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_consent_can_be_withdrawn_on_the_day_of_a_step_but_not_before_it(vault, channel):
    report = on_the_road(vault)
    actions.record_step(report, by=vault.consulent, kind=make.value("handling", MEDIATE), done_on=ago(5))
    consent = report.consents.get(step="mediation")
    refused = attempt(channel, vault.consulent, report, "withdraw_report_consent", consent=consent, ends_on=ago(6))
    assert "rests on this" in refused[1]
    assert attempt(channel, vault.consulent, report, "withdraw_report_consent", consent=consent, ends_on=ago(5)) is None
    assert attempt(channel, vault.consulent, report, "record_step", kind=make.value("handling", MEDIATE), done_on=ago(5)) is not None


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_consent_of_another_report_is_no_consent(vault, channel):
    report, other = on_the_road(vault, consents=but("referral")), on_the_road(vault)
    consent = other.consents.get(step="referral")
    refused = attempt(channel, vault.consulent, report, "refer_report", body="police", shared=["facts"], referred_on=ago(0), consent=consent)
    assert refused is not None
    if channel != "page":  # the page is that of the consent itself
        assert attempt(channel, vault.consulent, report, "withdraw_report_consent", consent=consent, ends_on=ago(0)) is not None


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_finer_value_that_counts_as_a_referral_is_no_step_without_its_referral(vault, channel):
    finer = actions.add_list_value(
        vault.meldpunt, by=vault.lead, list="handling", key="warm", official="referral", name_nl="Warm", name_de="Warm", name_en="Warm"
    )
    assert "on its own page" in attempt(channel, vault.consulent, on_the_road(vault), "record_step", kind=finer, done_on=ago(0))[1]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_chosen_consent_for_one_body_does_not_carry_a_referral_to_another(vault, channel):
    report = on_the_road(vault, consents=())
    consent = make.ReportConsentFactory(report=report, step="referral", recipient="Slachtofferhulp Drénthe", starts_on=ago(19))
    told = {"shared": ["facts"], "referred_on": ago(0), "consent": consent}
    refused = attempt(channel, vault.consulent, report, "refer_report", body="police", body_name="", **told)
    assert "somebody else" in refused[1]
    assert attempt(channel, vault.consulent, report, "refer_report", body="other", body_name="slachtofferhulp drenthe", **told) is None


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(("addressee", "goes"), [("Politie\nAssen", True), ("Bakker Jansen", False), ("", False)])
def test_a_letter_to_somebody_else_goes_to_whom_the_reporter_consents_to(vault, channel, addressee, goes):
    report = on_the_road(vault, consents=())
    make.ReportConsentFactory(report=report, step="referral", recipient="POLITIE", starts_on=ago(19))
    name, data = letter("third_party", "About a report", addressee=addressee)
    refused = attempt(channel, vault.consulent, report, name, **data(vault))
    assert (refused is None) == goes
    assert goes or "somebody else" in refused[1]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_consent_dated_before_the_reporter_withdrew_is_refused(vault, channel):
    report = on_the_road(vault, consents=())
    mailbox = make.MailboxFactory(report=report)
    mailbox.withdrawn_on = ago(3)
    mailbox.save()
    given = {"step": "mediation", "how": "spoken"}
    assert "withdrew" in attempt(channel, vault.consulent, report, "give_report_consent", starts_on=ago(4), **given)[1]
    assert attempt(channel, vault.consulent, report, "give_report_consent", starts_on=ago(3), **given) is None
    assert attempt(channel, vault.consulent, on_the_road(vault, consents=()), "give_report_consent", starts_on=ago(4), **given) is None


def test_a_consent_that_names_the_body_in_another_language_will_do(vault):
    report = on_the_road(vault, consents=())
    make.ReportConsentFactory(report=report, step="referral", recipient="politie", starts_on=ago(19))
    with translation.override("de"):
        assert actions.refer_report(report, by=vault.consulent, body="police", shared=["facts"]).consent.recipient == "politie"


def test_a_consent_for_one_body_does_not_open_another(vault):
    report = on_the_road(vault, consents=())
    make.ReportConsentFactory(report=report, step="referral", recipient="Police", starts_on=ago(19))
    with translation.override("en"), pytest.raises(ValidationError, match="somebody else"):
        actions.refer_report(report, by=vault.consulent, body="court", shared=["facts"])
    with translation.override("en"):
        assert actions.refer_report(report, by=vault.consulent, body="police", shared=["facts"]).consent.recipient == "Police"


# ── What holds for all ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_letter_in_a_language_of_placeholders_does_not_go_out(vault, channel):
    report = on_the_road(vault, milestones={}, anonymity="towards_third_parties")
    for body in ("Dear {{ reporter_name }}", "{{ anything }}", "{{ unclosed"):
        assert attempt(channel, vault.consulent, report, "send_letter", template=vault.template, subject="Hello", body=body) is not None
    assert not Letter.objects.filter(report=report).exists() and not LetterContent.objects.exists()


@pytest.mark.parametrize("channel", CHANNELS)
def test_everything_that_was_done_has_its_author_in_the_history(vault, channel):
    report = on_the_road(vault)
    attempt(channel, vault.consulent, report, "record_step", kind=make.value("handling", "advice"), done_on=ago(0), note="Told them")
    row = HandlingStep.objects.get(report=report)
    assert (row.author, row.note, row.history.get().history_user, row.history.get().history_change_reason) == (
        vault.consulent, "Told them", vault.consulent, "step_done",
    )  # fmt: skip
    assert Milestone.objects.filter(report=report).count() == len(ROAD)
