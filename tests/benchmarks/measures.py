"""All that is measured, in groups; each measure beside its raw limit or what it is held to."""

from collections.abc import Callable

from tests.benchmarks.behind import alike_ones, tended
from tests.benchmarks.bench import Bench, Measure
from tests.benchmarks.deciding import decided, kept_safe
from tests.benchmarks.driven import shown
from tests.benchmarks.exports import exported
from tests.benchmarks.reads import listed, opened, read, searched
from tests.benchmarks.rules import ruled


def beside_wordpress(bench: Bench) -> list[Measure]:
    """A connected site beside the site itself; skips where no WordPress is installed."""
    from tests.benchmarks.site import wordpress

    return wordpress(bench)


def beside_a_site(bench: Bench) -> list[Measure]:
    """Deciding in the window in step with a site; skips where no WordPress is installed."""
    from tests.benchmarks.in_step import in_step

    return in_step(bench)


def without_the_line(bench: Bench) -> list[Measure]:
    """5,000 decisions made while a site is away; skips where no WordPress is installed."""
    from tests.benchmarks.offline import offline

    return offline(bench)


# By the names that the command line knows.
GROUPS: dict[str, Callable[[Bench], list[Measure]]] = {
    "open": opened,
    "list": listed,
    "search": searched,
    "read": read,
    "window": shown,
    "decide": decided,
    "safety": kept_safe,
    "export": exported,
    "rules": ruled,
    "wordpress": beside_wordpress,
    "in-step": beside_a_site,
    "offline": without_the_line,
    "alike": alike_ones,
    "tend": tended,
}
