"""The story of a comment as a page: who did what when, the newest first, edits as differences."""

from datetime import tzinfo
from html import escape

from desktop import times
from desktop.reading.own_pages import UNDO, difference_html, heading, link, paragraph, words
from moderation.sentences import field_name
from moderation.stories import Step, Story, company
from resources.translation import _, ngettext


def page_html(story: Story, zone: tzinfo) -> str:
    """The whole page; a sentence where nothing has happened."""
    if not story.steps:
        return paragraph(escape(_("Nothing has happened to this comment yet.")), "small")
    steps = [_step(one, zone) for one in reversed(story.steps)]
    return "".join([*steps, _left_out(story)])


def _step(step: Step, zone: tzinfo) -> str:
    what = escape(step.what)
    bold = f"<s>{what}</s>" if step.undone else f"<b>{what}</b>"
    when = escape(times.clock(step.at, zone))
    told = [bold, f'<span class="small">{words(step.desk, 60)} · {when}</span>']
    told += [f'<span class="small">· {escape(part)}</span>' for part in (company(step),) if part]
    if step.reason:
        told.append(f'<span class="small">·</span> {words(step.reason)}')
    if step.undone:
        told.append(f'<span class="small">· {escape(_("taken back"))}</span>')
    elif step.left_alone:
        left = escape(_("{state}, this one left alone").format(state=step.left_alone))
        told.append(f'<span class="small">· {left}</span>')
    if step.undoable:
        told.append(link(UNDO, step.operation, _("Undo this one")))
    return paragraph(" ".join(told), "row") + "".join(
        paragraph(
            f'<span class="small">{escape(_field(name))}</span> {difference_html(pieces)}', "item"
        )
        for name, pieces in step.differences.items()
    )


def _field(name: str) -> str:
    return field_name("comment" if name == "text" else name)


def _left_out(story: Story) -> str:
    if not story.left_out:
        return ""
    told = ngettext("{count} earlier step", "{count} earlier steps", story.left_out)
    return heading(told.format(count=f"{story.left_out:,}"))
