"""Addresses of sign-ups and referrals."""

from django.urls import path, re_path

from referrals.views import public, referrals, sign_ups, signals

urlpatterns = [
    path("sign-up/<str:code>/", public.public_sign_up, name="public_sign_up"),
    path("sign-up/<str:code>/thanks/", public.public_sign_up_done, name="public_sign_up_done"),
    re_path(r"^sign-up/(?:[\s\S]+/)?$", public.nothing, name="public_nothing"),
    path("sign-ups/", sign_ups.sign_ups, name="sign_ups"),
    path("sign-ups/<int:pk>/", signals.sign_up_detail, name="sign_up_detail"),
    path("sign-ups/<int:pk>/attempt/", signals.sign_up_attempt, name="sign_up_attempt"),
    path("sign-ups/<int:pk>/told/", signals.sign_up_told, name="sign_up_told"),
    path("sign-ups/<int:pk>/change/", signals.sign_up_change, name="sign_up_change"),
    path("sign-ups/<int:pk>/accept/", signals.sign_up_accept, name="sign_up_accept"),
    path("sign-ups/<int:pk>/close/", signals.sign_up_close, name="sign_up_close"),
    path("sign-ups/<int:pk>/reopen/", signals.sign_up_reopen, name="sign_up_reopen"),
    path("editions/<str:code>/sign-up/", sign_ups.sign_up, name="sign_up"),
    path("editions/<str:code>/signal/", signals.signal_add, name="signal_add"),
    path("trajectories/<int:pk>/referrals/", referrals.trajectory_referrals, name="trajectory_referrals"),
    path("trajectories/<int:pk>/refer/", referrals.referral_add, name="referral_add"),
    path("referrals/<int:pk>/result/", referrals.referral_result, name="referral_result"),
]
