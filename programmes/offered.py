"""What somebody who configures an edition may choose from by name, also where they may not open it.

A project leader opens no organisation and keeps no instrument; the names of those that the organisation
of the programme keeps are offered, and nothing more of them.
"""

from programmes.models import Instrument, Organisation


def organisations_for(edition):
    """The organisations kept by the organisation of the programme that are not a partner of this edition yet."""
    return Organisation.objects.filter(kept_by=edition.programme.organisation_id).exclude(partnerships__edition=edition)


def instruments_for(edition):
    """The instruments that the organisation of the programme uses, and this edition does not yet."""
    rows = Instrument.objects.filter(kept_by=edition.programme.organisation_id, ended_on__isnull=True)
    return rows.exclude(pk__in=edition.edition_instruments.filter(ended_on__isnull=True).values("instrument"))
