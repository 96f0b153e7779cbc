"""Rows that somebody ticked in a list."""

from django.http import HttpRequest

MOST = 500
LONGEST_NUMBER = 18


def ticked(request: HttpRequest) -> set[int]:
    """The numbers of the rows that were ticked, of which an address or a form tells."""
    typed = (request.POST.getlist("pk") or request.GET.getlist("pk"))[:MOST]
    return {int(pk) for pk in typed if pk.isascii() and pk.isdigit() and len(pk) <= LONGEST_NUMBER}
