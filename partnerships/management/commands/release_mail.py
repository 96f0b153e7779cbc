"""Lets mail leave again after a restore."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from partners.domain.holds import is_mail_held, release_mail


class Command(BaseCommand):
    help = "Let mail leave that a restore has held. Reminders that would come too late are marked as missed."

    def add_arguments(self, parser):
        parser.add_argument(
            "--drop-waiting",
            action="store_true",
            help="send nothing that is due by now: the backup is older than mails that have left since",
        )

    def handle(self, *, drop_waiting: bool, **options):
        if not is_mail_held():
            self.stdout.write("No mail is held.")
            return
        released = release_mail(by=None, now=timezone.now(), drops_waiting=drop_waiting)
        self.stdout.write(
            f"Mail leaves again. Reminders missed: {released.missed}. Mails dropped: {released.dropped}."
        )
