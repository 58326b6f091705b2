"""The orders in which a queue can be listed, and what each is called."""

from db.queues import Order
from resources.translation import _

__all__ = ["Order", "order_name"]


def order_name(order: Order | None) -> str:
    """The order in a word or two; None is the usual one, the newest first."""
    return {
        Order.NEWEST: _("Newest first"),
        Order.OLDEST: _("Oldest first"),
        Order.ARTICLE: _("By article"),
        Order.AUTHOR: _("By author"),
        Order.RISK: _("Riskiest first"),
        Order.TEACH: _("What teaches most"),
        Order.MIXED: _("Mixed"),
    }.get(order or Order.NEWEST, str(order))
