"""Other parties, with the reports about them; and bundles of reports."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.audit import entries_of
from casetrack.pages import page
from casetrack.paging import keyset
from participants.views.one_form import Way, Words, one_form
from referrals.actions import discrimination as actions
from referrals.models import Meldpunt, OtherParty, PersonalInterest
from referrals.report_forms import PARTY_FIELDS, BundleForm, OtherPartyForm, PartySearchForm
from referrals.report_lists import PARTY_ORDER, bundles_with_reports, described, named_parties, parties_with_reports, reports
from referrals.views.reports.crumbs import of_meldpunt, of_party


@page(Permission.VIEW_OTHER_PARTY, of=Meldpunt)
def other_parties(request, meldpunt):
    """Those with the most reports first: two or more are a pattern. A search by name is a POST."""
    form = PartySearchForm(request.POST or None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    found = named_parties(parties_with_reports(request.user, meldpunt), words)
    keys = request.POST if request.method == "POST" else request.GET
    context = {
        "meldpunt": meldpunt,
        "form": form,
        "words": words,
        "page": keyset(found, PARTY_ORDER, after=keys.get("after") or None, before=keys.get("before") or None),
        "crumbs": of_meldpunt(meldpunt, (_("Other parties"), "")),
    }
    return render(request, "referrals/reports/parties.html", context)


@page(Permission.VIEW_OTHER_PARTY, of=OtherParty, methods=("GET",))
def other_party(request, party):
    """What is known of a party, and the reports about it that the reader may see."""
    audit.opened(request, party)
    user = request.user
    about = reports(user).filter(other_party=party).select_related("meldpunt", "handler", "terrain", "residence", "incident")
    shown = keyset(about, ("-received_on", "-pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    described(user, shown.rows)
    kept_away = PersonalInterest.objects.allowed(user, Permission.VIEW_PERSONAL_INTEREST).filter(access.in_force(), other_party=party)
    context = {
        "party": party,
        "page": shown,
        "count": about.count(),
        "entries": entries_of(OtherParty, OtherParty.objects.filter(pk=party.pk), user=user),
        "interests": kept_away.select_related("user").order_by("-starts_on", "-pk"),
        "changes": access.can(user, Permission.CHANGE_OTHER_PARTY, party),
        "declares": access.can(user, Permission.DECLARE_PERSONAL_INTEREST, party),
        "crumbs": of_party(party)[:-1] + [(_("Other party"), "")],
    }
    return render(request, "referrals/reports/party.html", context)


@page(Permission.CHANGE_OTHER_PARTY, of=OtherParty)
def other_party_change(request, party):
    """What is known of a party, for all reports about it."""
    audit.opened(request, party)
    words = Words(
        _("Change the other party"), _("Your changes have been saved."), _("This holds for all reports about this party, those that are closed too.")
    )
    known = {name: getattr(party, name) for name in PARTY_FIELDS}
    way = Way(of_party(party), party.get_absolute_url(), str(party))
    return one_form(request, words, way, OtherPartyForm, actions.change_other_party, party, initial=known, seen=party)


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=Meldpunt, methods=("GET",))
def bundles(request, meldpunt):
    """Bundles of reports about the same, by name."""
    rows = bundles_with_reports(request.user, meldpunt)
    context = {
        "meldpunt": meldpunt,
        "page": keyset(rows, ("name", "pk"), after=request.GET.get("after"), before=request.GET.get("before")),
        "may_make": access.can(request.user, Permission.ADD_DISCRIMINATION_REPORT, meldpunt),
        "crumbs": of_meldpunt(meldpunt, (_("Bundles"), "")),
    }
    return render(request, "referrals/reports/bundles.html", context)


@page(Permission.ADD_DISCRIMINATION_REPORT, of=Meldpunt)
def bundle_make(request, meldpunt):
    """A bundle for reports about the same."""
    address = reverse("bundles", args=[meldpunt.code])
    words = Words(_("Make a bundle"), _("The bundle has been made."), _("Choose the bundle in each report that belongs to it."))
    return one_form(request, words, Way(of_meldpunt(meldpunt, (_("Bundles"), address)), address), BundleForm, actions.make_bundle, meldpunt)
