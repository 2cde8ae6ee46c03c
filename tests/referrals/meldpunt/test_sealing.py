"""The code of a receipt and what it opens: its arithmetic, what it forgives, and that the database alone opens nothing."""

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals import sealing

SAMPLE = 20_000


@pytest.fixture(scope="module")
def codes():
    return [sealing.new_code() for _ in range(SAMPLE)]


def test_a_code_holds_130_bits_and_a_check_symbol(codes):
    assert len(sealing.SYMBOLS) == len(set(sealing.SYMBOLS)) == 32
    assert not set("ILOU") & set(sealing.SYMBOLS)
    assert sealing.RANDOM_SYMBOLS * 5 == 130
    assert {len(code) for code in codes} == {27}


def test_no_code_comes_twice_and_every_symbol_comes_equally_often_at_every_place(codes):
    assert len(set(codes)) == SAMPLE
    expected = SAMPLE / 32
    for place in range(sealing.LENGTH):
        counts = Counter(code[place] for code in codes)
        chi_square = sum((counts[symbol] - expected) ** 2 / expected for symbol in sealing.SYMBOLS)
        assert chi_square < 85, place  # 31 degrees of freedom: one run in fifty thousand goes over it


def test_neighbouring_places_do_not_depend_on_each_other(codes):
    pairs = Counter(code[at : at + 2] for code in codes for at in range(0, 26, 2))
    expected = SAMPLE * 13 / 1024
    chi_square = sum((pairs[a + b] - expected) ** 2 / expected for a in sealing.SYMBOLS for b in sealing.SYMBOLS)
    assert chi_square < 1023 + 5 * (2 * 1023) ** 0.5


def test_every_single_wrong_symbol_is_noticed(codes):
    for code in codes[:20]:
        for place in range(sealing.LENGTH):
            for symbol in set(sealing.SYMBOLS) - {code[place]}:
                assert sealing.read_code(code[:place] + symbol + code[place + 1 :]) == ""


def test_every_two_symbols_that_changed_places_are_noticed(codes):
    for code in codes[:50]:
        for one, other in combinations(range(sealing.LENGTH), 2):
            if code[one] != code[other]:
                swapped = list(code)
                swapped[one], swapped[other] = swapped[other], swapped[one]
                assert sealing.read_code("".join(swapped)) == ""


def test_a_symbol_too_few_or_too_many_is_noticed(codes):
    for code in codes[:50]:
        assert sealing.read_code(code[1:]) == sealing.read_code(code + "0") == sealing.read_code(code + code) == ""


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: sealing.grouped(code),
        lambda code: f"  {sealing.grouped(code).replace('-', ' – ')}\n",
        lambda code: code.replace("1", "l").replace("0", "o"),
        lambda code: code.replace("1", "I").replace("0", "O"),
        lambda code: " ".join(code),
        lambda code: "".join(chr(ord(symbol) + 0xFEE0) for symbol in code),  # the wide letters of some keyboards
    ],
)
def test_a_code_is_read_however_it_is_typed(codes, typed):
    for code in codes[:200]:
        assert sealing.read_code(typed(code)) == code


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    assert sealing.read_code(text) in ("", sealing.read_code(sealing.read_code(text)))


def test_what_is_sealed_is_opened_by_its_own_side_only():
    code, other = sealing.new_code(), sealing.new_code()
    for_reporter = sealing.seal_for_reporter(b"words", sealing.public_key_of(code))
    for_meldpunt = sealing.seal_for_meldpunt(b"words", "mdd")
    assert sealing.open_as_reporter(for_reporter, code) == sealing.open_as_meldpunt(for_meldpunt, "mdd") == b"words"
    for wrong in (
        lambda: sealing.open_as_reporter(for_reporter, other),
        lambda: sealing.open_as_reporter(for_meldpunt, code),
        lambda: sealing.open_as_meldpunt(for_reporter, "mdd"),
        lambda: sealing.open_as_meldpunt(for_meldpunt, "away"),
        lambda: sealing.open_as_reporter(for_reporter[:-1], code),
        lambda: sealing.open_as_reporter(bytes([for_reporter[0] ^ 1]) + for_reporter[1:], code),
        lambda: sealing.open_as_reporter(b"", code),
    ):
        with pytest.raises(sealing.Unopened):
            wrong()


def test_the_same_words_are_never_sealed_alike():
    key = sealing.public_key_of(sealing.new_code())
    assert sealing.seal_for_reporter(b"words", key) != sealing.seal_for_reporter(b"words", key)


def test_without_the_key_of_the_meldpunt_the_database_opens_nothing(settings):
    code = sealing.new_code()
    kept = sealing.lookup(code), sealing.public_key_of(code), sealing.seal_for_meldpunt(b"words", "mdd")
    settings.MELDPUNT_KEY, settings.MELDPUNT_KEY_FALLBACKS = "another key of somebody who has the database", []
    assert sealing.lookup(code) != kept[0]
    with pytest.raises(sealing.Unopened):
        sealing.open_as_meldpunt(kept[2], "mdd")
    # The public key and the hash open nothing either: they are no keys.
    for guess in (kept[0], kept[1]):
        with pytest.raises(sealing.Unopened):
            sealing.open_as_reporter(sealing.seal_for_reporter(b"words", kept[1]), guess.hex())


def test_after_a_change_of_the_key_old_mailboxes_still_open(settings):
    code = sealing.new_code()
    old, sealed = sealing.lookup(code), sealing.seal_for_meldpunt(b"words", "mdd")
    settings.MELDPUNT_KEY, settings.MELDPUNT_KEY_FALLBACKS = "a new key, which is long enough as well", [settings.MELDPUNT_KEY]
    assert sealing.lookup(code) != old
    assert old in sealing.lookups(code)
    assert sealing.open_as_meldpunt(sealed, "mdd") == b"words"


@given(st.text(st.characters(codec="utf-8"), max_size=2000))
def test_a_text_comes_back_as_it_was_and_its_length_is_told_roughly(text):
    assert sealing.unpadded(sealing.padded(text)) == text
    assert len(sealing.padded(text)) % sealing.BLOCK == 0


def test_short_texts_have_the_same_sealed_size():
    key = sealing.public_key_of(sealing.new_code())
    sizes = {len(sealing.seal_for_reporter(sealing.padded("x" * random.randrange(500)), key)) for _ in range(50)}
    assert len(sizes) == 1
