"""The rows of a backup instead of those of the database; no mail leaves before it is released."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from partners.domain.condition import missing_migrations
from partnerships.backups import postgres, sqlite
from partnerships.backups.bundle import bring_files, unpacked
from partnerships.backups.faults import BackupError
from partnerships.backups.files import POSTGRES, SQLITE, kind_of


class Command(BaseCommand):
    help = "Replace everything in the database by a backup. Mail is held until manage.py release_mail."
    # The database may be empty.
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--no-input", action="store_false", dest="interactive", help="do not ask")

    def handle(self, *, file: Path, interactive: bool, **options):
        name = connection.settings_dict["NAME"]
        expected = POSTGRES if connection.vendor == "postgresql" else SQLITE
        try:
            with unpacked(file) as (database, bundle):
                if (kind := kind_of(database)) != expected:
                    raise BackupError(f"{file} is a backup of {kind}, and this installation uses {expected}.")
                if interactive and input(f"Everything in {name} will be replaced. Type yes: ") != "yes":
                    raise BackupError("Nothing was restored.")
                connection.close()
                # First the files: no row may point to one that is not there yet.
                bring_files(bundle, settings.FILES_DIR)
                (postgres if expected == POSTGRES else sqlite).load(connection.settings_dict, database)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored {file}. Everybody signs in again, and all mail is held.")
        if missing_migrations():
            self.stdout.write("The backup is older than this version: run manage.py migrate.")
        self.stdout.write("Look at the site, then run manage.py release_mail.")
