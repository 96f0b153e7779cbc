"""Is the whole of it alive? For load balancers, and for the demo's launcher."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partners.models import TickLease


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether the database answers, and the age in seconds of each tick's last run."""
    now = timezone.now()
    try:
        ticks = {
            tick.name: round((now - tick.last_run_at).total_seconds())
            for tick in TickLease.objects.exclude(last_run_at=None)
        }
    except DatabaseError:
        connection.close()
        return JsonResponse({"ok": False}, status=503)
    answer = {"ok": True, "ticks": ticks}
    if settings.IS_DEMO:
        answer["token"] = settings.DEMO_TOKEN
    return JsonResponse(answer)
