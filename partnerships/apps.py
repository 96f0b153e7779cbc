from django.apps import AppConfig
from django.conf import settings

from partnerships import celery


class PartnershipsConfig(AppConfig):
    """Composes the apps; nothing imports it."""

    name = "partnerships"

    def ready(self) -> None:
        # Importing the Celery app binds every shared task to it.
        celery.app.set_default()
        if not settings.REDIS_URL:
            for folder in (settings.QUEUE_DIR, settings.QUEUE_DIR / "control"):
                folder.mkdir(parents=True, exist_ok=True)
