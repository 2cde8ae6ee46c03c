"""Addresses of the monitor and the figures of the meldpunt itself."""

urlpatterns = []
