"""API of figures of the meldpunt."""

urlpatterns = []
