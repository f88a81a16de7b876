"""Goals and tasks: what a plan is for, told in paragraphs below a label or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.plans import Goal, Subtask, Task
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.layout.grids import Paragraph
from cluster_desk.exchange.layout.reading_order import ListLine, list_line

_GOAL_LABEL = regex(
    r"^(?:основн\w+ |главн\w+ |стратегическ\w+ )?цел[ьи](?: и задачи)?"
    r"(?! данн| мероприяти| конкурс| семинар| заседани| -?это)(?: [\w«»\"-]+){0,8}?\s?(?::|-)\s*"
    r"|^(?:основн\w+ )?цел[ьи]$"
)
_GOAL_SENTENCE = regex(
    r"целью (?:работы|деятельности|программы|плана|кластера|опорной|образовательного|сетевого|развития)\b.{0,160}?"
    r"(?:является|являться|станет|остается|:)\s*:?\s*"
)
_TASK_LABEL = regex(
    r"^(?:основные |приоритетные |главные )?задачи?(?: [\w«»\"-]+){0,8}:$|^(?:основные |приоритетные )?задачи$|"
    r"\b(?:ставим|ставит|ставятся|поставлены|определ\w+|выделя\w+)\b.{0,80}\bзадачи:$|"
    r"(?:следующ\w+|реализаци\w+|решени\w+)\b.{0,80}\bзадач\w*:$|^для (?:достижения|реализации).{0,120}задач\w*:$"
)
_TASK_HEADING = regex(
    r"^(?:(?:основные|приоритетные|главные) задачи|задачи (?:на|работы|деятельности|кластера))\b.{0,80}$"
)
_TASKS_INLINE = regex(r"^(?:основные |приоритетные |главные )?задачи(?: [\w«»\"-]+){0,8}:\s+(?=\S)")
_ENUMERATED = regex(r"(?:^|(?<=[\s;.,]))\(?(\d{1,2})[.)]\s*(?=[^\d\s])")
_PAST = regex(r"\bрешал|\bстали\b|\bбыли\b|выполнен|решен[ыао]\b")
_OTHER_LABEL = regex(r":$")
_LONGEST_SENTENCE = 2000
_LONGEST = 700


def read_stretch(stretch: Sequence[Paragraph], result: ParsedDocument) -> None:
    """Add the goals and tasks that the paragraphs tell."""
    for place, paragraph in enumerate(stretch):
        if len(paragraph.words) > _LONGEST_SENTENCE:
            continue
        folded = _without_number(fold(paragraph.words))
        words = _as_long(paragraph, folded)
        following = stretch[place + 1 :]
        heads_list = bool(following) and bool(list_line(following[0]).mark) and bool(_TASK_HEADING.match(folded))
        if (_labels_tasks(folded) or heads_list) and not _PAST.search(folded):
            result.tasks += _tasks(following)
        elif (inline := _TASKS_INLINE.match(folded)) and words:
            parts = parted(words[inline.end() :])
            result.tasks += [Parsed(Task(text=part), source=paragraph.source) for part in parts]
        elif goals := _goals(paragraph, folded, following):
            result.goals += goals


def begins_aims(folded: str) -> bool:
    """Whether a paragraph is a label of goals or tasks."""
    folded = _without_number(folded)
    return (_labels_tasks(folded) and not _PAST.search(folded)) or bool(_GOAL_LABEL.match(folded))


def _labels_tasks(folded: str) -> bool:
    return "задач" in folded and bool(_TASK_LABEL.search(folded))


_CHAPTER = regex(r"^(?:[ivx]{1,5}|\d{1,2})\s?[.)]\s*(?=(?:\w+ )?(?:цел[ьи]|задач))")


def _without_number(folded: str) -> str:
    """A heading of goals or tasks without the number of its chapter: «II. Цель»."""
    return _CHAPTER.sub("", folded)


def _as_long(paragraph: Paragraph, folded: str) -> str:
    """The words as typed that `folded` stands for; "" where places in one are not those in the other."""
    whole = fold(paragraph.words)
    return paragraph.words[len(whole) - len(folded) :] if len(whole) == len(paragraph.words) else ""


def _goals(paragraph: Paragraph, folded: str, following: Sequence[Paragraph]) -> list[Parsed[Goal]]:
    if list_line(paragraph).mark and not re.match(r"(?:\w+ )?цел", folded):
        return []
    match = _GOAL_LABEL.match(folded) or _GOAL_SENTENCE.search(folded)
    if match is None:
        return []
    # Folding keeps the length of a tidied text, so the place holds in the words as typed.
    inline = _as_long(paragraph, folded)[match.end() :].strip()
    if inline:
        parts = parted(inline) if _ENUMERATED.match(inline) else [inline]
        return [Parsed(Goal(text=part), source=paragraph.source) for part in parts]
    if not folded.endswith(":") and " " in folded:
        return []
    return [Parsed(Goal(text=line.text), source=line.paragraph.source) for line in _listed(following)]


def parted(text: str) -> list[str]:
    """The parts of a list in one paragraph: between "1)", "2)" where they count on, else between semicolons."""
    marks = list(_ENUMERATED.finditer(text))
    counted = [match for count, match in enumerate(marks, 1) if int(match[1]) == count]
    if len(counted) > 1 and counted[0].start() == 0 and len(counted) == len(marks):
        ends = [*(match.start() for match in counted[1:]), len(text)]
        return [tidy(text[match.end() : end]) for match, end in zip(counted, ends, strict=True)]
    return [tidy(part) for part in text.split(";") if part.strip()]


def _listed(following: Sequence[Paragraph]) -> list[ListLine]:
    """The lines of a list: marked ones while they are marked, plain ones up to the next label."""
    lines: list[ListLine] = []
    for paragraph in following:
        line = list_line(paragraph)
        if len(line.text) > _LONGEST or (lines and bool(line.mark) != bool(lines[0].mark)):
            break
        if _OTHER_LABEL.search(line.text) or _TASK_LABEL.search(fold(line.text)):
            break
        if not line.mark and line.text.isupper() and lines:
            break
        lines.append(line)
        if not line.mark and line.text.endswith(".") and _is_last(lines):
            break
    return lines


def _is_last(lines: Sequence[ListLine]) -> bool:
    """A single sentence below "Цель:" is the whole of it: what follows is already something else."""
    return len(lines) == 1


def _tasks(following: Sequence[Paragraph]) -> list[Parsed[Task]]:
    """Numbered lines are tasks, bulleted or deeper ones their sub-tasks; where all are bulleted, all are tasks."""
    tasks: list[Parsed[Task]] = []
    first: ListLine | None = None
    last = 0
    for paragraph in following:
        line = list_line(paragraph)
        if len(line.text) > _LONGEST or _is_heading(line, first):
            break
        if first is None:
            first = line
        depth = _depth(line, first)
        if depth == 0:
            number = _number(line)
            if number is not None and last and number != last + 1:
                break
            last = number or 0
            tasks.append(Parsed(Task(text=tidy(line.text)), source=paragraph.source))
        elif depth > 0:
            tasks[-1].record.subtasks.append(Subtask(text=tidy(line.text)))
            tasks[-1].part_sources.append(paragraph.source)
        else:
            break
    return tasks


def _is_heading(line: ListLine, first: ListLine | None) -> bool:
    if line.mark:
        return False
    return bool(_OTHER_LABEL.search(line.text)) if first is None else bool(first.mark)


def _depth(line: ListLine, first: ListLine) -> int:
    """0 for a task, 1 for a sub-task, -1 for what ends the list."""
    if not first.mark:
        return -1 if line.text.endswith(":") or line.text.isupper() else 0
    if line.is_bullet and first.is_numbered:
        return 1
    if line.paragraph.level > first.paragraph.level or re.fullmatch(r"\d+\.\d+[.)]?", line.mark):
        return 1 if not re.fullmatch(r"\d+\.\d+[.)]?", first.mark) else 0
    if line.is_numbered and first.is_numbered and line.mark[-1] == ")" != first.mark[-1]:
        return 1
    return 0 if line.is_numbered == first.is_numbered else -1


def _number(line: ListLine) -> int | None:
    match = re.fullmatch(r"\(?(\d+)[.)]?", line.mark)
    return int(match[1]) if match else None
