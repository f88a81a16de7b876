"""Answers of schools as they are written into a chat: «Луговое: олимпиада 12 детей 2 педагога, слёт 5».

A line tells the school first or goes on with the one before. What is not understood is doubted or named as left alone;
nothing is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cluster_desk.core.language import N_
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import LeftAlone, ParsedDocument, Reason
from cluster_desk.core.parsed_replies import ParsedAnswer, ParsedReply
from cluster_desk.core.parsed_rows import Source
from cluster_desk.core.records.events import Event, Participation, TakingPart
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.counts import find_counts, number_in
from cluster_desk.core.russian.dates import MONTHS, STEMS, month_number
from cluster_desk.core.russian.organizations import looks_like_organization
from cluster_desk.core.russian.school_classes import CLASSES_IN_TEXT
from cluster_desk.core.russian.text import capitalized, fold, split_outside, tidy
from cluster_desk.core.school_forms import Block
from cluster_desk.exchange.parsers.log import form_named, level_of
from cluster_desk.exchange.parsers.reply_counts import counted
from cluster_desk.rules.matching import Candidates, MatchedOrganization

Find = Callable[[str], Candidates[MatchedOrganization]]
_STAMP = regex(
    r"^\[?\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?\]?(?:\s?[-–—])?\s+[^:]{2,60}:\s*|"
    r"^[^,:\[\]]{2,60}, \[\d{1,2}\.\d{1,2}\.\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?\]:?\s*"
)
"""What messengers put before a message that is copied: day, hour, who wrote."""
_POLITE = regex(
    r"^(?:(?:всем )?(?:добр\w+ (?:день|утро|вечер)|здравствуйте|привет\w*)|коллеги|уважаем\w+(?: коллеги| \w+)?|"
    r"спасибо(?: за \w+| большое)?|с уважением.*|извините.*опоздани\w*|отправляю|(?:вот )?наш\w* (?:ответ|данные)|"
    r"принято|готово|ок|да)(?=[\s!.,:;)]|$)[\s!.,:;)]*",
    re.IGNORECASE,
)
_NOTHING = regex(
    r"^(?:(?:мероприятий|ничего|участия) )?(?:не (?:был[оиа]?|участв\w+|провод\w+|принима\w+(?: участи\w)?)|нет)"
    r"(?: (?:мероприятий|участия|участников|ничего|нечего))?$|^ничего$|^нечего",
    re.IGNORECASE,
)
_NEED = regex(r"^(?:нам |школе |очень )*(?:нуж\w+|требу\w+|необходим\w*|просим|не хватает)\b", re.IGNORECASE)
_MONTH = rf"(?:{'|'.join(STEMS)})[а-яё]*"
_SHORT = rf"(?:{_MONTH}|(?:янв|февр?|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)\.?(?![а-яё]))"
_DAY = regex(
    rf"(?<![\d.,])(?:(?:с|со)\s+)?\d{{1,2}}(?:\.\d{{1,2}}(?:\.(?:\d{{4}}|\d{{2}}))?)?(?:\s?(?:[-–—]|по)\s?\d{{1,2}}"
    rf"(?:\.\d{{1,2}}(?:\.(?:\d{{4}}|\d{{2}}))?)?)?(?:\s+{_SHORT})(?:\s+20\d\d(?:\s?г\w*\.?)?)?(?![а-яё])|"
    r"(?<![\d.,])\d{1,2}\.(?:0[1-9]|1[0-2])(?:\.(?:\d{4}|\d{2}))?"
    r"(?:\s?[-–—]\s?\d{1,2}\.(?:0[1-9]|1[0-2])(?:\.\d{2,4})?)?"
    rf"(?![\d/])|(?<![а-яё])(?:в|во|за)\s+{_MONTH}(?![а-яё])",
    re.IGNORECASE,
)
_PHONE = regex(r"(?:тел\w*\.?\s*:?\s*)?(?<!\d)((?:\+7|8)[\s(-]*\d{3,5}[\s)-]*\d{1,3}[\s-]?\d{2}[\s-]?\d{2})(?!\d)")
_EMAIL = regex(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SHARE = regex(r"(\d+(?:[.,]\d+)?\s?%)")
_SENTENCE = regex(
    r"(?<=[а-яё\d)»%])(?<!\b[а-яё]\.)(?<!пгт)(?<!тел)(?<!пос)(?<!дер)(?<!им)(?<!ул)"
    r"(?<! с)(?<! д)(?<! п)(?<! г)[.!]+\s+(?=[А-ЯЁ\d«])"
)
_PIECE = regex(r"\s+(?:а также|ещё|еще|плюс)\s+")
_OF_THEM = regex(r"\(\s*((?:из них|в том числе|в т\.? ?ч\.?)[^()]*)\)", re.IGNORECASE)
_TURNED = regex(
    r"(?<![а-яё])(?<!\d )(дет(?:и|ей)|ученик(?:и|ов)|обучающи(?:еся|хся)|школьник(?:и|ов)|"
    r"педагог(?:и|ов)|учител(?:я|ей)|родител(?:и|ей))\s*[-–—:=]?\s*(\d{1,4})(?![\d.,]*\d)(?!\s+(?:дет|учен|обуч|школьн|педаг|учит|родит|чел))",
    re.IGNORECASE,
)
"""«дети 12»: the number behind whom it counts."""
_SHORTENED = tuple(
    (regex(rf"(?<=\d)\s*{short}\.?(?![а-яё])", re.IGNORECASE), f" {whole}")
    for short, whole in (("дет", "детей"), ("пед", "педагогов"), ("обуч", "обучающихся"), ("род", "родителей"))
)
_CLASSES = regex(rf"\(?{CLASSES_IN_TEXT}\)?")
_AMONG = regex(r"победител|приз[её]р|лауреат|финалист|дипломант", re.IGNORECASE)
"""They are among those who took part, not beside them."""
_PLACED = regex(r"\b(?:\d|i{1,3})\s*мест", re.IGNORECASE)
_BEGUN_BY = regex(r"^(?:.*\s)?(?:в|во|на|по)\s+$", re.IGNORECASE)
_HEAD = regex(r"^(.{2,90}?)\s*(?::|\s[-–—])\s*(.*)$", re.DOTALL)
_LEADING = regex(
    r"^(?:[-–—•*·)\s.:]+|\d{1,2}[).]\s+|(?:и|а|в|во|на|по|из|от|для|был[аои]?|прош\w+|провели|провел\w*|"
    r"участвовал[аио]?|участие|приняли участие|съездили|ездили|у нас|наши|мы|также|всего)(?=\s|$)\s*)+",
    re.IGNORECASE,
)
_TRAILING = regex(
    r"(?:[\s\-–—:.,;!(+=]+|(?<![а-яё])(?:и|а|в|на|по|из|от|с|было|участвовал[аио]?|приняли участие|всего))+$",
    re.IGNORECASE,
)
_BARE = regex(
    r"(?<![\w.,/+])(\d{1,4}(?:\s?[/+]\s?\d{1,4})*|один|одна|двое|трое|четверо|пятеро|шестеро|семеро)\s*\)?$",
    re.IGNORECASE,
)
_GOES_ON = regex(r"^(?:по|среди|для|имени|им\.|ко|к|за)\s", re.IGNORECASE)
_FROM = regex(r"\(([^()]{3,60})\)\s*[.!]*$|(?:^|\s)(?:от|школа|из)\s+([^,;:]{3,60})$", re.IGNORECASE)
_MOST_WORDS = 7


@dataclass
class _Chat:
    """Answers by school in the order of the chat; `current` is whose line was read last."""

    replies: list[ParsedReply] = field(default_factory=list)
    left: list[LeftAlone] = field(default_factory=list)
    current: ParsedReply | None = None
    by_school: dict[object, ParsedReply] = field(default_factory=dict)


def read_chat(text: str, find: Find, name: str) -> list[ParsedDocument]:
    """The answers that the words of a chat hold, a document for each school; `find` knows schools by few words."""
    chat = _Chat()
    for number, line in enumerate(text.replace("\r", "\n").split("\n"), 1):
        words = _STAMP.sub("", tidy(line))
        for pattern, whole in _SHORTENED:
            words = pattern.sub(whole, words)
        for sentence in filter(None, _SENTENCE.split(words)):
            _read_sentence(sentence.strip(), Source(paragraph=number, words=tidy(line)), chat, find)
    documents = []
    for reply in chat.replies:
        for event in reply.events:
            if not event.parts and not event.doubts:
                event.doubt(N_("“%(words)s”: nobody is counted."), "missing", words=event.record.name)
        documents.append(ParsedDocument(document=name, file_kind="chat", replies=[reply]))
    if documents:
        documents[0].left_alone += chat.left
    return documents


def _read_sentence(sentence: str, source: Source, chat: _Chat, find: Find) -> None:
    polite = _POLITE.match(sentence)
    rest = sentence[polite.end() :] if polite else sentence
    if not any(sign.isalnum() for sign in rest):
        _leave(sentence, source, chat)
        return
    school, facts, words = _school_of(rest, find)
    if words:
        chat.current = _reply_of(school, words, source, chat)
    elif chat.current is None:
        if not _tells(facts):
            _leave(sentence, source, chat)
            return
        chat.current = _reply_of(None, "", source, chat)
        chat.current.doubt(
            N_("“%(words)s”: which school answers is not told."), "missing", "school", words=sentence[:80]
        )
    polite = _POLITE.match(facts)
    facts = facts[polite.end() :] if polite else facts
    if words and (second := re.match(r"(?:и|,)\s+(\S+)", facts)) and find(_bare(second[1])).sure is not None:
        chat.current.doubt(
            N_("“%(words)s”: two schools are named; it is taken for the first."), "school", words=sentence[:80]
        )
    if words and not facts.strip(" .!"):
        return
    _read_facts(facts, source, chat.current, chat)


def _tells(facts: str) -> bool:
    """Whether words tell anything that is counted, dated or denied."""
    return bool(find_counts(facts) or _BARE.search(facts) or _DAY.search(facts) or _NOTHING.match(facts.strip(" .!")))


def _reply_of(school: MatchedOrganization | None, words: str, source: Source, chat: _Chat) -> ParsedReply:
    key: object = school.id if school is not None else fold(words)
    if key not in chat.by_school:
        reply = ParsedReply(way="chat", told=source.words[:120], school=[words] if words else [])
        reply.source = source
        chat.by_school[key] = reply
        chat.replies.append(reply)
    return chat.by_school[key]


def _school_of(words: str, find: Find) -> tuple[MatchedOrganization | None, str, str]:
    """The school that a sentence names, what is told of it, and the words that name it ("" where none does)."""
    head = _HEAD.match(words)
    found = find(_bare(head[1])) if head else None
    if head and found and found.sure is not None:
        return found.sure, head[2], _bare(head[1])
    parts = words.split(" ")
    for count in range(min(_MOST_WORDS, len(parts)), 0, -1):
        named = _bare(" ".join(parts[:count]))
        sure = find(named).sure if named and not named[-1].isdigit() else None
        if sure is not None:
            return sure, " ".join(parts[count:]).lstrip(" :–—-,."), named
    if head and found:
        is_like = bool(found.perhaps) or looks_like_organization(head[1]) or fold(head[1]).startswith("школа ")
        if is_like and not find_counts(head[1]) and not _BARE.search(head[1]):
            return None, head[2], _bare(head[1])
    tail = _FROM.search(words)
    if tail:
        named = _bare(tail[1] or tail[2])
        sure = find(named).sure
        if sure is not None:
            return sure, words[: tail.start()].strip(), named
    return None, words, ""


def _bare(words: str) -> str:
    return words.strip(' .,:;!?()–—-*•"«»').strip()


def _read_facts(facts: str, source: Source, reply: ParsedReply, chat: _Chat) -> None:
    day, needs = "", False
    facts = _TURNED.sub(r"\2 \1", facts)
    pieces = [piece for part in split_outside(facts, ",;") for piece in _PIECE.split(part)]
    for piece in filter(None, map(str.strip, pieces)):
        words = piece.strip(" .!")
        if not words:
            continue
        if _NOTHING.match(words):
            reply.is_nothing = True
        elif _NEED.match(words) or (needs and not find_counts(words) and not _DAY.search(words)):
            needs = True
            _answer(reply, Block.NEEDS, "", words, source)
        elif (share := _SHARE.search(words)) is not None:
            question = _name(f"{words[: share.start()]} {words[share.end() :]}")
            _answer(reply, Block.INDICATORS, question, share[1], source)
        elif _contacts(words, reply, source):
            continue
        else:
            day = _read_piece(words, day, source, reply, chat)


def _answer(reply: ParsedReply, block: Block, question: str, words: str, source: Source) -> None:
    row = ParsedAnswer(block.value, question or words, words)
    row.source = source
    reply.answers.append(row)


def _contacts(words: str, reply: ParsedReply, source: Source) -> bool:
    """Take a phone and an address of e-mail; whether there was one."""
    phone, email = _PHONE.search(words), _EMAIL.search(words)
    for name, told in (("phone", phone[1] if phone else ""), ("email", email[0] if email else "")):
        if told:
            _answer(reply, Block.CONTACTS, name, told, source)
            reply.doubt(N_("“%(words)s”: is it the school's own?"), "contact", words=told)
    return bool(phone or email)


def _read_piece(words: str, day: str, source: Source, reply: ParsedReply, chat: _Chat) -> str:
    """The events of a piece between commas; gives the day that later pieces go on with, which is none of a new line."""
    told = _DAY.search(words)
    if told:
        day = _day_words(told[0])
        words = tidy(f"{words[: told.start()]} {words[told.end() :]}")
    if not _bare(words):
        if reply.events and not reply.events[-1].record.day_words:
            reply.events[-1].record.day_words = day
        return day
    of_them = _OF_THEM.search(words)
    words = _OF_THEM.sub(" ", words)
    for name, counts, rest in _events_in(tidy(words)):
        if name:
            _begin(name, day, source, reply)
            _doubt_case(words, name, reply.events[-1])
        if not reply.events:
            _leave(words, source, chat)
            reply.doubt(N_("“%(words)s”: of which event this is told is not clear."), "missing", words=words)
            return day
        event = reply.events[-1]
        event.parts += counts
        if of_them and name:
            event.record.text = tidy(of_them[1])
        for one in counts:
            if one.record.count is None:
                event.doubt(N_("“%(words)s”: the number is not understood."), "number", words=one.record.count_words)
            elif one.typed.get("bare"):
                event.doubt(N_("“%(words)s”: who was counted is not told."), "number", words=one.record.count_words)
        if rest:
            event.record.text = tidy(f"{event.record.text} {rest}")
            event.doubt(N_("“%(words)s” goes to the text of the entry."), "text", words=rest)
    return day


def _day_words(words: str) -> str:
    """The words of a day as they are kept: «в октябре» is «октябрь»."""
    bare = re.sub(r"^(?:в|во|за)\s+", "", tidy(words), flags=re.IGNORECASE)
    month = month_number(bare)
    return MONTHS[month - 1] if month else bare


def _doubt_case(words: str, name: str, event: Parsed[Event]) -> None:
    """Doubt a title that stands in another case («на дне здоровья») and whose form is none of those known."""
    before = words.partition(name)[0]
    if _BEGUN_BY.match(before) and not form_named(fold(event.record.name.split(" ")[0])):
        event.doubt(N_("“%(words)s”: correct the title's case."), "title", words=event.record.name)


def _begin(name: str, day: str, source: Source, reply: ParsedReply) -> None:
    title = _title(name)
    event = Parsed(Event(name=title, day_words=day, level=level_of(fold(name)), form=form_named(fold(title))))
    event.source, event.typed = source, {"text": "", "day": None}
    if len(title) < 3 or _PLACED.search(title) or not re.search(r"[а-яё]{3}", title, re.IGNORECASE):
        event.doubt(N_("“%(words)s” is hardly an event's title."), "title", words=title)
    reply.events.append(event)


def _title(name: str) -> str:
    """A title that stood in another case («на олимпиаде») in the nominative, where its form is one of those known."""
    words = name.split(" ")
    form = form_named(fold(words[0]))
    known = form and " " not in form and fold(words[0]) != fold(form) and fold(words[0])[:4] == fold(form)[:4]
    return capitalized(tidy(" ".join([form, *words[1:]]) if known else name))


def _events_in(words: str) -> Iterator[tuple[str, list[Parsed[Participation]], str]]:
    """What a piece tells: (title or "" for the event before, counts, words left over), one after another."""
    found = [one for one in find_counts(words) if one.of_people]
    counts = [one for one in found if not _AMONG.match(one.counted)]
    among = ", ".join(f"{one.words} {one.counted}" for one in found if one not in counts)
    bare = _BARE.search(words) if not found or found[-1].end < len(words.rstrip()) else None
    if not counts:
        name = "" if among else _name(words[: bare.start()] if bare else words)
        yield name, [_bare_count(bare[1])] if bare and not among else [], words if among else ""
        return
    gathered: list[Parsed[Participation]] = []
    name = _name(words[: counts[0].start])
    at = counts[0].start
    for one in counts:
        between = _name(words[at : one.start])
        if between and at > counts[0].start and not _CLASSES.fullmatch(between):
            yield name, _without_total(gathered), ""
            name, gathered = between, []
        gathered.append(counted(one.kind, one.words, one.number))
        at = one.end
    tail = "" if among else words[at : bare.start()] if bare else words[at:]
    after, goes_on = _name(tail), bool(_GOES_ON.match(tail.strip()))
    after = "" if _CLASSES.fullmatch(after) else after
    if after and not name:
        name, after = after, ""
    elif after and goes_on:
        name, after = tidy(f"{name} {_TRAILING.sub('', tail.strip())}"), ""
    if bare and after:
        yield name, _without_total(gathered), ""
        yield after, [_bare_count(bare[1])], ""
        return
    yield name, _without_total(gathered) + ([_bare_count(bare[1])] if bare else []), after or among


def _without_total(counts: list[Parsed[Participation]]) -> list[Parsed[Participation]]:
    """«14 человек (12 детей и 2 педагога)»: the number of all, where the others add up to it, is none beside them."""
    first, rest = counts[:1], counts[1:]
    is_total = rest and first[0].record.kind is TakingPart.OTHERS
    if is_total and first[0].record.count == sum(one.record.count or 0 for one in rest):
        return rest
    return counts


def _bare_count(words: str) -> Parsed[Participation]:
    """A number of whom nobody says: «слёт 5», «12/2»."""
    row = counted(TakingPart.OTHERS, tidy(words), number_in(words))
    row.typed["bare"] = True
    return row


def _name(words: str) -> str:
    name = _TRAILING.sub("", _LEADING.sub("", tidy(words))).strip(" .,:;–—-+=")
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1]
    if name.count("(") < name.count(")"):
        name = name.rstrip(" )")
    return name.lstrip(" (") if name.count("(") > name.count(")") else name


def _leave(words: str, source: Source, chat: _Chat) -> None:
    left = LeftAlone(words[:120], Reason.UNKNOWN, words, len(words.split()))
    left.source = source
    chat.left.append(left)
