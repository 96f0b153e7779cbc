from django.core.management import call_command
from django.core.management.base import BaseCommand

from partnerships.demo.tables import is_empty, make_tables


class Command(BaseCommand):
    help = "Make the demo's tables and stories; `manage.py demo` calls this and reads the accounts it prints."
    requires_system_checks = []

    def handle(self, **options):
        if is_empty():
            make_tables()
        else:
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_demo")
        call_command("load_demo", accounts=True, stdout=self.stdout)
