"""Where long words may be broken: the words of tables by a list of their own, others between a vowel and a consonant.

Browsers hyphenate by dictionaries that not every device has, and PDFs have none; without points a word is cut anywhere.
"""

import re

from casetrack.fonts import REGULAR, width

# Dutch, then German, then English. No point stands before a letter with a trema: a break there would change the spelling.
_WORDS = """
an-ti-se-mi-tis-me ar-beids-con-tract ar-beids-duur ar-beids-markt amu-se-ment be-drei-ging be-han-de-ling be-je-ge-ning be-klad-ding
be-le-di-ging be-mid-de-ling beïn-vloe-ding bur-ger-lij-ke chro-ni-sche col-lec-tie-ve com-mer-cië-le dienst-ver-le-ning dis-cri-mi-na-tie
dis-cri-mi-na-tie-grond door-ver-wij-zing gen-der-iden-ti-teit ge-meen-te ge-richt-heid ge-slacht ge-zind-heid gods-dienst han-di-cap
huids-kleur huis-ves-ting in-for-ma-tie in-ge-ze-tene klacht-be-han-de-ling le-vens-over-tui-ging maat-schap-pe-lijk meld-punt mel-din-gen
mos-lim-dis-cri-mi-na-tie na-ti-o-na-li-teit om-stre-den on-be-kend on-der-wijs on-der-zoek open-bare ou-der-schap po-li-tie po-li-tie-ke
pri-vé-sfeer pro-ce-du-res pu-bliek pu-blie-ke re-cla-me re-cre-a-tie re-gi-stra-tie sek-su-e-le so-ci-a-le straf-blad ter-rein tij-de-lijk
trans-gen-der uit-slui-ting ver-nie-ling vij-an-di-ge voor-zie-nin-gen vreem-de-lin-gen-dienst wei-ge-ring werk-ge-bied wet-te-lij-ke
woon-plaats zwan-ger-schap

an-ti-se-mi-tis-mus ar-beits-markt ar-beits-ver-trag ar-beits-zeit aus-län-der-be-hör-de be-dro-hung be-fris-te-ter be-hand-lung
be-hin-de-rung bei-stand be-ra-tung dienst-leis-tun-gen ein-kom-men ein-rich-tun-gen el-tern-schaft er-fas-sung fa-mi-li-en-stand
feind-se-li-ge gas-tro-no-mie ge-schlecht ge-schlechts-iden-ti-tät ge-setz-li-che ge-werb-li-che krank-heit mel-de-stel-le men-schen-rech-te
mus-lim-feind-lich-keit nach-bar-schaft öf-fent-li-che öf-fent-li-cher ori-en-tie-rung po-li-ti-sche pri-vat-be-reich ras-sis-ti-sche
sach-be-schä-di-gung schwan-ger-schaft se-xu-el-le staats-an-ge-hö-rig-keit strit-ti-ge über-zeu-gung un-be-fris-te-ter un-be-kannt
un-ter-hal-tung un-ter-su-chung ver-fah-ren ver-mitt-lung wei-ter-ver-wei-sung welt-an-schau-ung zu-schrei-bung zu-tref-fend

ad-ver-tis-ing an-ti-sem-i-tism ap-pli-ca-ble com-mer-cial dis-abil-ity dis-crim-i-na-tion edu-ca-tion en-ter-tain-ment hos-pi-tal-ity
in-for-ma-tion in-ves-ti-ga-tion me-di-a-tion mu-nic-i-pal-ity na-tion-al-ity neigh-bour-hood ori-en-ta-tion po-lit-i-cal pros-e-cu-tion
rec-re-ation reg-is-tra-tion tem-po-rary treat-ment vi-o-lence
"""
_POINTS = {word.replace("-", ""): [len(part) for part in word.split("-")] for word in _WORDS.split()}
_PARTS = re.compile(r"[^\W\d_]+|[\W\d_]+")  # letters, and what stands between them
_VOWEL, _OTHER = "[aeiouyäöüáéèëïó]", "[^\\W\\d_aeiouyäöüáéèëïó]"
_BETWEEN = re.compile(f"(?<={_VOWEL}{_OTHER})(?={_OTHER}{_VOWEL})|(?<={_VOWEL})(?={_OTHER}{_VOWEL})", re.IGNORECASE)
_BREAKS = (" ", "/", "-")
_LEAST = 3  # letters that a word which is not in the list keeps on either side


def syllables(word: str, *, guess=False) -> list[str]:
    """A word of letters alone in the parts between which it may be broken; one part when none is known and none is to be guessed."""
    sizes = _POINTS.get(word.lower())
    if sizes is None:
        cuts = [cut.start() for cut in _BETWEEN.finditer(word) if _LEAST <= cut.start() <= len(word) - _LEAST] if guess else []
        return [word[start:end] for start, end in zip([0, *cuts], [*cuts, len(word)], strict=True)]
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    return [word[end - size : end] for size, end in zip(sizes, ends, strict=True)]


def pieces(text: str, *, guess=False) -> list[str]:
    """`text` in pieces that stay whole: a break may follow each, with a hyphen where the piece ends in a letter."""
    found = [""]
    for part in _PARTS.findall(text):
        if not part[0].isalpha():
            found[-1] += part
            continue
        first, *more = syllables(part, guess=guess)
        if found[-1].endswith(_BREAKS):
            found.append(first)
        else:  # a bracket or a dot belongs to the word after it
            found[-1] += first
        found += more
    return [piece for piece in found if piece]


def broken(text: str, room: float, size: float, name: str = REGULAR) -> list[str]:
    """`text` in lines no wider than `room` points; a word is hyphenated only where it does not fit on a line of its own."""
    lines = [""]
    for part in re.findall(r"[^\s/-]*[/-]|[^\s/-]+|\s+", text):
        if width((lines[-1] + part).strip(), size, name) <= room:
            lines[-1] += part
        elif width(part, size, name) <= room:
            lines.append(part)
        else:
            lines += _hyphenated(part, room, size, name)
    return [line.strip() for line in lines if line.strip()]


def _hyphenated(word, room, size, name):
    first, *more = pieces(word, guess=True)
    lines = [first]
    for piece in more:
        if width(f"{lines[-1]}{piece}-", size, name) <= room or (piece == more[-1] and width(lines[-1] + piece, size, name) <= room):
            lines[-1] += piece
        else:
            lines[-1] += "-" if lines[-1][-1].isalpha() else ""
            lines.append(piece)
    return lines
