"""The way back in for the last administrator: whoever runs the server takes a lost second factor away."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from partners.domain.factors import reset_factor
from partners.models import User


class Command(BaseCommand):
    help = "Take away the lost second factor of an account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError("There is no account with this address.")
        try:
            reset_factor(user, by=None)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write("The account has no second factor any more.")
