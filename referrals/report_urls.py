"""Addresses of reports of discrimination: the work of the meldpunt."""

from django.urls import path

from referrals.views.reports import detail, doing, interests, listing, parties, writing

urlpatterns = [
    path("meldpunten/", listing.choose_meldpunt, name="meldpunten"),
    path("meldpunten/<str:code>/reports/", listing.discrimination_reports, name="discrimination_reports"),
    path("meldpunten/<str:code>/reports/new/", writing.discrimination_report_add, name="discrimination_report_add"),
    path("meldpunten/<str:code>/reports/draft/", writing.report_draft, name="report_draft"),
    path("meldpunten/<str:code>/reports/draft/drop/", writing.report_draft_drop, name="report_draft_drop"),
    path("meldpunten/<str:code>/searches/", listing.report_searches, name="report_searches"),
    path("meldpunten/<str:code>/searches/save/", listing.report_search_save, name="report_search_save"),
    path("meldpunten/<str:code>/parties/", parties.other_parties, name="other_parties"),
    path("meldpunten/<str:code>/bundles/", parties.bundles, name="bundles"),
    path("meldpunten/<str:code>/bundles/make/", parties.bundle_make, name="bundle_make"),
    path("meldpunten/<str:code>/interests/", interests.personal_interests, name="personal_interests"),
    path("report-searches/<int:pk>/", listing.report_search, name="report_search"),
    path("report-searches/<int:pk>/change/", listing.report_search_change, name="report_search_change"),
    path("report-searches/<int:pk>/remove/", listing.report_search_remove, name="report_search_remove"),
    path("reports-of-discrimination/<int:pk>/", detail.discrimination_report, name="discrimination_report"),
    path("reports-of-discrimination/<int:pk>/history/", detail.discrimination_report_history, name="discrimination_report_history"),
    path("reports-of-discrimination/<int:pk>/change/", writing.report_change, name="report_change"),
    path("reports-of-discrimination/<int:pk>/take/", doing.report_take, name="report_take"),
    path("reports-of-discrimination/<int:pk>/assign/", doing.report_assign, name="report_assign"),
    path("reports-of-discrimination/<int:pk>/first-contact/", doing.report_first_contact, name="report_first_contact"),
    path("reports-of-discrimination/<int:pk>/status/", doing.report_move, name="report_move"),
    path("reports-of-discrimination/<int:pk>/close/", doing.report_close, name="report_close"),
    path("reports-of-discrimination/<int:pk>/reopen/", doing.report_reopen, name="report_reopen"),
    path("reports-of-discrimination/<int:pk>/complaint/", doing.report_complaint, name="report_complaint"),
    path("reports-of-discrimination/<int:pk>/reporter/", doing.reporter_change, name="reporter_change"),
    path("reports-of-discrimination/<int:pk>/erase/", doing.reporter_erase, name="reporter_erase"),
    path("reports-of-discrimination/<int:pk>/interest/", interests.report_interest, name="report_interest"),
    path("other-parties/<int:pk>/", parties.other_party, name="other_party"),
    path("other-parties/<int:pk>/change/", parties.other_party_change, name="other_party_change"),
    path("other-parties/<int:pk>/interest/", interests.other_party_interest, name="other_party_interest"),
    path("personal-interests/<int:pk>/end/", interests.interest_end, name="interest_end"),
]
