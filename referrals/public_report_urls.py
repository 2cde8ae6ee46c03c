"""Addresses of reporting without signing in, the mailbox of a reporter, and the side of the staff of that mailbox."""

from django.urls import path, re_path

from referrals.views import mailboxes, public_reports, report_mailbox

urlpatterns = [
    # Before the codes of meldpunten: none is called mailbox.
    path("report/mailbox/", mailboxes.mailbox, name="mailbox"),
    path("report/mailbox/reply/", mailboxes.mailbox_reply, name="mailbox_reply"),
    path("report/mailbox/file/", mailboxes.mailbox_file, name="mailbox_file"),
    path("report/mailbox/withdraw/", mailboxes.mailbox_withdraw, name="mailbox_withdraw"),
    path("report/mailbox/erase/", mailboxes.mailbox_erase, name="mailbox_erase"),
    path("report/mailbox/left/", mailboxes.mailbox_left, name="mailbox_left"),
    path("report/<str:code>/", public_reports.public_report, name="public_report"),
    # Whatever else somebody types behind report/. Only with a slash at the end: without one Django adds it, and finds the form.
    re_path(r"^report/(?:[\s\S]+/)?$", public_reports.nothing, name="report_nothing"),
    path("reports-of-discrimination/<int:pk>/mailbox/", report_mailbox.report_mailbox, name="report_mailbox"),
    path("reports-of-discrimination/<int:pk>/mailbox/part/", report_mailbox.report_mailbox_part, name="report_mailbox_part"),
    path("reports-of-discrimination/<int:pk>/mailbox/read/", report_mailbox.report_mailbox_read, name="report_mailbox_read"),
    path("reports-of-discrimination/<int:pk>/mailbox/files/<int:file>/", report_mailbox.report_mailbox_file, name="report_mailbox_file"),
]
