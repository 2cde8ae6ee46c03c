"""API of what is done with a report."""

urlpatterns = []
