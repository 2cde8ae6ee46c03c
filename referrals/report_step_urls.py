"""Addresses of what is done with a report, letters, and the setup of a meldpunt."""

from django.urls import path

from referrals.views import meldpunt_setup, report_letters, report_steps

urlpatterns = [
    path("reports-of-discrimination/<int:pk>/handling/", report_steps.report_steps_part, name="report_steps_part"),
    path("reports-of-discrimination/<int:pk>/consents/new/", report_steps.report_consent_add, name="report_consent_add"),
    path("reports-of-discrimination/<int:pk>/steps/new/", report_steps.report_step_add, name="report_step_add"),
    path("reports-of-discrimination/<int:pk>/milestones/new/", report_steps.report_milestone_add, name="report_milestone_add"),
    path("reports-of-discrimination/<int:pk>/refer/", report_steps.report_refer, name="report_refer"),
    path("reports-of-discrimination/<int:pk>/letters/new/", report_letters.report_letter_choose, name="report_letter_choose"),
    path("reports-of-discrimination/<int:pk>/letters/new/<int:template>/", report_letters.report_letter_add, name="report_letter_add"),
    path("report-consents/<int:pk>/withdraw/", report_steps.report_consent_withdraw, name="report_consent_withdraw"),
    path("report-milestones/<int:pk>/withdraw/", report_steps.report_milestone_withdraw, name="report_milestone_withdraw"),
    path("report-referrals/<int:pk>/result/", report_steps.report_referral_result, name="report_referral_result"),
    path("letters/<int:pk>/", report_letters.report_letter, name="report_letter"),
    path("letters/<int:pk>/pdf/", report_letters.report_letter_pdf, name="report_letter_pdf"),
    path("programmes/<str:code>/meldpunt/new/", meldpunt_setup.meldpunt_open, name="meldpunt_open"),
    path("meldpunten/<str:code>/setup/", meldpunt_setup.meldpunt_setup, name="meldpunt_setup"),
    path("meldpunten/<str:code>/change/", meldpunt_setup.meldpunt_change, name="meldpunt_change"),
    path("meldpunten/<str:code>/area/new/", meldpunt_setup.area_join, name="area_join"),
    path("meldpunten/<str:code>/values/new/", meldpunt_setup.list_value_add, name="list_value_add"),
    path("meldpunten/<str:code>/letters/", meldpunt_setup.letter_templates, name="letter_templates"),
    path("meldpunten/<str:code>/letters/new/", meldpunt_setup.letter_template_add, name="letter_template_add"),
    path("meldpunten/<str:code>/letters/ready/", meldpunt_setup.letter_templates_ready, name="letter_templates_ready"),
    path("meldpunt-municipalities/<int:pk>/leave/", meldpunt_setup.area_leave, name="area_leave"),
    path("list-values/<int:pk>/end/", meldpunt_setup.list_value_end, name="list_value_end"),
    path("letter-templates/<int:pk>/change/", meldpunt_setup.letter_template_change, name="letter_template_change"),
    path("letter-templates/<int:pk>/end/", meldpunt_setup.letter_template_end, name="letter_template_end"),
]
