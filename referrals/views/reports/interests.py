"""Personal interests (Besluit ADV, art. 2.5): whoever knows somebody in a report neither sees nor handles it."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from casetrack.pages import page
from casetrack.paging import keyset
from participants.views.one_form import Way, Words, one_form
from referrals.actions import discrimination as actions
from referrals.models import DiscriminationReport, Meldpunt, OtherParty, PersonalInterest
from referrals.report_forms import EndInterestForm, InterestForm
from referrals.report_lists import visible_parties
from referrals.views.reports.crumbs import leads, of_meldpunt, of_party, of_report


@page(Permission.DECLARE_PERSONAL_INTEREST, of=DiscriminationReport)
def report_interest(request, report):
    """“I know somebody in this report”, or in its other party."""
    party = visible_parties(request.user, [report]).get(report.other_party_id)
    text = _(
        "Do you know somebody in this report? Then you may not handle it (Besluit ADV, art. 2.5). You do not see the report any more after this. "
        "Do you handle it now? Then a colleague has to take over. Only the lead of the meldpunt can undo this."
    )
    return _declare(request, report, of_report(report, (_title(), "")), text, report=report, party=party)


@page(Permission.DECLARE_PERSONAL_INTEREST, of=OtherParty)
def other_party_interest(request, party):
    """“I know this party”: it counts for every report about it."""
    text = _(
        "Do you know this other party? Then you may not handle reports about it (Besluit ADV, art. 2.5). You do not see those reports any more after "
        "this. Do you handle one now? Then a colleague has to take over. Only the lead of the meldpunt can undo this."
    )
    return _declare(request, party, of_party(party, (_title(), "")), text, party=party)


def _title():
    return _("I know somebody here")


def _declare(request, row, crumbs, text, *, report=None, party=None):
    user, meldpunt = request.user, row.meldpunt
    make = partial(InterestForm, meldpunt=meldpunt, leads=leads(user, meldpunt), report=report, party=party, user=user)
    form = make(request.POST) if request.method == "POST" else make()
    if form.is_bound and form.is_valid() and form.run(actions.declare_interest, meldpunt, by=user):
        messages.success(request, _("This has been saved. Whoever knows somebody in a report no longer sees it, from now on."))
        return redirect(row if access.can(user, row.view_permission, row) else meldpunt)
    words = Words(
        _title(),
        "",
        " ".join([text, _("As the lead you can record this for a colleague too.")] if leads(user, meldpunt) else [text]),
        _("Save and stay away from it"),
        warning=True,
    )
    context = {"words": words, "form": form, "about": "", "back": row.get_absolute_url(), "crumbs": crumbs}
    return render(request, "participants/part_form.html", context, status=422 if form.is_bound else 200)


@page(Permission.VIEW_PERSONAL_INTEREST, of=Meldpunt, methods=("GET",))
def personal_interests(request, meldpunt):
    """Who was or is kept from what, newest first; not the reader's own, which would tell which report it is."""
    rows = PersonalInterest.objects.allowed(request.user, Permission.VIEW_PERSONAL_INTEREST).filter(meldpunt=meldpunt)
    with_names = rows.select_related("user", "report__meldpunt", "other_party")
    shown = keyset(with_names, ("-starts_on", "-pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    seen = _seen(request.user, shown.rows)
    for row in shown.rows:
        row.about = seen.get((row.report_id, row.other_party_id))
    context = {"meldpunt": meldpunt, "page": shown, "crumbs": of_meldpunt(meldpunt, (_("Personal interests"), ""))}
    return render(request, "referrals/reports/interests.html", context)


def _seen(user, rows):
    """{(report, party): the row} of what the reader may see: the lead may have an interest of their own in it."""
    reports = DiscriminationReport.objects.allowed(user, Permission.VIEW_DISCRIMINATION_REPORT).select_related("meldpunt")
    parties = OtherParty.objects.allowed(user, Permission.VIEW_OTHER_PARTY)
    found = {(key, None): row for key, row in reports.in_bulk([row.report_id for row in rows if row.report_id]).items()}
    return found | {(None, key): row for key, row in parties.in_bulk([row.other_party_id for row in rows if row.other_party_id]).items()}


@page(Permission.VIEW_PERSONAL_INTEREST, of=PersonalInterest)
def interest_end(request, interest):
    """The interest is over, or was recorded by mistake."""
    meldpunt = interest.meldpunt
    address = reverse("personal_interests", args=[meldpunt.code])
    words = Words(_("End this personal interest"), _("The interest has ended."), _("This colleague sees the report again, from now on."))
    way = Way(of_meldpunt(meldpunt, (_("Personal interests"), address)), address, str(interest.user))
    return one_form(request, words, way, EndInterestForm, actions.end_interest, interest, seen=interest)
