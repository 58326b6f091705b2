"""Domains that hand out addresses for an hour: a list that others keep, carried along as data."""

from functools import cache


def is_disposable(domain: str) -> bool:
    """Whether addresses at this very domain are thrown away after use."""
    return domain in _domains()


@cache
def _domains() -> frozenset[str]:
    # Some thousand names: only who has such a rule pays for them.
    from disposable_email_domains import blocklist

    return frozenset(blocklist)
