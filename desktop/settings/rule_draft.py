"""The rules as somebody would have them: what is kept, what is drafted over it, what is to go."""

from collections.abc import Sequence

from db.rows import Rule, RuleId
from db.words import RuleKind
from desktop.settings.rule_rows import RuleRow
from moderation.errors import NewsroomError
from moderation.rule_terms import checked
from resources.translation import _


class RuleDraft:
    """Gathers changes to the rules that are `kept`; of kind and words there is one rule."""

    def __init__(self) -> None:
        self.kept: Sequence[Rule] = ()
        self._drafted: dict[tuple[RuleKind, str], Rule] = {}
        self._going: set[RuleId] = set()

    @property
    def drafted(self) -> Sequence[Rule]:
        """The rules that are to be kept, and are not yet."""
        return list(self._drafted.values())

    @property
    def going(self) -> frozenset[RuleId]:
        """The rules that are to be taken away."""
        return frozenset(self._going)

    @property
    def is_changed(self) -> bool:
        """Whether anything is to be otherwise than it is kept."""
        return bool(self._drafted or self._going)

    def take(self, rules: Sequence[Rule]) -> str:
        """Draft these, each in place of the one about the same; or none, and why, in a sentence."""
        good = []
        for number, rule in enumerate(rules, start=1):
            try:
                good.append(checked(rule))
            except NewsroomError as error:
                said = " ".join(part for part in (error.sentence, error.way_out) if part)
                several = _("Rule {number}: {problem}")
                return several.format(number=number, problem=said) if len(rules) > 1 else said
        known = {(rule.kind, rule.term): rule for rule in self.kept}
        for rule in good:
            self._take_one(rule, known.get((rule.kind, rule.term)))
        return ""

    def turn(self, row: RuleRow) -> None:
        """Have this one go; or, where it is about to go or to come, leave it as it was."""
        if row.new:
            self._drafted.pop((row.rule.kind, row.rule.term), None)
        elif row.going:
            self._going.discard(row.rule.id)
        else:
            self._going.add(row.rule.id)

    def forget(self) -> None:
        """It is all kept, or wanted no more."""
        self._drafted.clear()
        self._going.clear()

    def _take_one(self, rule: Rule, there: Rule | None) -> None:
        if there is not None:
            self._going.discard(there.id)
        if there is not None and _is_alike(there, rule):
            self._drafted.pop((rule.kind, rule.term), None)
        else:
            self._drafted[rule.kind, rule.term] = rule


def _is_alike(one: Rule, other: Rule) -> bool:
    return (one.action, one.number, one.span) == (other.action, other.number, other.span)
