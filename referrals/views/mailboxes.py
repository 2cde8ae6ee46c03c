"""The mailbox of a reporter: opened with the code, which travels in what is posted and nowhere else."""

from functools import partial, wraps

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from referrals import limits, sealing
from referrals.actions import discrimination as actions
from referrals.models import Mailbox, MailboxFile
from referrals.report_public_forms import ReplyForm
from referrals.visitors import for_reporters, forget_here

TYPES = {"png": "image/png", "jpeg": "image/jpeg", "pdf": "application/pdf"}
CARRIED = ("code", "text", "do", "no_bsn", "sure", "file")


def with_code(view):
    """The view gets the code and its mailbox. Whatever opens none (wrong, unknown, expired, erased) gets one and the same answer.

    The code is looked up first, the same work for every code.
    """

    @for_reporters
    @wraps(view)
    def run(request):
        if request.method != "POST" or ("language" in request.POST and not request.POST.get("code")):
            return render(request, "referrals/mailbox_enter.html", {"wrong": False})
        code, mailbox = actions.find_mailbox(request.POST.get("code", ""))
        if mailbox is None:
            return _wrong(request)
        try:
            return view(request, code, mailbox)
        except Mailbox.DoesNotExist:  # erased at this very moment
            return _wrong(request)

    return run


def _wrong(request):
    """The code opens nothing. The same words whatever the reason, and nothing of what was typed.

    Only this counts as a guess: whoever has a code that opens never waits, whatever others do.
    """
    ticket = request.POST.get("ticket", "")
    if not limits.MAILBOX.admits(limits.address_of(request), ticket):
        carried = [(name, request.POST[name]) for name in CARRIED if name in request.POST]
        context = {"carried": carried, "ticket": limits.MAILBOX.ticket(ticket), "seconds": limits.WAIT_SECONDS}
        return render(request, "referrals/mailbox_wait.html", context, status=429)
    return render(request, "referrals/mailbox_enter.html", {"wrong": True}, status=422)


@with_code
def mailbox(request, code, mailbox):
    """Read the answers, and write."""
    return _mailbox(request, code, mailbox)


def _mailbox(request, code, mailbox, form=None, said="", ticket=""):
    messages = actions.read_as_reporter(mailbox, code)
    actions.read_by_reporter(mailbox)
    context = {
        "meldpunt": mailbox.report.meldpunt,
        "mailbox": mailbox,
        "code": sealing.grouped(code),
        "letters": messages,
        "form": form or ReplyForm(),
        "said": said,
        "ticket": ticket,
        "seconds": limits.WAIT_SECONDS,
    }
    return render(request, "referrals/mailbox.html", context, status=429 if ticket else 422 if form else 200)


@with_code
def mailbox_reply(request, code, mailbox):
    """Write to the meldpunt, with files if need be."""
    if "language" in request.POST:
        return _mailbox(request, code, mailbox)
    form = ReplyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _mailbox(request, code, mailbox, form)
    if form.cleaned_data["files"]:
        limiter, address, ticket = limits.REPLIES_WITH_FILES, limits.address_of(request), request.POST.get("ticket", "")
        new = limiter.is_new(address)
        if not limiter.admits(address, ticket):
            return _mailbox(request, code, mailbox, form, ticket=limiter.ticket(ticket))
        form.draw(new, partial(limiter.charge, address))
    if form.errors or not form.send(mailbox):
        return _mailbox(request, code, mailbox, form)
    return _mailbox(request, code, mailbox, said=_("Your message was sent."))


@with_code
def mailbox_file(request, code, mailbox):
    """One of the files of this mailbox, to keep."""
    key = request.POST.get("file", "")
    file = MailboxFile.objects.filter(message__mailbox=mailbox, pk=key).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    if file is None:
        raise Http404
    return as_attachment(file, sealing.open_as_reporter(file.for_reporter, code))


def as_attachment(file, content):
    """A file that a browser keeps and never shows as a page of this site."""
    return HttpResponse(
        content,
        content_type=TYPES[file.kind],
        headers={
            "Content-Disposition": f'attachment; filename="file-{file.pk}.{file.kind}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


@with_code
def mailbox_withdraw(request, code, mailbox):
    """Withdraw the report, after asking once more."""
    if request.POST.get("sure") and "language" not in request.POST:
        mailbox = actions.withdraw_by_reporter(mailbox)
        return _mailbox(request, code, mailbox, said=_("Your report was withdrawn."))
    return render(request, "referrals/mailbox_sure.html", {"code": sealing.grouped(code), "what": "withdraw", "mailbox": mailbox})


@with_code
def mailbox_erase(request, code, mailbox):
    """Erase everything that was told, after asking once more."""
    if request.POST.get("sure") and "language" not in request.POST:
        actions.erase_everything(mailbox)
        return forget_here(render(request, "referrals/mailbox_left.html", {"erased": True}))
    return render(request, "referrals/mailbox_sure.html", {"code": sealing.grouped(code), "what": "erase", "mailbox": mailbox})


@for_reporters
def mailbox_left(request):
    """The mailbox was closed: the browser throws away what it kept of it."""
    return forget_here(render(request, "referrals/mailbox_left.html", {"erased": False}))
