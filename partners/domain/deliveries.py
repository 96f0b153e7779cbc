from partners.models import Delivery


def queue_delivery(kind: str, **fields) -> Delivery: ...
