"""Instruments: definitions, the library, scores, changes. The loneliness scale is counted a second time, from tables."""

import copy
from collections import Counter
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from programmes.instruments import library
from programmes.instruments.bands import MEANINGS, band, meanings
from programmes.instruments.definition import LANGUAGES, SHAPES, in_language, parse
from programmes.instruments.scoring import SCORINGS, Change, Gap, Scores, change, score

LIBRARY = ("de-jong-gierveld-6", "domains-profile", "ladder", "participatieladder", "talk-web-six", "zrm-2013")


def loaded(code):
    return parse(library.load(code))


def sentences(data):
    """What `parse` has against `data`."""
    with override("en"), pytest.raises(ValidationError) as raised:
        parse(data)
    return raised.value.messages


def changed(code, /, **fields):
    return library.load(code) | fields


def with_row(code, rows, number, /, **fields):
    """The definition of the library with fields of one item or level replaced."""
    data = library.load(code)
    data[rows][number] |= fields
    return data


# ── The loneliness scale, from tables ─────────────────────────────────────────────────────────

# The published rule in words: which answer gives a point, by number of the item; E is emotional, S social.
ROWS = {
    1: ("E", {"Ja": 1, "Min of meer": 1, "Nee": 0}),
    2: ("S", {"Ja": 0, "Min of meer": 1, "Nee": 1}),
    3: ("S", {"Ja": 0, "Min of meer": 1, "Nee": 1}),
    4: ("E", {"Ja": 1, "Min of meer": 1, "Nee": 0}),
    5: ("S", {"Ja": 0, "Min of meer": 1, "Nee": 1}),
    6: ("E", {"Ja": 1, "Min of meer": 1, "Nee": 0}),
}
IN_WORDS = {0: "not", 1: "not", 2: "moderately", 3: "moderately", 4: "moderately", 5: "severely", 6: "severely", None: None}
PART_IN_WORDS = {0: "not", 1: "lonely", 2: "lonely", 3: "lonely", None: None}
CLASSES = {"not_lonely": "not", "moderately_lonely": "moderately", "severely_lonely": "severely", "lonely": "lonely"}


def by_table(words):
    """Total, emotional and social of six answers in words, None for a missing one."""
    cells = [("?" if word is None else ROWS[number][1][word], ROWS[number][0]) for number, word in enumerate(words, 1)]
    column = {part: [cell for cell, of in cells if of == part] for part in "ES"}
    blanks = [cell for cell, _ in cells].count("?")
    return (
        None if blanks in (2, 3, 4, 5, 6) else [cell for cell, _ in cells].count(1),
        None if "?" in column["E"] else column["E"].count(1),
        None if "?" in column["S"] else column["S"].count(1),
    )


def all_patterns():
    """Every pattern of answers to the six items: the words, and the answers as they are stored."""
    instrument = loaded("de-jong-gierveld-6")
    values = {level.name.nl: level.value for level in instrument.levels} | {None: None}
    codes = [item.code for item in instrument.items]
    for words in product(values, repeat=6):
        yield words, dict(zip(codes, [values[word] for word in words], strict=True))


def test_the_loneliness_scale_agrees_with_the_table_for_all_answers_and_all_missing_patterns():
    instrument = loaded("de-jong-gierveld-6")
    seen = 0
    for words, answers in all_patterns():
        values = score(instrument, answers).values
        assert tuple(values[code] for code in ("total", "emotional", "social")) == by_table(words), words
        seen += 1
    assert seen == 4**6


def test_an_answer_left_out_is_the_same_as_an_answer_of_none():
    instrument = loaded("de-jong-gierveld-6")
    for _words, answers in all_patterns():
        there = {code: value for code, value in answers.items() if value is not None}
        assert score(instrument, there) == score(instrument, answers)


def test_the_loneliness_scale_gives_each_total_as_often_as_arithmetic_says():
    """Two of three answers give a point, so k points come in (6 over k) x 2^k of the 729 full patterns."""
    instrument = loaded("de-jong-gierveld-6")
    full, gaps = Counter(), Counter()
    for words, answers in all_patterns():
        values = score(instrument, answers).values
        if None not in words:
            full[values["total"]] += 1
        gaps.update(code for code, value in values.items() if value is None)
    assert full == {0: 1, 1: 12, 2: 60, 3: 160, 4: 240, 5: 192, 6: 64}
    assert gaps == {"total": 4096 - 729 - 6 * 243, "emotional": 37 * 64, "social": 37 * 64}


def test_the_classes_of_the_loneliness_scale_are_those_of_the_manual():
    instrument = loaded("de-jong-gierveld-6")
    for code, words in (("total", IN_WORDS), ("emotional", PART_IN_WORDS), ("social", PART_IN_WORDS)):
        for value, word in words.items():
            found = band(instrument, code, value)
            assert (found and CLASSES[found.code]) == word, (code, value)


def test_the_items_of_the_loneliness_scale_stand_in_the_order_of_the_rule():
    items = loaded("de-jong-gierveld-6").items
    assert ["S" if item.scale == "social" else "E" for item in items] == [part for part, _ in ROWS.values()]
    assert [item.positive for item in items] == [points["Ja"] == 0 for _, points in ROWS.values()]


def test_all_answers_missing_is_not_measurable_and_never_zero():
    for instrument in library.entries():
        assert set(score(instrument, {}).values.values()) == {None}


# ── Ladder, profile, web ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("step", range(1, 7))
def test_the_score_of_a_ladder_is_its_step(step):
    ladder = loaded("participatieladder")
    assert score(ladder, {"step": step}) == Scores("participatieladder", "1", {"step": step})
    assert str(band(ladder, "step", step).label) == ladder.level(step).name.nl


def answers_of(instrument):
    """Any answers on the scale of `instrument`, some None, some left out."""
    on_scale = st.none() | st.integers(instrument.minimum, instrument.maximum)
    return st.dictionaries(st.sampled_from([item.code for item in instrument.items]), on_scale)


@pytest.mark.parametrize("code", ["domains-profile", "zrm-2013", "talk-web-six"])
@given(data=st.data())
def test_a_profile_and_a_web_give_each_answer_back_and_nothing_else(code, data):
    instrument = loaded(code)
    answers = data.draw(answers_of(instrument))
    values = score(instrument, answers).values
    assert list(values) == [item.code for item in instrument.items]  # so no total
    assert all(value == answers.get(item) for item, value in values.items())


@given(data=st.data())
def test_the_change_of_a_web_is_the_difference_where_both_marks_exist(data):
    web = loaded("talk-web-six")
    before, after = data.draw(answers_of(web)), data.draw(answers_of(web))
    found = change(web, score(web, before), score(web, after))
    assert list(found) == [item.code for item in web.items]
    for item, one in found.items():
        if before.get(item) is None or after.get(item) is None:
            assert one == Change(None, Gap.NOT_MEASURABLE)
        else:
            assert (before[item] + one.difference, one.gap) == (after[item], None)


def test_a_web_has_no_classes():
    web = loaded("talk-web-six")
    assert band(web, "body", 7) is None
    assert (web.minimum, web.maximum, web.levels) == (0, 10, ())


def test_a_mark_of_zero_is_a_mark():
    web = loaded("talk-web-six")
    values = score(web, {"body": 0}).values
    assert values["body"] == 0 and values["mind"] is None
    assert change(web, score(web, {"body": 0}), score(web, {"body": 4}))["body"] == Change(4)


@pytest.mark.parametrize("code", LIBRARY)
@pytest.mark.parametrize("wrong", ["below", "above", "3", 2.0, True, [1]])
def test_a_value_outside_the_scale_is_refused_and_named(code, wrong):
    instrument = loaded(code)
    value = {"below": instrument.minimum - 1, "above": instrument.maximum + 1}.get(wrong, wrong) if isinstance(wrong, str) else wrong
    item = instrument.items[-1]
    with override("en"), pytest.raises(ValidationError) as raised:
        score(instrument, {item.code: value})
    expected = f"Expected: a whole number from {instrument.minimum} to {instrument.maximum}, or nothing."
    with override("en"):
        assert raised.value.messages == [f"{item.name}: “{value}” does not fit. {expected}"]


def test_every_wrong_answer_is_told_at_once():
    with override("en"), pytest.raises(ValidationError) as raised:
        score(loaded("domains-profile"), {"money": 6, "work": 5, "home": 0, "housing": 3})
    money, home, housing = raised.value.messages
    assert "Money: “6”" in money and "Situation at home: “0”" in home and "Item: “housing”" in housing
    assert [error.params["path"] for error in raised.value.error_list] == [("money",), ("home",), ("housing",)]


# ── Change ────────────────────────────────────────────────────────────────────────────────────


def test_change_is_counted_within_one_version_only():
    ladder, newer = loaded("participatieladder"), parse(changed("participatieladder", version="2"))
    old, new = score(ladder, {"step": 2}), score(newer, {"step": 4})
    other = Change(None, Gap.OTHER_VERSION)
    assert change(ladder, old, score(ladder, {"step": 4})) == {"step": Change(2)}
    assert change(ladder, score(ladder, {"step": 4}), old) == {"step": Change(-2)}
    assert change(newer, old, new) == change(ladder, old, new) == change(ladder, new, old) == {"step": other}
    assert change(ladder, new, new) == {"step": other}


def test_change_is_never_counted_between_two_instruments_with_the_same_codes():
    ladder, own = loaded("participatieladder"), loaded("ladder")
    assert change(own, score(ladder, {"step": 2}), score(own, {"step": 2})) == {"step": Change(None, Gap.OTHER_VERSION)}


def test_change_says_where_a_score_is_not_measurable():
    scale = loaded("de-jong-gierveld-6")
    lonely = {"emptiness": 1, "fall_back": 3, "trust": 3, "missing_people": 1, "close": 3, "rejected": 1}
    one_missing = lonely | {"close": None, "emptiness": 3}
    found = change(scale, score(scale, lonely), score(scale, one_missing))
    assert found == {"total": Change(-2), "emotional": Change(-1), "social": Change(None, Gap.NOT_MEASURABLE)}


@pytest.mark.parametrize("gap", Gap)
def test_every_reason_for_no_change_has_words(gap):
    assert gap.label


# ── The library ───────────────────────────────────────────────────────────────────────────────


def test_the_library_holds_these_instruments():
    assert tuple(instrument.code for instrument in library.entries()) == LIBRARY


def test_an_instrument_that_is_not_in_the_library_is_not_found():
    with pytest.raises(LookupError):
        library.load("../reference")


def test_what_the_library_gives_may_be_changed_without_changing_the_library():
    library.load("ladder")["items"].clear()
    assert len(library.load("ladder")["items"]) == 1


@pytest.mark.parametrize("code", LIBRARY)
def test_every_instrument_of_the_library_is_written_in_three_languages_and_names_its_source(code):
    instrument = loaded(code)
    texts = [instrument.name, instrument.source]
    texts += [row.name for row in (*instrument.items, *instrument.levels)]
    texts += [level.criteria for level in instrument.levels if level.criteria]
    assert not [text for text in texts for language in LANGUAGES if not getattr(text, language)]


def test_the_matrix_comes_without_criteria_and_only_for_professionals_with_a_reason():
    matrix = loaded("zrm-2013")
    assert (len(matrix.items), len(matrix.levels)) == (11, 5)
    assert not [level for level in matrix.levels if level.criteria]
    assert "criteria:" not in (library.FOLDER / "zrm-2013.yaml").read_text(encoding="utf-8")
    assert matrix.professionals_only and matrix.needs_reason and not matrix.group_only
    assert "GGD Amsterdam" in matrix.source.nl


def test_the_loneliness_scale_gives_results_for_groups_only_and_no_official_wording():
    scale = loaded("de-jong-gierveld-6")
    assert scale.group_only
    assert all("korte omschrijving" in item.name.nl for item in scale.items)
    assert "handleiding" in scale.source.nl


def test_the_participation_ladder_has_criteria_for_each_of_its_six_steps():
    ladder = loaded("participatieladder")
    assert [level.value for level in ladder.levels] == [1, 2, 3, 4, 5, 6]
    assert all(level.criteria for level in ladder.levels)


def test_the_talk_sheet_has_names_of_its_own():
    protected = {"lichaamsfuncties", "mentaal welbevinden", "dagelijks functioneren", "kwaliteit van leven", "meedoen", "zingeving"}
    text = (library.FOLDER / "talk-web-six.yaml").read_text(encoding="utf-8").lower()
    assert not [name for name in (*protected, "positieve gezondheid") if name in text]


def test_only_items_with_a_written_reason_are_asked_where_a_reason_is_needed():
    reasons = {"housing": "The household must leave its home.", "addiction": "  ", "justice": None}
    assert [item.code for item in loaded("zrm-2013").asked(reasons)] == ["housing"]
    assert loaded("zrm-2013").asked({}) == ()
    assert len(loaded("domains-profile").asked({})) == 5


# ── Meaning ───────────────────────────────────────────────────────────────────────────────────


def test_every_way_of_scoring_has_a_shape_a_function_and_a_meaning():
    assert set(SHAPES) == set(SCORINGS) == set(MEANINGS)


@pytest.mark.parametrize("code", LIBRARY)
def test_every_score_has_a_meaning_and_its_classes_cover_the_scale(code):
    instrument = loaded(code)
    assert list(meanings(instrument)) == list(score(instrument, {}).values)
    for name, meaning in meanings(instrument).items():
        assert (meaning.code, bool(str(meaning.name)), bool(str(meaning.explanation))) == (name, True, True)
        covered = [value for band in meaning.bands for value in range(band.minimum, band.maximum + 1)]
        assert covered in ([], list(range(meaning.minimum, meaning.maximum + 1)))


def test_higher_is_worse_on_the_loneliness_scale_only():
    worse = {instrument.code for instrument in library.entries() for meaning in meanings(instrument).values() if not meaning.higher_is_better}
    assert worse == {"de-jong-gierveld-6"}


# ── Definitions ───────────────────────────────────────────────────────────────────────────────


def test_a_name_is_shown_in_the_active_language_and_else_in_dutch():
    name = parse(with_row("ladder", "items", 0, name={"nl": "Trede", "de": "Stufe", "en": ""})).items[0].name
    shown = {}
    for language in ("nl", "de", "de-at", "en", "fr"):
        with override(language):
            shown[language] = str(name)
    assert shown == {"nl": "Trede", "de": "Stufe", "de-at": "Stufe", "en": "Trede", "fr": "Trede"}
    with override(None):
        assert str(name) == "Trede"
    assert in_language(name, "de") == "Stufe"


def test_a_name_may_be_one_text_for_all_languages():
    name = parse(changed("ladder", name="  Onze ladder ")).name
    with override("de"):
        assert str(name) == "Onze ladder"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"code": "My Ladder"}, "Code: “My Ladder” does not fit. Expected: small letters a to z and digits, with - or _ between them, at most 50."),
        ({"version": 1}, "Version: “1” does not fit. Expected: a text of at most 20 characters."),
        ({"version": " "}, "Version: “ ” does not fit. Expected: a text of at most 20 characters."),
        ({"name": None}, "Name: nothing is filled in. Expected: a text of at most 200 characters, or one for each of nl, de and en, at least nl."),
        ({"group_only": "no"}, "Results for groups only: “no” does not fit. Expected: yes or no (true or false)."),
        ({"items": []}, "Items: “0” does not fit. Expected: exactly 1 of them."),
        ({"levels": None}, "Levels: “0” does not fit. Expected: from 2 to 20 of them."),
        ({"maximum": 6}, "Highest mark: “6” does not fit. Expected: 5, as the levels say, or nothing."),
    ],
)
def test_a_wrong_field_is_named_with_its_value_and_what_was_expected(fields, told):
    assert told in sentences(changed("ladder", **fields))


@pytest.mark.parametrize("name", ["", "x" * 201, 5, True, {"de": "Stufe"}, {"nl": "Trede", "fr": "Marche"}, {"nl": "a\0b"}, ["Trede"], {1: "Trede"}])
def test_a_name_is_a_text_or_texts_with_dutch_among_them(name):
    (told,) = sentences(with_row("ladder", "levels", 2, name=name))
    assert told.startswith("Level 3, name: ")


@pytest.mark.parametrize("wrong", [None, "", [], 5, "code: ladder", {}, {"scoring": "sum"}, {"scoring": ["web"]}, {"scoring": "web"}])
def test_what_is_no_definition_is_refused_in_words(wrong):
    assert sentences(wrong)


@pytest.mark.parametrize("value", [2, 5, "4", None, True, 101, -1])
def test_levels_go_up_by_one(value):
    (told,) = sentences(with_row("ladder", "levels", 3, value=value))
    assert told.startswith("Level 4, value: ")


def test_a_lowest_level_without_a_value_is_told_once():
    (told,) = sentences(with_row("ladder", "levels", 0, value=None))
    assert told.startswith("Level 1, value: nothing is filled in.")


def test_levels_may_start_at_zero():
    data = library.load("ladder")
    for number, level in enumerate(data["levels"]):
        level["value"] = number
    ladder = parse(data)
    assert (ladder.minimum, ladder.maximum) == (0, 4)
    assert score(ladder, {"step": 0}).values == {"step": 0}


def test_two_items_cannot_have_the_same_code():
    assert sentences(with_row("domains-profile", "items", 1, code="home")) == [
        "Item 2, code: “home” does not fit. Expected: a code that no other item has."
    ]


def test_a_field_that_does_not_exist_is_refused_rather_than_ignored():
    (told,) = sentences(changed("ladder", groep_only=True))
    assert told.startswith("Groep_only: “True” does not fit. Expected: no such field, only code, version,")


def test_every_problem_is_told_at_once_with_its_place():
    data = copy.deepcopy(with_row("domains-profile", "items", 0, code="A", name=""))
    data["levels"][4]["value"] = 7
    with pytest.raises(ValidationError) as raised:
        parse(data | {"source": ""})
    places = {error.params["path"] for error in raised.value.error_list}
    assert places == {("items", 0, "code"), ("items", 0, "name"), ("levels", 4, "value"), ("source",)}


@pytest.mark.parametrize(
    ("number", "fields", "place"),
    [
        (0, {"scale": "other"}, "Item 1, part of the scale: “other”"),
        (0, {"scale": "social", "positive": True}, "Items: “4” does not fit. Expected: as many social items as emotional ones."),
        (0, {"positive": True}, "Item 1, worded positively: “True” does not fit. Expected: no (false) for an emotional item."),
        (1, {"positive": None}, "Item 2, worded positively: nothing is filled in. Expected: yes (true) for a social item."),
        (1, {"positive": "yes"}, "Item 2, worded positively: “yes”"),
    ],
)
def test_the_loneliness_scale_refuses_items_that_would_turn_its_score_around(number, fields, place):
    (told,) = sentences(with_row("de-jong-gierveld-6", "items", number, **fields))
    assert told.startswith(place)


def test_the_loneliness_scale_keeps_the_values_of_its_three_answers():
    data = library.load("de-jong-gierveld-6")
    for number, level in enumerate(data["levels"]):
        level["value"] = number
    assert sentences(data)[0] == "Level 1, value: “0” does not fit. Expected: 1, as levels go up by one."


@pytest.mark.parametrize("field", ["scale", "positive"])
def test_items_of_another_instrument_have_no_part_of_the_loneliness_scale(field):
    assert len(sentences(with_row("ladder", "items", 0, **{field: True}))) == 1


@pytest.mark.parametrize(("minimum", "maximum"), [(None, 10), (0, None), (5, 5), (6, 5), (-1, 10), (0, 101), ("0", 10), (False, 10)])
def test_a_web_needs_a_lowest_and_a_higher_highest_mark(minimum, maximum):
    assert len(sentences(changed("talk-web-six", minimum=minimum, maximum=maximum))) == 1


def test_a_web_has_no_levels():
    levels = library.load("ladder")["levels"]
    assert "Levels: “5” does not fit. Expected: exactly 0 of them." in sentences(changed("talk-web-six", levels=levels))
