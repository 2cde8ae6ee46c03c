"""Files of reporters: known by their content, drawn anew, and nothing else kept of them; not even their name.

Pictures are decoded and written again, PDFs are drawn page by page into a new PDF of pictures. So places, devices, names,
scripts, attachments and hidden layers stay behind, and a file that is two kinds at once becomes one. The drawing is done by
`redraw` in a process of its own, with limits on memory and time: for each file, and for all files of one request together.
"""

import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from referrals import redraw

MOST_BYTES = 5_000_000  # of a file as it comes in
MOST_BYTES_OUT = 9_000_000  # of the file drawn anew
MOST_FILES = 3
PROGRAM = Path(redraw.__file__)
MOST_SECONDS = 8  # of a processor, for all files of one request; redraw.SECONDS for each
MOST_WALL_SECONDS = 6 * redraw.SECONDS  # by the clock, for one file: it runs behind everything else
# As many at once as do no harm, and no more than one of them for visitors who were let through lately, so that the other is
# free for somebody new. One who is new waits for a turn, and not for long: whoever waits holds one of the few threads that
# answer everybody.
_turns, _again, _waiting = BoundedSemaphore(2), BoundedSemaphore(1), BoundedSemaphore(1)
MOST_WAIT_SECONDS = 5

_WHY = {
    redraw.TOO_LARGE: _("This picture has too many pixels. Make it smaller, or make a photo of it."),
    redraw.TOO_MANY_PAGES: _("This PDF has too many pages. Send at most %(pages)d pages."),
    redraw.LOCKED: _("This PDF is locked with a password. Send it without the password."),
}
OTHER_KIND = _("This is not a photo (JPEG or PNG) or a PDF, or the file is broken. Send a photo, a screenshot or a PDF.")
TOO_MANY_BYTES = _("This file is larger than 5 MB. Send a smaller one.")

TOO_LONG = _("It takes too long to take the hidden data out of this file. Send a photo or a screenshot of it, or send fewer files.")
BUSY = _("It is busy: the files of others come first. Nothing was sent yet. Please try again in a minute.")


class Busy(ValidationError):
    """Others have their files drawn now; nothing is wrong with this one."""


@dataclass(frozen=True)
class Clean:
    """A file that can be kept: its kind (png, jpeg, pdf) and its new content."""

    kind: str
    content: bytes


def kind_of(content: bytes) -> str:
    """What the file is, without decoding it; raises ValidationError when such a file is never taken."""
    if len(content) > MOST_BYTES:
        raise ValidationError(TOO_MANY_BYTES)
    kind = redraw.kind_of(content)
    if not kind:
        raise ValidationError(OTHER_KIND)
    return kind


@dataclass
class Effort:
    """What the files of one request cost: `seconds` of a processor so far. `new`: the visitor was not let through lately."""

    new: bool = True
    seconds: float = 0.0


def clean(content: bytes, effort: Effort | None = None) -> Clean:
    """The file, drawn anew; raises ValidationError with a message for whoever sent it, `Busy` when there is no turn soon."""
    kind, effort = kind_of(content), effort or Effort()
    seconds = min(redraw.SECONDS, int(MOST_SECONDS - effort.seconds))
    if seconds < 1:
        raise ValidationError(TOO_LONG)
    command = [sys.executable, "-I", str(PROGRAM), str(seconds)]
    with _turn(effort.new):
        try:
            done = subprocess.run(  # noqa: S603  our own program, with no argument of a visitor
                command, input=content, capture_output=True, timeout=MOST_WALL_SECONDS, check=False, env={}
            )
        except subprocess.TimeoutExpired:
            effort.seconds += seconds
            raise ValidationError(TOO_LONG) from None
    effort.seconds += _cost(done.stderr, seconds)
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise ValidationError(TOO_LONG)
    if done.returncode != 0:
        raise ValidationError(_WHY.get(done.returncode, OTHER_KIND), params={"pages": redraw.MOST_PAGES})
    if len(done.stdout) > MOST_BYTES_OUT:
        raise ValidationError(TOO_MANY_BYTES)
    return Clean(kind, done.stdout)


def _cost(said: bytes, most: int) -> float:
    """The seconds that the program said it took, in thousandths; all that it had when it was stopped before it could say so."""
    last = b"".join(said.split()[-1:])
    return min(int(last) / 1000, most) if last.isdigit() and len(last) < 9 else most


@contextmanager
def _turn(new):
    if not (new or _again.acquire(blocking=False)):
        raise Busy(BUSY)
    try:
        if not (_turns.acquire(blocking=False) or (new and _waited())):
            raise Busy(BUSY)
        try:
            yield
        finally:
            _turns.release()
    finally:
        if not new:
            _again.release()


def _waited() -> bool:
    if not _waiting.acquire(blocking=False):
        return False
    try:
        return _turns.acquire(timeout=MOST_WAIT_SECONDS)
    finally:
        _waiting.release()
