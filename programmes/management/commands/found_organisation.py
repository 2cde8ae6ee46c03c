"""The first organisation and its first administrator, in a fresh installation."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from casetrack.accounts import password_link, site_address
from casetrack.models import User
from programmes.actions import found_organisation


class Command(BaseCommand):
    """See docs/install.md."""

    help = "Makes the first organisation with its first administrator, who gets a mail to choose a password."

    def add_arguments(self, parser):
        """The organisation, and who its administrator is."""
        parser.add_argument("--name", required=True, help="name of the organisation")
        parser.add_argument("--email", required=True, help="e-mail address of the administrator")
        parser.add_argument("--first-name", required=True)
        parser.add_argument("--last-name", required=True)
        parser.add_argument("--force", action="store_true", help="also when there are users already")
        parser.add_argument("--print-link", action="store_true", help="print the link to choose a password, for when mail does not work yet")

    def handle(self, *, name, email, first_name, last_name, force, print_link, **options):
        """Refuses when there are users, unless forced; says which field is wrong."""
        if User.objects.exists() and not force:
            raise CommandError("There are users already. Use --force to add an organisation that its own administrator keeps.")
        try:
            member = found_organisation(name=name, email=email, first_name=first_name, last_name=last_name)
        except ValidationError as refusal:
            told = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
            raise CommandError("\n".join(f"{field}: {' '.join(texts)}" for field, texts in told.items())) from None
        self.stdout.write(f"{member.organisation} has been added, with {member.user.email} as its administrator.")
        if print_link:
            self.stdout.write(f"Choose a password here: {password_link(member.user, site_address())}")
        else:
            self.stdout.write("A mail with a link to choose a password is on its way.")
