"""Ready-made setups: complete, right, in three languages, and side by side without a branch in the code."""

import ast
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from casetrack.access import Role
from casetrack.choices import EndReason, EntryFact
from participants.choices import EndReason as EndReasonOfTrajectories
from participants.models import Trajectory
from participants.models.trajectories import ENTRY_FACTS
from programmes import actions, presets
from programmes.choices import Module, Moment, ProgrammeKind
from programmes.instruments import library
from programmes.models import Edition, Instrument
from programmes.models.editions import GUIDE_ROLES
from tests import factories as make

ROOT = Path(__file__).resolve().parents[2]
CODES = ["kansrijk-oost", "kansrijk-west", "kansrijk-zuid", "spil", "job-guidance"]
DATES = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}


def open_with(world, code, by=None, **fields):
    """An edition of the home programme that begins with this preset."""
    with translation.override("nl"):
        edition = actions.open_edition(
            world.programme, by=by or world.administrator, code=f"test-{code}", name=code, preset=code, **{**DATES, **fields}
        )
    return Edition.objects.get(pk=edition.pk)


def names(rows):
    """The names of rows, in order."""
    return [row.name for row in rows.all()]


def test_the_presets_are_offered_in_their_order():
    assert [preset.code for preset in presets.entries()] == CODES
    assert [path.stem for path in sorted(presets.FOLDER.glob("*.yaml"))] == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_preset_names_only_what_exists(code):
    preset = presets.preset(code)
    assert set(preset.modules) <= set(Module.values)
    assert set(preset.entry_facts) <= set(EntryFact.values)
    assert set(preset.end_reasons) <= set(EndReason.values)
    assert {"moved", "deceased", "no_contact", "duplicate"} <= set(preset.end_reasons)
    assert preset.guide_role in GUIDE_ROLES
    assert set(preset.instruments) <= {entry.code for entry in library.entries()}
    assert len({row.moment for row in preset.moments}) == len(preset.moments)


@pytest.mark.parametrize("code", CODES)
def test_every_name_of_a_preset_is_there_in_three_languages_and_short_enough(code):
    preset = presets.preset(code)
    rows = [*preset.phases, *preset.life_areas, *preset.wishes]
    for text in (preset.name, preset.sentence, *rows):
        assert text.nl and text.de and text.en
    assert all(len(getattr(text, language)) <= 100 for text in rows for language in ("nl", "de", "en"))
    for language in ("nl", "de", "en"):
        for part in (preset.phases, preset.life_areas, preset.wishes):
            shown = [getattr(text, language) for text in part]
            assert len(set(shown)) == len(shown)


def test_an_instrument_that_needs_permission_or_reasons_is_in_no_preset():
    chosen = {code for preset in presets.entries() for code in preset.instruments}
    assert not [entry.code for entry in library.entries() if entry.code in chosen and (entry.needs_reason or entry.professionals_only)]


@pytest.mark.parametrize(("code", "days", "role"), [("kansrijk-oost", 14, "buddy"), ("kansrijk-west", 14, "buddy"), ("kansrijk-zuid", 14, "buddy"),
                                                    ("spil", 21, "spil"), ("job-guidance", 30, "coach")])  # fmt: skip
def test_a_preset_says_who_guides_and_after_how_many_days_somebody_is_not_forgotten(world, code, days, role):
    edition = open_with(world, code)
    assert (edition.contact_within_days, edition.guide_role, edition.public_sign_up) == (days, role, code != "job-guidance")


def moments(edition):
    """The moments of an edition as (moment, counted from, days)."""
    return [(row.moment, row.counted_from, row.after_days) for row in edition.moments.order_by("pk")]


def test_the_variants_differ_in_life_areas_clock_and_instruments(world):
    oost, west, zuid, spil = (open_with(world, code) for code in CODES[:4])
    assert names(oost.life_areas) == ["Thuissituatie", "Welzijn", "Financiën", "Opleiding", "Werk"]
    assert names(oost.wishes) == ["Meer contacten", "Blijere kinderen", "Een mooier huis", "Vrijwilligerswerk", "Opleiding", "Betaald werk"]
    assert moments(west) == [("start", "start", 0), ("halfway", "start", 183), ("end", "start", 365), ("follow_up", "end", 183)]
    assert moments(oost) == moments(zuid) == [("start", "start", 0), ("halfway", "start", 183), ("end", "end", 0)]
    assert moments(spil) == [("start", "start", 0), ("halfway", "start", 183), ("end", "start", 365)]
    used = [sorted(row.instrument.code for row in edition.edition_instruments.all()) for edition in (oost, west, zuid, spil)]
    assert used == [["domains-profile", "participatieladder"], ["participatieladder"], ["participatieladder", "talk-web-six"], ["de-jong-gierveld-6"]]
    assert spil.has(Module.NETWORK) and not spil.has(Module.HOUSEHOLDS) and oost.has(Module.BACK_UP)


def test_the_variants_run_side_by_side_and_share_the_instruments_of_the_organisation(world):
    editions = [open_with(world, code) for code in CODES]
    assert Instrument.objects.filter(kept_by=world.home, code="participatieladder").count() == 1
    for edition, role in zip(editions, ("buddy", "buddy", "buddy", "spil", "coach"), strict=True):
        case = make.TrajectoryFactory(edition=edition, started_on=None)
        assert Trajectory.objects.get(pk=case.pk).edition.guide_role == role
    assert [edition.phases.count() for edition in editions] == [7, 7, 7, 6, 6]


def test_changing_one_edition_changes_no_other(world):
    first, second = open_with(world, "kansrijk-oost"), open_with(world, "kansrijk-west")
    actions.change_life_area(first, by=world.leader, life_area=first.life_areas.first(), name="Thuis")
    actions.add_wish(first, by=world.leader, name="Rust")
    assert names(first.life_areas)[0] == "Thuis" and "Rust" in names(first.wishes)
    assert names(second.life_areas)[0] == "Gezin en wonen" and "Rust" not in names(second.wishes)


def test_the_copy_is_in_the_language_of_the_user_else_in_dutch(world):
    for language, expected in (("de", "Situation zu Hause"), ("en", "Situation at home"), ("fr", "Thuissituatie")):
        with translation.override(language):
            edition = actions.open_edition(world.programme, by=world.leader, code=f"in-{language}", name="X", preset="kansrijk-oost", **DATES)
        assert names(edition.life_areas)[0] == expected


def test_what_is_given_goes_before_the_preset(world):
    edition = open_with(world, "kansrijk-oost", contact_within_days=10, phases=["Only one"], public_sign_up=False)
    assert (edition.contact_within_days, names(edition.phases), edition.public_sign_up) == (10, ["Only one"], False)


def test_a_leader_adds_no_instrument_to_the_organisation_but_uses_those_that_are_there(world):
    edition = open_with(world, "kansrijk-oost", by=world.leader)
    assert not edition.edition_instruments.exists()
    assert not Instrument.objects.filter(kept_by=world.home, code="participatieladder").exists()
    actions.add_library_instrument(world.home, by=world.administrator, code="participatieladder")
    later = open_with(world, "kansrijk-west", by=world.leader)
    assert [row.instrument.code for row in later.edition_instruments.all()] == ["participatieladder"]


def test_an_instrument_that_the_organisation_stopped_using_does_not_come_back_with_a_preset(world):
    ladder = actions.add_library_instrument(world.home, by=world.administrator, code="participatieladder")
    actions.end_instrument(ladder, by=world.administrator)
    assert not open_with(world, "kansrijk-west").edition_instruments.exists()


def test_every_row_of_a_preset_has_its_author_and_event_in_the_history(world):
    edition = open_with(world, "spil")
    assert edition.history.get().history_change_reason == "edition_opened"
    for rows, event in ((edition.life_areas, "life_area_added"), (edition.wishes, "wish_added"), (edition.moments, "moment_set"),
                        (edition.edition_instruments, "instrument_chosen")):  # fmt: skip
        row = rows.first().history.get()
        assert (row.history_change_reason, row.history_user) == (event, world.administrator)


def test_an_unknown_preset_is_refused_and_opens_nothing(world):
    with pytest.raises(ValidationError) as refused:
        open_with(world, "kansrijk-noord")
    assert list(refused.value.message_dict) == ["preset"]
    assert not Edition.objects.filter(code="test-kansrijk-noord").exists()


# The page and the command

FORM = {"name": "Second", "code": "home-2", **DATES}


def test_the_page_offers_each_preset_with_a_sentence(world, sign_in):
    client = sign_in(world.leader)
    client.cookies["casetrack_language"] = "nl"
    text = client.get(reverse("open_edition", args=[world.programme.code])).content.decode()
    for preset in presets.entries():
        assert preset.sentence.nl in text


@pytest.mark.parametrize(
    ("kind", "code"), [("job_guidance", "job-guidance"), ("buddy", "kansrijk-oost"), ("neighbourhood", "spil"), ("meldpunt", "")]
)
def test_the_first_edition_of_a_programme_is_proposed_the_preset_for_its_kind(world, sign_in, kind, code):
    make.ProgrammeFactory(organisation=world.home, code="fresh", kind=kind)
    form = sign_in(world.administrator).get(reverse("open_edition", args=["fresh"])).context["form"]
    assert form["preset"].value() == code


def test_a_preset_chosen_on_the_page_brings_its_own_phases_unless_somebody_typed_others(world, sign_in):
    client, url = sign_in(world.leader), reverse("open_edition", args=[world.programme.code])
    client.cookies["casetrack_language"] = "nl"
    proposed = client.get(url).context["form"].initial["phases"]
    client.post(url, {**FORM, "preset": "spil", "phases": proposed})
    client.post(url, {**FORM, "code": "home-3", "preset": "spil", "phases": "Own one\nOwn two"})
    first, second = (Edition.objects.get(code=code) for code in ("home-2", "home-3"))
    assert names(first.phases)[2] == "Huisbezoek" and first.contact_within_days == 21
    assert names(second.phases) == ["Own one", "Own two"] and names(second.life_areas) == names(first.life_areas)


def test_an_edition_without_a_preset_is_as_before(world, sign_in):
    sign_in(world.leader).post(reverse("open_edition", args=[world.programme.code]), {**FORM, "phases": "One"})
    edition = Edition.objects.get(code="home-2")
    assert (edition.modules, edition.guide_role, edition.contact_within_days) == (["selection", "placement"], Role.COACH, 30)
    assert names(edition.phases) == ["One"] and not edition.life_areas.exists()


def test_a_next_edition_begins_as_the_one_before_with_all_of_its_setup(world, sign_in):
    first = open_with(world, "kansrijk-zuid", starts_on="2026-01-01")
    zrm = actions.add_library_instrument(world.home, by=world.administrator, code="zrm-2013")
    actions.choose_instrument(first, by=world.leader, instrument=zrm, reasons={"finances": "Needed"})
    actions.drop_instrument(first, by=world.leader, edition_instrument=first.edition_instruments.get(instrument__code="participatieladder"))
    make.EditionFactory(programme=world.programme, starts_on="2020-01-01", name="Older")
    client, url = sign_in(world.leader), reverse("open_edition", args=[world.programme.code])
    form = client.get(url).context["form"]
    assert (form["preset"].value(), form.newest) == ("before", first)
    client.post(url, {**FORM, "preset": "before", "phases": form.initial["phases"]})
    second = Edition.objects.get(code="home-2")
    assert presets.preset("kansrijk-zuid").columns() == {name: getattr(second, name) for name in presets.preset("kansrijk-zuid").columns()}
    for part in ("phases", "life_areas", "wishes"):
        assert names(getattr(second, part)) == names(getattr(first, part))
    assert moments(second) == moments(first)
    assert {(row.instrument.code, *row.reasons) for row in second.edition_instruments.all()} == {("talk-web-six",), ("zrm-2013", "finances")}


def test_an_edition_of_another_programme_or_two_beginnings_at_once_are_refused(world):
    for wrong in ({"like": world.neighbour.edition}, {"like": world.kansrijk.edition}, {"like": world.edition, "preset": "spil"}):
        with pytest.raises(ValidationError) as refused:
            actions.open_edition(world.programme, by=world.administrator, code="wrong", name="Wrong", **DATES, **wrong)
        assert list(refused.value.message_dict) == ["like"]
    assert not Edition.objects.filter(code="wrong").exists()


def command(world, *more):
    """Open an edition on the command line, as the administrator."""
    call_command(
        "open_edition", "--programme", world.programme.code, "--code", "cli", "--name", "By command", "--start", "2026-01-01", "--end", "2026-12-31",
        "--by", world.administrator.email, *more,
    )  # fmt: skip


def test_the_command_opens_an_edition_with_a_preset_in_the_language_of_the_user(world, capsys):
    world.administrator.language = "de"
    world.administrator.save()
    command(world, "--preset", "kansrijk-zuid")
    edition = Edition.objects.get(code="cli")
    assert names(edition.life_areas)[0] == "Körper und Energie" and edition.contact_within_days == 14


def test_the_command_refuses_a_preset_that_does_not_exist(world):
    with pytest.raises(CommandError, match="kansrijk-noord"):
        command(world, "--preset", "kansrijk-noord")
    assert not Edition.objects.filter(code="cli").exists()


# No branches on the kind of a programme

MAY_NAME_KINDS = {"programmes/choices.py", "programmes/models/editions.py", "programmes/api.py", "programmes/presets.py"}


def kinds_named(tree):
    """Where code names the kinds of programmes, or asks a programme for its kind, as (line, words)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            of = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            if of == "ProgrammeKind" or (node.attr == "kind" and of == "programme"):
                yield node.lineno, f"{of}.{node.attr}"


def test_no_code_branches_on_the_kind_of_a_programme():
    found = []
    for app in ("casetrack", "programmes", "participants", "referrals", "outcomes"):
        for path in sorted((ROOT / app).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            if name not in MAY_NAME_KINDS and "migrations" not in path.parts:
                found += [f"{name}:{line} {words}" for line, words in kinds_named(ast.parse(path.read_text(encoding="utf-8")))]
    templates = [path for app in ("casetrack", "programmes", "participants", "referrals", "outcomes") for path in (ROOT / app).rglob("*.html")]
    found += [str(path) for path in templates if "programme.kind" in path.read_text(encoding="utf-8")]
    assert not found


def test_where_kinds_may_be_named_no_branch_asks_for_one():
    for name in MAY_NAME_KINDS - {"programmes/presets.py"}:
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        asked = [node for node in ast.walk(tree) if isinstance(node, ast.Compare | ast.If | ast.IfExp | ast.Match)]
        assert not [words for node in asked for _line, words in kinds_named(node)]


def test_a_branch_on_the_kind_is_recognised():
    code = "if edition.programme.kind == 'buddy': pass\nx = ProgrammeKind.BUDDY\nprogramme.kind\nsession.kind"
    assert sorted(kinds_named(ast.parse(code))) == [(1, "programme.kind"), (2, "ProgrammeKind.BUDDY"), (3, "programme.kind")]


def test_lists_that_two_apps_share_are_one_list():
    assert EndReasonOfTrajectories is EndReason
    assert tuple(EntryFact.values) == ENTRY_FACTS
    assert {f"{fact}_state" for fact in EntryFact.values} <= {field.name for field in Trajectory._meta.get_fields()}
    assert set(ProgrammeKind.values) >= {preset.suggested_for for preset in presets.entries()} - {""}
    assert {row.moment for preset in presets.entries() for row in preset.moments} == set(Moment.values)
