"""The answer to a caller's question of the log (справка): the figure, the events behind it, what the log does not tell.

Asked about a person, it confirms in what they took part (справка-подтверждение). The question is told in words, or by
the options one by one; what is told by an option holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _, in_russian
from cluster_desk.core.records.events import Level, TakingPart
from cluster_desk.core.russian.numbers import group_thousands
from cluster_desk.core.russian.text import capitalized, fold, tidy
from cluster_desk.data.queries.cluster import cluster_facts, letter_facts, school_facts
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.matching import person_facts
from cluster_desk.data.queries.members import choosable_organizations
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.options import Option, OptionKind, Options, PaperChoice, one_of
from cluster_desk.reports.document.text import Dated
from cluster_desk.reports.shared import letters
from cluster_desk.reports.shared.days import as_day
from cluster_desk.reports.shared.log_entries import level_words, refuse_empty_log
from cluster_desk.reports.shared.periods import Period
from cluster_desk.rules.answers.answer import MEASURES, Answer, AnswerLine, Measure, Question, answer
from cluster_desk.rules.answers.questions import Understood, classes_asked, understand

ASKED = Option("question", N_("Question in words"), OptionKind.TEXT)
MEASURE = one_of(
    "measure", N_("What is counted"), {"": N_("as the question says"), **{one.value: MEASURES[one] for one in Measure}}
)
SINCE = Option("from", N_("Period from"), OptionKind.DAY)
UNTIL = Option("to", N_("Period till"), OptionKind.DAY)


def _schools(read: Reader) -> list[PaperChoice]:
    return [PaperChoice("", _("All")), *(PaperChoice(str(one.id), one.title) for one in choosable_organizations(read))]


def _find_school(read: Reader, text: str) -> list[str]:
    there = _schools(read)
    same = [one.code for one in there if text in (one.code, one.title)]
    return same or [one.code for one in there if fold(text) in fold(one.title)]


SCHOOL = Option("school", N_("School"), OptionKind.CHOICE, choices=_schools, find=_find_school)
_CHILDREN = (TakingPart.PUPILS, TakingPart.PRESCHOOLERS)
KIND = one_of(
    "who",
    N_("Who took part"),
    {"": N_("everybody"), "children": N_("children"), **{one.value: one.label for one in TakingPart}},
)


def kind_code(kinds: Sequence[TakingPart]) -> str:
    """The code of the choice that these kinds are; "" where none is."""
    return "children" if tuple(kinds) == _CHILDREN else kinds[0].value if len(kinds) == 1 else ""


PERSON = Option("person", N_("Person"), OptionKind.TEXT)
LEVEL = one_of(
    "level",
    N_("Level"),
    {"": N_("any level"), **{one.value: one.label for one in Level if one is not Level.UNTOLD}},
)
GRADE = Option("grade", N_("Class"), OptionKind.TEXT)
WORDS = Option("words", N_("Words of the event"), OptionKind.TEXT)
NUMBER = Option("number", N_("№ of the answer"), OptionKind.TEXT)
DAY = Option("day", N_("Date of the answer"), OptionKind.DAY)
OPTIONS = (ASKED, MEASURE, SINCE, UNTIL, SCHOOL, KIND, PERSON, LEVEL, WORDS, GRADE, NUMBER, DAY)


def question_of(read: Reader, options: Options) -> Understood:
    """The question that `options` ask: the words, over which stands what is told by an option."""
    meant = understand(read, options.get(ASKED.name, ""), read.today())
    asked = meant.question
    who = options.get(KIND.name, "")
    kinds = asked.kinds if not who else _CHILDREN if who == "children" else (TakingPart.of(who),)
    school = options.get(SCHOOL.name, "")
    titles = {one.code: one.title for one in _schools(read)} if school else {}
    days = [options.get(one.name) for one in (SINCE, UNTIL)]
    question = Question(
        Measure(options[MEASURE.name]) if options.get(MEASURE.name) else asked.measure,
        dt.date.fromisoformat(days[0]) if days[0] else asked.start,
        dt.date.fromisoformat(days[1]) if days[1] else asked.end,
        kinds,
        int(school) if school else asked.organization_id,
        titles.get(school, "") if school else asked.organization,
        options.get(PERSON.name) or asked.person,
        Level.of(options[LEVEL.name]) if options.get(LEVEL.name) else asked.level,
        tuple(options[WORDS.name].split()) if options.get(WORDS.name) else asked.words,
        asked.grades,
        asked.letter,
    )
    unknown = meant.unknown
    if classes := tidy(options.get(GRADE.name, "")):
        grades, letter = classes_asked(classes)
        question = replace(question, grades=grades, letter=letter)
        unknown += () if grades else (classes,)
    return Understood(question, unknown, () if school else meant.choices)


def build(read: Reader, options: Options) -> doc.Document:
    """The answer, signed by the head. Raises UserError for words that are not understood."""
    refuse_empty_log(read)
    meant = question_of(read, options)
    refuse_unknown(meant)
    told = answer(read, meant.question, read.today())
    asked = meant.question
    period = _period(read, asked, told)
    blocks: list[doc.Block] = [
        *letters.letterhead(school_facts(read), letter_facts(read)),
        letters.number_line(options.get(DAY.name, ""), options.get(NUMBER.name, "")),
        *doc.titles(*_titles(asked), period.title, after=10),
        *_facts(read, asked, told),
    ]
    if told.lines:
        blocks.append(_table(told))
    if told.not_counted:
        blocks += _not_counted(told)
    blocks += [line(note, size=11, before=2) for note in told.notes]
    blocks += [
        line("Основание: журнал деятельности кластера.", size=11, before=6, keep_next=True),
        letters.signed_on_letterhead(cluster_facts(read), seat_holders(read, read.today()), before=24),
    ]
    return doc.Document(f"{_titles(asked)[0].capitalize()} {period.title}", tuple(blocks), size=12)


def refuse_unknown(meant: Understood) -> None:
    """Raise UserError for words that nothing in the file bears out, or that may mean several organizations."""
    if meant.unknown:
        what = _("Not understood: %s.") % ", ".join(f"«{words}»" for words in meant.unknown)
        raise UserError(what, do=_("Write the school, the person or the event as the file has it, or leave it out."))
    if meant.choices:
        words, choices = meant.choices[0]
        what = _("“%s” may mean more than one organization.") % words
        raise UserError(what, do=_("There is: %s.") % "; ".join(title for _row, title in choices))


def _titles(asked: Question) -> tuple[str, str]:
    if asked.person:
        return ("СПРАВКА-ПОДТВЕРЖДЕНИЕ", "об участии в мероприятиях")
    named = {
        Measure.PEOPLE: "об участии в мероприятиях",
        Measure.EVENTS: "о проведённых мероприятиях" if asked.organization_id is None else "об участии в мероприятиях",
        Measure.ORGANIZATIONS: "об организациях, принявших участие в мероприятиях",
        Measure.WINNERS: "о победителях и призёрах",
    }
    return ("СПРАВКА", named[asked.measure])


def _period(read: Reader, asked: Question, told: Answer) -> Period:
    """The period asked about; without one the days that the log tells of."""
    days = sorted(one.first_day for one in (*told.lines, *told.not_counted) if one.first_day)
    today = read.today()
    first = asked.start or (dt.date.fromisoformat(days[0]) if days else today)
    last = asked.end or min(today, dt.date.fromisoformat(days[-1]) if days else today)
    return Period(first, max(first, last), today)


def _facts(read: Reader, asked: Question, told: Answer) -> list[doc.Block]:
    facts = [
        ("Кто:", _person_words(read, asked.person)),
        ("Организация:", asked.organization),
        ("Считались:", ", ".join(in_russian(kind.label) for kind in asked.kinds)),
        ("Уровень:", level_words(asked.level) if asked.level else ""),
        ("Отбор:", " ".join(asked.words)),
        ("Классы:" if len(asked.grades) > 1 else "Класс:", asked.classes),
        ("Итого:", _figure(told)),
    ]
    return [doc.Fact(label, words, 34, after=3) for label, words in facts if words]


def _person_words(read: Reader, person: str) -> str:
    """The person as the file knows them, where one alone fits, with post and organization."""
    if not person:
        return ""
    fitting = [one for one in person_facts(read) if fold(person) in (fold(one.name), *fold(one.name).split()[:1])]
    if len(fitting) != 1:
        return person
    one = fitting[0]
    return ", ".join(part for part in (one.name, one.position, one.organization) if part)


def _figure(told: Answer) -> str:
    """«439 участий в 28 мероприятиях (обучающиеся — 430, дошкольники — 9)»."""
    words = f"{group_thousands(told.figure)} {told.unit}"
    if told.question.measure is not Measure.EVENTS and told.lines:
        words += f", мероприятий: {len(told.lines)}"
    if len(told.by_kind) > 1:
        words += " (" + ", ".join(f"{in_russian(kind.label)} — {number}" for kind, number in told.by_kind) + ")"
    return words


def _table(told: Answer) -> doc.Table:
    counts = told.question.measure is not Measure.EVENTS
    columns = [
        doc.Column("№", 10, "center"),
        doc.Column("Дата", 30, "center"),
        doc.Column("Мероприятие", 84 if counts else 90),
    ]
    columns += [doc.Column("Число", 18, "right")] if counts else []
    is_told = any(one.told for one in told.lines)
    if is_told:
        columns.append(doc.Column("Как записано", 38 if counts else 50))
    else:
        columns[2] = doc.Column("Мероприятие", 122 if counts else 140)
    rows = []
    for number, one in enumerate(told.lines, 1):
        cells: list[doc.Content] = [number, _when(one), one.name, *([one.count] if counts else [])]
        rows.append(doc.Row((*cells, *([capitalized(one.told)] if is_told else []))))
    if counts and told.question.measure is not Measure.ORGANIZATIONS:
        rows.append(doc.Row(("", "", "Итого", told.figure), total=True))
    return doc.Table(tuple(columns), tuple(rows), size=11, before=6, after=6)


def _when(one: AnswerLine) -> str | Dated:
    return as_day(one.when, dt.date.fromisoformat(one.first_day)) if one.first_day else one.when


def _not_counted(told: Answer) -> list[doc.Block]:
    rows = tuple(doc.Row((n, _when(one), one.name, capitalized(one.why))) for n, one in enumerate(told.not_counted, 1))
    columns = (
        doc.Column("№", 10, "center"),
        doc.Column("Дата", 30, "center"),
        doc.Column("Мероприятие", 80),
        doc.Column("Почему не учтено", 60),
    )
    return [doc.Table(columns, rows, size=10, caption="Не вошло в подсчёт", after=6)]
