"""All rows of the database, and all files that people added, in one file."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from partnerships.backups import postgres, sqlite
from partnerships.backups.bundle import pack
from partnerships.backups.faults import BackupError
from partnerships.backups.files import new_file


class Command(BaseCommand):
    help = "Write all rows and added files to a new file, while the site runs. SECRET_KEY is not in it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):
        backend = postgres if connection.vendor == "postgresql" else sqlite
        try:
            with new_file(file) as draft, TemporaryDirectory(dir=file.parent) as folder:
                database = Path(folder) / "database"
                backend.save(connection.settings_dict, database)
                pack(draft, database=database, folder=settings.FILES_DIR)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Saved {file}. Keep SECRET_KEY too, in another place: it is not in the file.")
