"""Reporting discrimination without signing in, up to the receipt."""

from functools import partial

import segno
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from referrals import limits, sealing
from referrals.actions.discrimination import takes_reports
from referrals.models import Meldpunt
from referrals.report_public_forms import ORDER, STEPS, Answers
from referrals.visitors import for_reporters


def _meldpunt(code):
    """The meldpunt, when everybody can report there; else there is no such page."""
    meldpunt = Meldpunt.objects.filter(code=code).first() if "\0" not in code else None
    if meldpunt is None or not takes_reports(meldpunt):
        raise Http404
    return meldpunt


@for_reporters
def public_report(request, code):
    """One page of the form: which one, and what was typed on the others, is in what was sent."""
    meldpunt = _meldpunt(code)
    if request.method != "POST":
        return _page(request, Answers(meldpunt), ORDER[0])
    answers = Answers(meldpunt, request.POST, request.FILES)
    step = request.POST.get("step", "")
    step = step if step in STEPS else ORDER[0]
    to = "" if "language" in request.POST else request.POST.get("to", "next")
    if to == "send":
        return _sent(request, answers)
    if to == "next":
        form = answers.form(step, checked=True)
        if not form.is_valid():
            return _page(request, answers, step, form)
        step = ORDER[-1] if request.POST.get("returns") else ORDER[min(ORDER.index(step) + 1, len(ORDER) - 1)]
    elif to == "back":
        step = ORDER[max(ORDER.index(step) - 1, 0)]
    elif to in STEPS:
        return _page(request, answers, to, returns=True)
    return _page(request, answers, step, returns=not to and bool(request.POST.get("returns")))


@for_reporters
def nothing(request):
    """An address that leads nowhere."""
    raise Http404


def _sent(request, answers):
    pages = answers.checked()
    for form in pages:
        if not form.is_valid():
            return _page(request, answers, form.step, form)
    limiter, address, ticket = limits.REPORTS, limits.address_of(request), request.POST.get("ticket", "")
    new = limiter.is_new(address)
    if not limiter.admits(address, ticket):
        return _page(request, answers, ORDER[-1], status=429, ticket=limiter.ticket(ticket))
    drawn = pages[-1].draw(new, partial(limiter.charge, address))
    received = answers.receive(pages) if drawn else None
    if received is None:
        return _page(request, answers, ORDER[-1], pages[-1])
    report, code = received
    return render(request, "referrals/report_sent.html", _receipt(request, report, code))


def _page(request, answers, step, form=None, *, returns=False, status=None, ticket=""):
    """The page of a step; with `form` one that holds faults, with `ticket` one that asks to wait."""
    wrong = form is not None
    form = form or answers.form(step)
    at = ORDER.index(step)
    context = {
        "meldpunt": answers.meldpunt,
        "form": form,
        "step": step,
        "number": at + 1,
        "steps": [{"label": STEPS[name].title, "done": n < at, "current": n == at, "date": None} for n, name in enumerate(ORDER)],
        "carried": answers.carried(form),
        "returns": returns or (wrong and bool(request.POST.get("returns"))),
        "look": answers.look() if step == ORDER[-1] else [],
        "ticket": ticket,
        "seconds": limits.WAIT_SECONDS,
    }
    template = "referrals/report_last.html" if step == ORDER[-1] else "referrals/report_step.html"
    return render(request, template, context, status=status or (422 if wrong else 200))


def _receipt(request, report, code):
    """What the last page shows: the code once, in groups and as a picture; without one, that it was shown before."""
    groups = sealing.groups(code)
    return {
        "meldpunt": report.meldpunt,
        "day": timezone.localdate(),
        "rows": [groups[at : at + 3] for at in range(0, len(groups), 3)],
        "picture": _qr(sealing.grouped(code)) if code else "",
        "mailbox": request.build_absolute_uri(reverse("mailbox")),
    }


def _qr(text):
    """The code as a picture for a telephone: the letters alone, no address, so that it comes into no history of visits."""
    svg = segno.make(text, error="m").svg_inline(scale=4, border=3, light="#fff", omitsize=True)
    return mark_safe(svg)  # noqa: S308  made of a code of ours
