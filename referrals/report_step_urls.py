"""Addresses of what is done with a report, letters, and the setup of a meldpunt."""

urlpatterns = []
