"""Addresses of reports of discrimination: the work of the meldpunt."""

urlpatterns = []
