"""Tells the demo's stories into an empty database."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from partners.models import Library
from partnerships.demo.stories import riverton, twin
from partnerships.demo.stories.cast import make_account
from partnerships.demo.stories.people import ACCOUNTS, ADMINISTRATOR, PASSWORD


class Command(BaseCommand):
    help = "Load the demo's stories if the database is empty."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--accounts", action="store_true", help="only print who can sign in")

    def handle(self, *, accounts: bool = False, **options):
        if settings.PROFILE not in {"demo", "test"}:
            raise CommandError("The demo is for a database of its own: run manage.py demo.")
        if accounts:
            for account in ACCOUNTS:
                self.stdout.write(f"{account.name}, {account.what}\t{account.email}\t{PASSWORD}")
            return
        if Library.objects.exists():
            return
        with transaction.atomic():
            administrator = make_account(ADMINISTRATOR, is_administrator=True)
            now = timezone.now()
            riverton.tell(now=now, administrator=administrator)
            twin.tell(now=now, administrator=administrator)
