"""A search within one queue: the same query, among the comments of one status."""

from dataclasses import replace

from db.queues import Everything, StatusIs
from db.words import Status
from moderation.search.query import Query


def within(query: Query, status: Status | None) -> Query:
    """The query among comments of this status; as it is where it names statuses of its own.

    None means all comments, whatever their status.
    """
    if status is None or query.statuses:
        return query
    if query.criterion == Everything():
        return replace(query, criterion=StatusIs(status))
    # Loaded with the first search; a queue as it stands needs nothing of it.
    from db.criteria import all_of

    return replace(query, criterion=all_of(StatusIs(status), query.criterion))


def statuses_of(query: Query, status: Status | None) -> frozenset[Status]:
    """The statuses that a comment may have to be listed by `within`; all of them if it is empty."""
    return query.statuses or (frozenset({status}) if status is not None else frozenset())
