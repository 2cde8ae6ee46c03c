"""Draws an untrusted picture or PDF anew, so that only what is seen is left. A program of its own, run by `referrals.cleaning`.

    redraw.py SECONDS

It reads the file from its standard input and writes the new one to its standard output; when it refuses, its exit code says
why. On its standard error it says how many thousandths of a second of a processor it took. It runs in a process of its own with limits on
memory and time, behind everything else that wants the processor: a file that makes a decoder crash or hang takes nothing of
the site with it. It imports nothing of casetrack.
"""

import io
import os
import resource
import sys
import time
import warnings

import pypdfium2
from PIL import Image, ImageOps

# Exit codes, and what they mean.
UNREADABLE, TOO_LARGE, TOO_MANY_PAGES, LOCKED = 10, 11, 12, 13

MOST_PIXELS = 50_000_000  # a picture of a present-day phone
LONGEST_SIDE = 3000  # pixels of the new picture
MOST_PAGES = 20
PAGE_PIXELS = 2_200_000  # A4 at about 145 dots per inch
MEMORY = 1_500_000_000
SECONDS = 5  # of a processor, for one file; twenty scanned pages take two
NICE = 5  # behind the pages, and still within its time on a busy machine
MAGIC = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"%PDF-": "pdf"}


class Refused(Exception):
    """The file is not taken; `code` is one of the exit codes."""

    def __init__(self, code):
        self.code = code
        super().__init__(code)


def kind_of(content: bytes) -> str:
    """png, jpeg or pdf, by the first bytes; "" for everything else."""
    return next((kind for magic, kind in MAGIC.items() if content.startswith(magic)), "")


def redrawn(content: bytes) -> bytes:
    """The picture or PDF, drawn anew, of the same kind; raises Refused."""
    kind = kind_of(content)
    if not kind:
        raise Refused(UNREADABLE)
    try:
        return _pdf(content) if kind == "pdf" else _picture(content, kind)
    except (OSError, SyntaxError, ValueError, MemoryError, Image.DecompressionBombError, pypdfium2.PdfiumError):
        raise Refused(UNREADABLE) from None


def _picture(content, kind):
    Image.MAX_IMAGE_PIXELS = None  # the number of pixels is asked here, before anything is decoded
    with Image.open(io.BytesIO(content), formats=[kind]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused(TOO_LARGE)
        if kind == "jpeg":
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        seen = upright.convert("RGBA" if kind == "png" and _is_clear(upright) else "RGB")
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _written(seen, kind)


def _is_clear(picture):
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _written(picture, kind):
    """Without anything that stood beside the pixels: position, device, comments, colour profile, thumbnail."""
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    out = io.BytesIO()
    bare.save(out, kind, **({"quality": 85} if kind == "jpeg" else {}))
    return out.getvalue()


def _pdf(content):
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refused(LOCKED if "password" in str(error).lower() else UNREADABLE) from None
    try:
        if len(document) > MOST_PAGES:
            raise Refused(TOO_MANY_PAGES)
        pages = [_page(document[number]) for number in range(len(document))]
    finally:
        document.close()
    if not pages:
        raise Refused(UNREADABLE)
    out = io.BytesIO()
    # No day and no time of making, and no name of a program.
    first, *rest = pages
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=145, quality=75, creationDate=None, modDate=None, producer=None)
    return out.getvalue()


def _page(page):
    width, height = page.get_size()  # points, 72 to the inch
    if width < 1 or height < 1:
        raise Refused(UNREADABLE)
    # The area is kept within bounds, and no side becomes endless: a page of one point by many miles is no page.
    scale = min(145 / 72, (PAGE_PIXELS / (width * height)) ** 0.5, 5000 / max(width, height))
    drawn = page.render(scale=scale, may_draw_forms=True, draw_annots=True).to_pil().convert("RGB")
    page.close()
    return Image.frombytes("RGB", drawn.size, drawn.tobytes())


def main() -> int:
    """Draw standard input anew; the exit code is 0, or says why not."""
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # writes no file
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    try:
        new = redrawn(sys.stdin.buffer.read())
    except Refused as refused:
        return refused.code
    finally:
        sys.stderr.write(f" {time.process_time() * 1000:.0f}")
    sys.stdout.buffer.write(new)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
