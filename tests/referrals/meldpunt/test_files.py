"""Files of reporters: known by their content, drawn anew, and nothing hidden comes along."""

import io
import resource
import struct
import subprocess
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from PIL import Image, ImageDraw
from PIL.TiffImagePlugin import IFDRational
from reportlab.pdfgen.canvas import Canvas

from referrals import cleaning, limits, redraw, report_public_forms
from referrals.models import DiscriminationReport, MailboxFile
from tests.referrals.meldpunt.visitor import Visitor, later, photo, sent

SECRET = b"Secret of Mina Huurder"


def picture(kind="JPEG", **options):
    """A picture with its left half red and its right half blue."""
    image = Image.new("RGB", (80, 40), (255, 0, 0))
    ImageDraw.Draw(image).rectangle((40, 0, 80, 40), fill=(0, 0, 255))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def with_place(orientation=1):
    """A photo that tells where, when, with which device and by whom it was made, and how it was held."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B], exif[0x0132] = orientation, SECRET.decode(), SECRET.decode(), "2026:03:04 05:06:07"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (IFDRational(52), IFDRational(59), IFDRational(40))
    place[3], place[4] = "E", (IFDRational(6), IFDRational(33), IFDRational(50))
    return picture(exif=exif.tobytes(), comment=SECRET)


def pdf(pages=1, draw=None, **options):
    """A PDF with the letter A on each page."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0, **options)
    canvas.setAuthor(SECRET.decode())
    canvas.setTitle(SECRET.decode())
    for _ in range(pages):
        canvas.setFont("Helvetica", 200)
        canvas.drawString(200, 400, "A")
        if draw:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def png(width, height, rows=b""):
    """The bytes of a PNG that says it is so large."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def refused(content):
    with pytest.raises(ValidationError) as refusal:
        cleaning.clean(content)
    return refusal.value.messages[0]


def test_a_photo_keeps_its_picture_and_loses_place_time_device_and_name():
    dirty = with_place()
    assert SECRET in dirty and b"Exif" in dirty
    clean = cleaning.clean(dirty)
    assert (clean.kind, SECRET in clean.content, b"Exif" in clean.content) == ("jpeg", False, False)
    with Image.open(io.BytesIO(clean.content)) as image:
        assert (image.size, dict(image.getexif()), image.info.get("comment")) == ((80, 40), {}, None)
        assert image.getpixel((10, 20))[0] > 200 and image.getpixel((70, 20))[2] > 200


def test_a_photo_that_was_held_on_its_side_stands_upright():
    clean = cleaning.clean(with_place(orientation=6))
    with Image.open(io.BytesIO(clean.content)) as image:
        assert image.size == (40, 80)
        assert image.getpixel((20, 10))[0] > 200 and image.getpixel((20, 70))[2] > 200


def test_a_screenshot_loses_its_notes_and_keeps_what_is_see_through():
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Author", SECRET.decode())
    notes.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    out = io.BytesIO()
    Image.new("RGBA", (30, 20), (0, 128, 0, 100)).save(out, "PNG", pnginfo=notes, icc_profile=SECRET * 20)
    clean = cleaning.clean(out.getvalue())
    assert clean.kind == "png" and SECRET not in clean.content and b"iCCP" not in clean.content and b"tEXt" not in clean.content
    with Image.open(io.BytesIO(clean.content)) as image:
        assert (image.size, image.getpixel((5, 5))) == ((30, 20), (0, 128, 0, 100))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16", "CMYK"])
def test_pictures_of_every_kind_of_colour_are_taken(mode):
    out = io.BytesIO()
    Image.new(mode, (20, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert cleaning.clean(out.getvalue()).content


@pytest.mark.parametrize("tail", [b"PK\x03\x04 an archive", b"<script>alert(1)</script>", b"%PDF-1.7 another file", SECRET])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_hangs_behind_a_picture_stays_behind(kind, tail):
    assert tail not in cleaning.clean(picture(kind) + tail).content


def test_a_very_large_photo_becomes_smaller():
    out = io.BytesIO()
    Image.new("RGB", (8000, 6000), (10, 20, 30)).save(out, "JPEG")
    with Image.open(io.BytesIO(cleaning.clean(out.getvalue()).content)) as image:
        assert max(image.size) == redraw.LONGEST_SIDE


def test_a_pdf_becomes_pictures_of_its_pages_and_loses_everything_else():
    def draw(canvas):
        canvas.linkURL("http://spy.example/" + SECRET.decode(), (0, 0, 100, 100))

    dirty = pdf(pages=2, draw=draw)
    script = b"<< /S /JavaScript /JS (app.alert\\('" + SECRET + b"'\\)) >>"
    dirty = dirty.replace(b"/Type /Catalog", b"/OpenAction " + script + b" /Type /Catalog", 1)
    assert SECRET in dirty and b"JavaScript" in dirty
    clean = cleaning.clean(dirty)
    for hidden in (SECRET, b"JavaScript", b"OpenAction", b"/URI", b"/Author", b"CreationDate", b"ModDate", b"EmbeddedFile", b"/Font"):
        assert hidden not in clean.content, hidden
    document = pypdfium2.PdfDocument(clean.content)
    try:
        assert len(document) == 2
        drawn = document[0].render(scale=0.5).to_pil().convert("L")
        assert 50 < sum(1 for value in drawn.tobytes() if value < 100) < 10_000  # the letter is there
    finally:
        document.close()


def test_an_attachment_of_a_pdf_does_not_come_along():
    document = pypdfium2.PdfDocument(pdf())
    attached = document.new_attachment("secret.txt")
    attached.set_data(SECRET * 10)
    out = io.BytesIO()
    document.save(out)
    document.close()
    assert b"EmbeddedFile" in out.getvalue()
    clean = cleaning.clean(out.getvalue()).content
    assert b"EmbeddedFile" not in clean and SECRET not in clean and b"secret.txt" not in clean


def test_twenty_pages_are_taken_and_no_more():
    assert cleaning.clean(pdf(pages=redraw.MOST_PAGES)).kind == "pdf"
    assert str(redraw.MOST_PAGES) in refused(pdf(pages=redraw.MOST_PAGES + 1))


def test_a_pdf_with_a_password_is_refused_with_that_word():
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert refused(pdf(encrypt=StandardEncryption("open sesame"))) == cleaning._WHY[redraw.LOCKED]


@pytest.mark.parametrize("size", [(100_000, 100_000), (30_000, 30_000), (1, 60_000_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(size):
    assert refused(png(*size, rows=b"\0" * 1_000_000)) in (cleaning._WHY[redraw.TOO_LARGE], cleaning.OTHER_KIND)


def test_a_page_of_metres_is_drawn_within_bounds():
    clean = cleaning.clean(pdf(pagesize=(14_000, 14_000)))
    document = pypdfium2.PdfDocument(clean.content)
    try:
        width, height = document[0].get_size()
    finally:
        document.close()
    assert width * 145 / 72 * height * 145 / 72 < redraw.PAGE_PIXELS * 1.01


@pytest.mark.parametrize(
    "content",
    [
        b"", b"hello", b"MZ\x90\0program", b"PK\x03\x04archive", b"GIF89a" + b"\0" * 50, b"RIFF\0\0\0\0WEBPVP8 ", b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>alert(1)</script>", b"\xff\xd8\xff\xe0 broken", b"\x89PNG\r\n\x1a\n broken", b"%PDF-1.7 broken", b"GIF89a%PDF-1.7",
        b"\0\0\0\x18ftypheic", b"  %PDF-1.7",
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_a_clear_message(content):
    assert refused(content) == cleaning.OTHER_KIND


def test_a_truncated_picture_is_refused():
    assert refused(picture()[:-200][:300]) == cleaning.OTHER_KIND


def test_a_file_larger_than_five_megabytes_is_refused():
    assert refused(photo() + b"\0" * cleaning.MOST_BYTES) == cleaning.TOO_MANY_BYTES


def test_the_program_that_draws_writes_no_file_and_says_only_what_it_cost(tmp_path):
    command = [sys.executable, "-I", str(cleaning.PROGRAM), "5"]
    done = subprocess.run(command, input=b"%PDF-1.7 broken", capture_output=True, cwd=tmp_path, env={}, check=False)
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (redraw.UNREADABLE, b"", [])
    assert done.stderr.strip().isdigit()  # thousandths of a second


# Through the page


@pytest.fixture
def visitor(vault):
    return Visitor(vault.meldpunt)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([b"hello"], "File 1"),
        ([photo(), b"hello"], "File 2"),
        ([photo()] * 4, "at most 3"),
        ([photo() + b"\0" * 6_000_000], "5 MB"),
        ([photo()] * 40, "at most 3"),
    ],
)
def test_a_wrong_file_is_named_by_its_number_and_nothing_is_sent(visitor, files, said):
    visitor.client.cookies["casetrack_language"] = "en"
    visitor.up_to_last()
    before = DiscriminationReport.objects.count()
    with later(10):
        visitor.send("send", files=[sent(content) for content in files])
        assert (visitor.status, visitor.step) == (422, "last")
        assert said in visitor.page.select_one(".error-summary").text
        assert "Mina" not in visitor.page.text
        assert DiscriminationReport.objects.count() == before
    with later(30):
        visitor.send("send", files=[sent(photo())])
    assert visitor.code


def test_a_file_lies_nowhere_on_the_disk_of_the_server(visitor, monkeypatch, tmp_path):
    import tempfile

    def refuse(*args, **kwargs):
        raise AssertionError("a file was written")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    visitor.report([with_place()])
    assert MailboxFile.objects.filter(message__mailbox__report=DiscriminationReport.objects.order_by("pk").last()).count() == 1


# Drawing costs much, and comes last


@pytest.fixture
def drawn(monkeypatch):
    """What was given to be drawn."""
    seen = []
    monkeypatch.setattr(report_public_forms, "clean", lambda content, effort: seen.append(content) or cleaning.Clean("jpeg", content))
    return seen


def test_files_are_drawn_only_when_the_report_is_sent(visitor, drawn):
    visitor.up_to_last()
    with later(10):
        for to in ("next", "back", "what", "last", "nonsense"):
            visitor.send(to, step="last", files=[sent(photo())])
            visitor.send("last")
        assert (visitor.step, drawn) == ("last", [])
        visitor.send("send", files=[sent(photo())])
    assert visitor.code and len(drawn) == 1


def test_files_beside_a_wrong_answer_are_not_drawn(visitor, drawn):
    visitor.up_to_last()
    with later(10):
        for wrong in ({"year": "1000000000000"}, {"website": "x"}, {"opened": "x"}, {"files": [sent(photo()), sent(b"MZ")]}):
            visitor.send("send", **{"files": [sent(photo())], **wrong})
            assert visitor.status == 422
    assert drawn == []


def test_files_of_whoever_must_wait_are_not_drawn(visitor, drawn, monkeypatch):
    monkeypatch.setattr(limits.REPORTS, "own", (0, 3600))
    visitor.up_to_last()
    with later(10):
        visitor.send("send", files=[sent(photo())])
    assert (visitor.status, drawn) == (429, [])


def test_replies_with_files_have_a_limit_that_locks_nobody_out_and_words_have_none(visitor, drawn, monkeypatch):
    code = visitor.report()
    mailbox = DiscriminationReport.objects.order_by("pk").last().mailbox
    monkeypatch.setattr(limits.REPLIES_WITH_FILES, "own", (1, 3600))
    assert visitor.mailbox(code, "reply", text="One", files=[sent(photo())]).status == 200
    visitor.mailbox(code, "reply", text="Two", files=[sent(photo())])
    assert (visitor.status, len(drawn), mailbox.messages.count()) == (429, 1, 1)
    assert visitor.page.select_one("textarea[name=text]").text.strip() == "Two"
    ticket = visitor.page.select_one("input[name=ticket]")["value"]
    assert visitor.mailbox(code, "reply", text="Only words").status == 200
    with later(limits.WAIT_SECONDS + 2):
        assert visitor.mailbox(code, "reply", text="Two", files=[sent(photo())], ticket=ticket).status == 200
    assert (len(drawn), mailbox.messages.count()) == (2, 3)


# A file that is made to cost much


def bomb(levels=4, times=10):
    """A PDF of some kilobytes: a form that draws another ten times, that draws another ten times, and so on; at the end 2,000 lines."""
    lines = b"q 0.5 g 0 0 m " + b" ".join(b"%d %d l" % (at * 37 % 595, at * 91 % 842) for at in range(2000)) + b" f* Q"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"

    def stream(content, more=b""):
        return b"<<%b/Length %d>>stream\n%b\nendstream" % (more, len(content), content)

    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>", stream(b"/X Do"),
    ]  # fmt: skip
    objects += [stream(b"/X Do " * times, form + b"/Resources<</XObject<</X %d 0 R>>>>" % (5 + level)) for level in range(1, levels)]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate([*objects, stream(lines, form)], start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(out))


def processor():
    """Seconds of a processor that ended children took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_file_that_costs_too_much_is_stopped_after_five_seconds_and_says_why():
    assert len(bomb()) < 30_000 and cleaning.clean(bomb(levels=1)).kind == "pdf"
    effort, before = cleaning.Effort(), processor()
    with pytest.raises(ValidationError, match=str(cleaning.TOO_LONG)):
        cleaning.clean(bomb(), effort)
    assert processor() - before < redraw.SECONDS + 1
    assert effort.seconds == redraw.SECONDS == 5


def test_all_files_of_one_request_cost_no_more_than_eight_seconds(monkeypatch):
    asked = []

    def run(command, **options):
        asked.append(int(command[-1]))
        return subprocess.CompletedProcess(command, 0, b"new", b"a decoder said: 12\n 3900")

    monkeypatch.setattr(cleaning.subprocess, "run", run)
    effort = cleaning.Effort()
    for _ in range(2):
        assert cleaning.clean(photo(), effort).content == b"new"
    with pytest.raises(ValidationError, match=str(cleaning.TOO_LONG)):
        cleaning.clean(photo(), effort)
    assert asked == [5, 4] and effort.seconds == pytest.approx(7.8) and cleaning.MOST_SECONDS == 8


@pytest.mark.parametrize(("said", "cost"), [(b" 1250", 1.25), (b"", 5), (b"nan", 5), (b"-3", 5), (b"9" * 5000, 5), (b"6000", 5), ("²".encode(), 5)])
def test_a_decoder_cannot_make_a_file_seem_cheaper_than_nothing_or_dearer_than_all(said, cost):
    assert cleaning._cost(said, 5) == cost


def test_after_a_file_that_is_refused_no_other_is_drawn_and_what_it_cost_counts_for_the_visitor(visitor, monkeypatch):
    drawn = []

    def refuse(content, effort):
        drawn.append(content)
        effort.seconds += 5
        raise ValidationError(cleaning.TOO_LONG)

    monkeypatch.setattr(report_public_forms, "clean", refuse)
    code = visitor.report()
    limits.REPORTS.forget()
    visitor.up_to_last()
    with later(10):
        visitor.send("send", files=[sent(photo()) for _ in range(3)])
        assert (visitor.status, visitor.step, len(drawn)) == (422, "last", 1)
        visitor.send("send", files=[sent(photo())])
        assert (visitor.status, len(drawn)) == (422, 2)
        visitor.send("send", files=[sent(photo())])
        assert (visitor.status, len(drawn)) == (429, 2)  # two tries, and ten seconds
        for _ in range(3):
            visitor.mailbox(code, "reply", text="x", files=[sent(photo()), sent(photo())])
    assert (visitor.status, len(drawn)) == (429, 4)


def test_one_turn_is_kept_for_whoever_was_not_let_through_lately(monkeypatch):
    monkeypatch.setattr(cleaning, "_turns", BoundedSemaphore(2))
    monkeypatch.setattr(cleaning, "_again", BoundedSemaphore(1))
    with cleaning._turn(False):
        with pytest.raises(cleaning.Busy):
            cleaning.clean(photo(), cleaning.Effort(new=False))
        assert cleaning.clean(photo(), cleaning.Effort(new=True)).kind == "jpeg"
    assert cleaning.clean(photo(), cleaning.Effort(new=False)).kind == "jpeg"


def test_the_page_says_who_is_new(visitor, monkeypatch):
    seen = []
    monkeypatch.setattr(report_public_forms, "clean", lambda content, effort: seen.append(effort.new) or cleaning.Clean("jpeg", content))
    code = visitor.report([photo()])
    visitor.report([photo()])
    for _ in range(2):
        visitor.mailbox(code, "reply", text=str(len(seen)), files=[sent(photo())])
    assert seen == [True, False, True, False]


def test_the_program_that_draws_lets_everything_else_go_first():
    source = f"import os, runpy; os.nice = print; import sys; sys.argv = ['x', '5']; runpy.run_path({str(cleaning.PROGRAM)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", source], input=photo(), capture_output=True, check=False)
    assert done.stdout.startswith(str(redraw.NICE).encode()) and redraw.NICE > 0


def test_without_a_code_no_file_is_drawn(visitor, drawn):
    assert visitor.mailbox("wrong", "reply", text="One", files=[sent(photo())]).status == 422
    assert drawn == []


def test_a_file_that_finds_no_turn_says_so_and_can_be_sent_again(visitor, monkeypatch):
    monkeypatch.setattr(cleaning, "MOST_WAIT_SECONDS", 0.05)
    monkeypatch.setattr(cleaning, "_turns", BoundedSemaphore(2))
    visitor.up_to_last()
    for _ in range(2):
        cleaning._turns.acquire()
    with later(10):
        visitor.send("send", files=[sent(photo()), sent(photo())])
        assert (visitor.status, visitor.step) == (422, "last")
        with translation.override("nl"):
            assert visitor.page.select_one("main").get_text(" ").count(str(cleaning.BUSY)) >= 1
        cleaning._turns.release()
        visitor.send("send", files=[sent(photo())])
    assert visitor.code


def test_one_more_waits_for_a_turn_and_the_next_is_told_at_once(monkeypatch):
    """So drawing holds at most three of the four threads that answer everybody."""
    monkeypatch.setattr(cleaning, "MOST_WAIT_SECONDS", 30)
    monkeypatch.setattr(cleaning, "_turns", BoundedSemaphore(2))
    monkeypatch.setattr(cleaning, "_waiting", BoundedSemaphore(1))
    for _ in range(2):
        cleaning._turns.acquire()
    with ThreadPoolExecutor(1) as other:
        waits = other.submit(cleaning.clean, photo())
        while cleaning._waiting.acquire(blocking=False):
            cleaning._waiting.release()
            time.sleep(0.01)
        with pytest.raises(cleaning.Busy):
            cleaning.clean(photo())
        cleaning._turns.release()
        assert waits.result().kind == "jpeg"
    assert cleaning._turns.acquire(blocking=False) and cleaning._waiting.acquire(blocking=False)
