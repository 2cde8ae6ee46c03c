"""What stands in the record stays lawful: changing, closing and reopening a report, tried by page, by API and by action."""

import pytest
from django.core.exceptions import ValidationError

from referrals.actions import discrimination as actions
from referrals.actions.discrimination.lawful import broken
from tests import vault as make
from tests.referrals.meldpunt.road import CHANNELS, ROAD, ago, attempt, on_the_road
from tests.referrals.meldpunt.test_guards import INVESTIGATE, MEDIATE, letter, milestone, referral, step

CONCLUSIONS = ("conclusion_reporter", "conclusion_other")


def told_both(report, user, days=0):
    """Both parties got the conclusion, so many days ago."""
    for kind in CONCLUSIONS:
        actions.record_milestone(report, by=user, kind=kind, happened_on=ago(days))


def investigated(report, user, days=0):
    """A step of an own investigation, so many days ago."""
    return actions.record_step(report, by=user, kind=make.value("handling", INVESTIGATE), done_on=ago(days))


# ── What something recorded rests on ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("kind", ["identity_told", "reporter_heard", "other_heard"])
def test_what_a_later_step_rests_on_is_not_taken_back(vault, channel, kind):
    report = on_the_road(vault)
    actions.record_step(report, by=vault.consulent, kind=make.value("handling", MEDIATE))
    row = report.milestones.get(kind=kind)
    refused = attempt(channel, vault.consulent, report, "withdraw_milestone", milestone=row, why="Oops", withdrawn_on=ago(0))
    assert refused is not None and "art." in refused[1] if channel != "page" else refused is not None
    row.refresh_from_db()
    assert row.withdrawn_on is None


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_agreement_can_always_be_taken_back_and_ends_mediation(vault, channel):
    report = on_the_road(vault)
    actions.record_step(report, by=vault.consulent, kind=make.value("handling", MEDIATE))
    row = report.milestones.get(kind="other_agrees")
    assert attempt(channel, vault.consulent, report, "withdraw_milestone", milestone=row, why="No longer wants to", withdrawn_on=ago(0)) is None
    refused = attempt(channel, vault.consulent, report, "record_step", kind=make.value("handling", MEDIATE), done_on=ago(0))
    assert "art. 11" in refused[1]
    assert attempt(channel, vault.consulent, report, "record_step", kind=make.value("handling", MEDIATE), done_on=ago(2)) is None


def test_an_agreement_is_not_taken_back_from_before_the_mediation_that_rests_on_it(vault):
    report = on_the_road(vault)
    actions.record_step(report, by=vault.consulent, kind=make.value("handling", MEDIATE), done_on=ago(5))
    row = report.milestones.get(kind="other_agrees")
    with pytest.raises(ValidationError, match=r"art\. 11"):
        actions.withdraw_milestone(report, by=vault.consulent, milestone=row, why="Backdated", withdrawn_on=ago(7))


def test_what_was_recorded_by_mistake_never_counted(vault):
    report = on_the_road(vault, milestones={"identity_told": 18})
    actions.withdraw_milestone(report, by=vault.consulent, milestone=report.milestones.get(), why="Another report")
    with pytest.raises(ValidationError, match=r"art\. 5\.3"):
        actions.record_milestone(report, by=vault.consulent, kind="other_heard", happened_on=ago(10))


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("anonymity", ["towards_third_parties", "full"])
@pytest.mark.parametrize(
    "done", [step(INVESTIGATE), step(MEDIATE), referral("reporter"), letter("third_party", "Mina Zonderberg"), milestone("other_heard")]
)
def test_a_report_does_not_become_anonymous_after_what_anonymity_rules_out(vault, channel, anonymity, done):
    milestones = {"identity_told": 18} if done[0] in ("refer_report", "send_letter", "record_milestone") else ROAD
    report = on_the_road(vault, milestones=milestones)
    getattr(actions, done[0])(report, by=vault.consulent, **done[1](vault))
    report.reporter.delete()
    if done[0] == "send_letter":  # who the letter names is known as long as the name is
        make.ReporterFactory(report=report, name="Mina Zonderberg", phone="")
        anonymity = "towards_third_parties"
    report = type(report).objects.get(pk=report.pk)
    refused = attempt(channel, vault.consulent, report, "change_report", anonymity=anonymity)
    assert "art. 5" in refused[1]
    assert report.anonymity == "none"


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_report_may_become_anonymous_before_anything_was_done_and_then_the_road_is_closed(vault, channel):
    report = on_the_road(vault, milestones={"identity_told": 18})
    assert attempt(channel, vault.consulent, report, "change_report", anonymity="towards_third_parties") is None
    assert report.anonymity == "towards_third_parties"
    for kind in ("start_told_reporter", "other_heard", "reporter_agrees"):
        assert "art. 5.4" in attempt(channel, vault.consulent, report, "record_milestone", kind=kind, happened_on=ago(0))[1]


@pytest.mark.parametrize("channel", CHANNELS)
def test_whoever_is_known_by_name_does_not_become_fully_anonymous_and_the_fully_anonymous_get_no_name(vault, channel):
    report = on_the_road(vault, milestones={})
    assert "knows the name" in attempt(channel, vault.consulent, report, "change_report", anonymity="full")[1]
    report.reporter.delete()
    report = type(report).objects.get(pk=report.pk)
    assert attempt(channel, vault.consulent, report, "change_report", anonymity="full") is None
    for told in ({"name": "Mina"}, {"phone": "0592"}, {"email": "mina@example.org"}, {"street": "Here 1"}):
        assert "art. 5" in attempt(channel, vault.consulent, report, "change_reporter", **told)[1]
    assert attempt(channel, vault.consulent, report, "change_reporter", birth_year=1990) is None


@pytest.mark.parametrize("channel", CHANNELS)
def test_another_day_of_receipt_does_not_come_after_what_was_done(vault, channel):
    report = on_the_road(vault)
    for days in (15, -1):
        assert attempt(channel, vault.consulent, report, "change_report", received_on=ago(days)) is not None
    assert report.received_on == ago(20)
    assert attempt(channel, vault.consulent, report, "change_report", received_on=ago(25)) is None
    assert report.received_on == ago(25)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(
    "fields", [{"status": "closed", "closed_on": ago(0), "result": "unknown"}, {"erased_on": ago(0)}, {"number": 99}, {"handler": None}], ids=str
)
def test_a_correction_does_not_close_erase_renumber_or_hand_over(vault, channel, fields):
    report = on_the_road(vault)
    columns = ("status", "closed_on", "result", "erased_on", "number", "handler_id")
    before = [getattr(report, name) for name in columns]
    fields = {name: value for name, value in fields.items() if value is not None or channel != "page"}
    refused = attempt(channel, vault.consulent, report, "change_report", **fields)
    assert refused is not None or channel == "page"  # the form of the page has no such field
    assert [getattr(report, name) for name in columns] == before


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_was_erased_does_not_come_back(vault, channel):
    report = vault.report
    actions.erase_reporter(report, by=vault.lead)
    report = type(report).objects.get(pk=report.pk)
    for name, told in (
        ("change_report", {"description": "Told again"}),
        ("change_reporter", {"name": "Mina"}),
        ("record_report_referral_result", {"referral": report.referrals.get(), "result": "Mina was helped", "result_on": ago(0)}),
    ):
        assert attempt(channel, vault.consulent, report, name, **told) is not None, name
    assert attempt(channel, vault.consulent, report, "change_report", grounds=["age"]) is None
    assert (report.grounds, report.description) == (["age"], "")
    assert not any(getattr(report.reporter, name) for name in report.reporter.telling_fields)


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_was_unlawful_before_may_be_corrected_all_the_same(vault, channel):
    report = on_the_road(vault, milestones={}, consents=())
    make.HandlingStepFactory(report=report, kind=make.value("handling", INVESTIGATE), done_on=ago(3), author=vault.lead)  # as imported
    assert broken(report)
    assert attempt(channel, vault.consulent, report, "change_report", description="More words") is None
    assert report.description == "More words"


# ── Art. 10.6: the conclusion ─────────────────────────────────────────────────────────────────


def close(channel, vault, report, days=0):
    """Close it so many days ago; None when it was closed, else the words of the refusal."""
    refused = attempt(channel, vault.consulent, report, "close_report", result="no_solution", why="Done", on=ago(days))
    assert (report.status == "closed") == (refused is None)
    return refused and refused[1]


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("told", [(), ("conclusion_reporter",), ("conclusion_other",)])
def test_an_investigation_is_not_closed_without_a_conclusion_to_both(vault, channel, told):
    report = on_the_road(vault)
    investigated(report, vault.consulent)
    for kind in told:
        actions.record_milestone(report, by=vault.consulent, kind=kind)
    assert "art. 10.6" in close(channel, vault, report)
    for kind in set(CONCLUSIONS) - set(told):
        actions.record_milestone(report, by=vault.consulent, kind=kind)
    assert close(channel, vault, report) is None


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_conclusion_from_before_the_last_step_of_the_investigation_is_none(vault, channel):
    report = on_the_road(vault)
    told_both(report, vault.consulent, 4)
    investigated(report, vault.consulent, 2)
    assert "art. 10.6" in close(channel, vault, report)


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_investigation_is_not_closed_by_choosing_a_day_before_its_conclusion(vault, channel):
    report = on_the_road(vault)
    investigated(report, vault.consulent, 5)
    told_both(report, vault.consulent, 2)
    for days in (5, 3):
        assert close(channel, vault, report, days)
    assert close(channel, vault, report, 2) is None


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_status_but_closing_closes_a_report(vault, channel):
    report = on_the_road(vault, milestones={})
    for status in ("closed", "reopened"):
        assert attempt(channel, vault.consulent, report, "move_report", status=status) is not None
    assert report.status == "new"


@pytest.mark.parametrize("channel", CHANNELS)
def test_after_reopening_a_new_investigation_has_its_own_conclusion(vault, channel):
    report = on_the_road(vault)
    told_both(report, vault.consulent, 4)
    assert close(channel, vault, report, 3) is None
    assert attempt(channel, vault.consulent, report, "reopen_report", why="New facts") is None
    investigated(report, vault.consulent)
    assert "art. 10.6" in close(channel, vault, report)
    told_both(report, vault.consulent)
    assert close(channel, vault, report) is None
    assert report.milestones.filter(kind="conclusion_other").count() == 2


@pytest.mark.parametrize("channel", CHANNELS)
def test_closing_and_reopening_need_a_text(vault, channel):
    report = on_the_road(vault, milestones={})
    for why in ("", "  "):
        assert attempt(channel, vault.consulent, report, "close_report", result="unknown", why=why, on=ago(0)) is not None
    assert close(channel, vault, report) is None
    for why in ("", "  "):
        assert attempt(channel, vault.consulent, report, "reopen_report", why=why) is not None
    assert report.status == "closed"


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_conclusion_of_a_closed_report_is_not_taken_back(vault, channel):
    report = on_the_road(vault)
    told_both(report, vault.consulent)
    assert close(channel, vault, report) is None
    row = report.milestones.get(kind="conclusion_other")
    assert "art. 10.6" in attempt(channel, vault.consulent, report, "withdraw_milestone", milestone=row, why="Oops", withdrawn_on=ago(0))[1]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_report_is_not_closed_before_the_last_thing_that_was_done(vault, channel):
    report = on_the_road(vault, milestones={})
    actions.record_step(report, by=vault.consulent, kind=make.value("handling", "advice"), done_on=ago(2))
    assert close(channel, vault, report, 3)
    assert close(channel, vault, report, 2) is None
    assert report.closed_on == ago(2)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_closed_report_gets_no_investigation_dated_before_its_closing(vault, channel):
    report = on_the_road(vault)
    assert close(channel, vault, report, 2)  # both were told that an investigation starts
    told_both(report, vault.consulent, 6)
    assert close(channel, vault, report, 5) is None
    for days in (7, 6, 5):
        refused = attempt(channel, vault.consulent, report, "record_step", kind=make.value("handling", INVESTIGATE), done_on=ago(days))
        assert (refused is None) == (days >= 6), days
    assert "art. 10.6" in refused[1]
    assert not broken(report)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_report_closed_without_investigation_is_not_told_to_have_begun_one(vault, channel):
    report = on_the_road(vault, milestones={"identity_told": 18, "start_told_reporter": 17})
    assert close(channel, vault, report, 5) is None
    assert "art. 10.6" in attempt(channel, vault.consulent, report, "record_milestone", kind="start_told_other", happened_on=ago(10))[1]


@pytest.mark.parametrize("channel", CHANNELS)
def test_nothing_is_dated_between_closing_and_reopening(vault, channel, monkeypatch):
    report = on_the_road(vault, milestones={})
    assert close(channel, vault, report, 6) is None
    assert attempt(channel, vault.consulent, report, "reopen_report", why="New facts") is None
    for days, done in ((7, True), (6, True), (5, False), (1, False), (0, True)):
        refused = attempt(channel, vault.consulent, report, "record_step", kind=make.value("handling", "advice"), done_on=ago(days))
        assert (refused is None) == done, days


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_report_is_not_closed_before_a_letter_that_was_sent(vault, channel):
    report = on_the_road(vault, milestones={})
    make.LetterFactory(report=report, template=vault.template, author=vault.consulent, sent_on=ago(2))
    assert close(channel, vault, report, 3)
    assert close(channel, vault, report, 2) is None


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_complaint_begins_on_a_day_that_has_come_and_not_before_the_report(vault, channel):
    report = on_the_road(vault, milestones={})
    for days in (-1, 21):
        assert attempt(channel, vault.consulent, report, "become_complaint", on=ago(days)) is not None
    assert attempt(channel, vault.consulent, report, "become_complaint", on=ago(20)) is None
    assert (report.kind, report.complaint_since) == ("complaint", ago(20))


# ── What the law still asks when the reporter is gone ─────────────────────────────────────────


@pytest.mark.parametrize("channel", CHANNELS)
def test_after_withdrawing_the_other_party_still_gets_its_conclusion_and_nothing_more(vault, channel):
    report = on_the_road(vault)
    investigated(report, vault.consulent, 3)
    actions.withdraw_by_reporter(make.MailboxFactory(report=report))
    name, data = letter("other_party", "What we found.")
    assert attempt(channel, vault.consulent, report, name, **data(vault)) is None
    assert "consent" in attempt(channel, vault.consulent, report, "record_step", kind=make.value("handling", MEDIATE), done_on=ago(0))[1]
    told_both(report, vault.consulent)
    assert "consent" in attempt(channel, vault.consulent, report, name, **data(vault))[1]
    assert close(channel, vault, report) is None


@pytest.mark.parametrize("channel", CHANNELS)
def test_after_erasing_an_investigation_ends_with_a_conclusion_to_the_other_party_alone(vault, channel):
    report = on_the_road(vault)
    investigated(report, vault.consulent, 3)
    actions.erase_reporter(report, by=vault.lead)
    report = type(report).objects.get(pk=report.pk)
    assert "art. 10.6" in close(channel, vault, report)
    said = {"kind": "conclusion_other", "happened_on": ago(0)}
    assert "only counted" in attempt(channel, vault.consulent, report, "record_milestone", **said, note="Mina was right")[1]
    assert attempt(channel, vault.consulent, report, "record_milestone", kind="conclusion_reporter", happened_on=ago(0)) is not None
    assert attempt(channel, vault.consulent, report, "record_milestone", **said) is None
    assert close(channel, vault, report) is None


@pytest.mark.parametrize("channel", CHANNELS)
def test_after_erasing_a_report_of_which_the_other_party_knows_nothing_is_just_closed(vault, channel):
    report = on_the_road(vault, milestones={"identity_told": 18})
    actions.erase_reporter(report, by=vault.lead)
    report = type(report).objects.get(pk=report.pk)
    assert "no conclusion" in attempt(channel, vault.consulent, report, "record_milestone", kind="conclusion_other", happened_on=ago(0))[1]
    assert attempt(channel, vault.consulent, report, "record_first_contact", on=ago(0)) is not None
    assert close(channel, vault, report) is None


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_ground_that_ended_is_not_chosen_any_more_and_a_report_that_has_it_keeps_it(vault, channel):
    own = {"list": "ground", "official": "race", "name_nl": "Naam", "name_de": "Name", "name_en": "Name"}
    ended = actions.add_list_value(vault.meldpunt, by=vault.lead, key="by-name", **own)
    had = on_the_road(vault, milestones={}, grounds=[ended.key])
    other = on_the_road(vault, milestones={}, grounds=["race"])
    ended.valid_to = ago(0)
    ended.save()
    assert attempt(channel, vault.consulent, other, "change_report", grounds=[ended.key]) is not None
    assert attempt(channel, vault.consulent, had, "change_report", grounds=[ended.key, "race"]) is None
    assert (had.grounds, other.grounds) == ([ended.key, "race"], ["race"])
