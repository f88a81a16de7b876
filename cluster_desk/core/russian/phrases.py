"""Posts and bodies in the cases that papers need: «заместителю директора по УВР», «Пожарной части № 12».

Of a phrase the words up to its head change and what the head governs stays. The head stands where adjectives end: it is
in the nominative, so that its ending and theirs tell whether both agree. Where they do not, where a word is Latin or
shortened, or where the head's own forms are not known (`core.russian.nouns`), the answer is unsure, and asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cluster_desk.core.records.members import Case
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import find_names, is_first_name
from cluster_desk.core.russian.nouns import (
    MEN_IN_A,
    adjective_gender,
    decline_adjective,
    decline_noun,
    gender_of,
    is_adjective,
)

_POST = regex(
    r"\w*(?:тель|пед|тор|сор|ист|лог|гог|ник|щик|чик|арь|ент|ант|нер|метр|ёр|вед|граф|ор)|врач|мастер|завуч|тьютор|"
    r"тренер|инженер|министр|депутат|член|юрист|эксперт|повар|\w*сестра|медбрат|староста|глава|няня|фельдшер|бухгалтер|"
    r"менеджер|волонт[её]р|зам|завхоз|директриса|\w+ница|\w+щица|заведующ(?:ий|ая)|акушерка|агроном|фармацевт|терапевт|"
    r"педиатр|дефектолог|программист|депутат|секретарь|аспирант|магистр|судья|атаман|комендант|адвокат|диспетчер",
    re.IGNORECASE,
)
"""Nouns that are surely posts, in the nominative: where such a one follows a comma or «и», it is a post of its own."""
_BODY = regex(
    r"школа|гимназия|лицей|сад|интернат|детсад|ясли|центр|дом|дворец|клуб|станция|учреждение|организация|филиал|"
    r"управление|отдел|отделение|администрация|комитет|министерство|департамент|институт|университет|академия|колледж|"
    r"техникум|училище|библиотека|музей|совет|кластер|округ|район|объединение|комплекс|комиссия|фонд|союз|общество|"
    r"предприятие|больница|поликлиника|театр|студия|служба|агентство|дума|ассоциация|редакция|колхоз|совхоз|завод",
    re.IGNORECASE,
)
"""Nouns that tell a name in capitals from an abbreviation."""
_LONGEST_ABBREVIATION = 5
_HEADS = regex(
    r"заведующ|управляющ|исполняющ|полицейск|рядов|\w*рабоч|благочинн|ответственн|вожат|служащ|уполномоченн|дежурн|уч[аё]щ|обучающ|воспитуем|трудящ|"
    r"командующ|старш|участков|леснич|портн|рулев|звеньев|часов|постов|\w*служащ|военн|больн|пожарн|горничн|ведущ|выступающ|"
    r"проверяющ|отдыхающ|председательствующ|присутствующ|сопровождающ|верующ|пострадавш|учён|учен|знаменн|вестов|"
    r"заведывающ|поступающ|ведающ|отвечающ|организующ|столов|котельн|прачечн|мастерск|парикмахерск|при[её]мн|кладов|"
    r"булочн|пельменн|закусочн|молочн|чайн|кондитерск|диспетчерск|регистратурн|учительск|операционн|убойн|управдом",
    re.IGNORECASE,
)
"""Adjectives and participles that stand for a noun: «заведующий», «учащаяся», «столовая»."""
_GOVERNS = regex(r"(?:заведующ|управляющ|командующ|ведающ)(?:ий|ая)", re.IGNORECASE)
_INSTRUMENTAL = regex(r"\w+(?:ом|ем|ой|ей|ами|ями|ым|им|ыми|ими|ью)", re.IGNORECASE)
_STAYS_WHOLE = regex(
    r"и\.\s?о\.|вр\.\s?и\.\s?о\.|(?:зам|зав|пом|нач|пред|рук|дир)\.|(?:и\.?\s?о|врио|врид)(?=\s|$)", re.IGNORECASE
)
"""Short forms that govern what follows: «и.о. директора» is so in every case."""
_SHORT_ADJECTIVE = regex(r"(?:ст|гл|мл|вед|отв|уч|науч|техн|зас[лт]|нар)\.", re.IGNORECASE)
_ADVERB = regex(r"временно|постоянно|(?:\w+о-)?\w*(?:средне|высоко|мало)", re.IGNORECASE)
_ORDINAL = regex(r"(\d+)-(?:й|ый|ой|ий|я|ая|е|ое)", re.IGNORECASE)
_ROMAN = regex("[IVXLC]+")
_ABBREVIATION = regex(r"[А-ЯЁ]{2,}(?:-[А-ЯЁ]{2,})*|(?:[а-яё]\.){2,}|[А-ЯЁ][а-яё]{0,2}[А-ЯЁ]{2,}\w*")
_FIRST_STAYS = regex(
    r"бизнес|пресс|медиа|фитнес|арт|интернет|онлайн|эко|мини|вице|экс|обер|унтер|премьер|генерал|шеф|веб|фото|видео|аудио|"
    r"теле|радио|спорт|авто|контент|кейс|ивент|топ|маркет|ясли|агро|этно|шоу|контр|пиар|яхт|диско|крейс|штаб|смарт|тех|промо|бренд|\w+[ое]|[A-Za-z]+",
    re.IGNORECASE,
)
"""First halves of a noun that do not change: «шеф-повара», «пресс-центра», «детско-юношеского»."""
_NOUN_AND_PHRASE = regex(r"([^«\"„“]*?\w+)-([а-яё]+(?:ий|ый|ая|ое)\s.+)", re.DOTALL)
"""«начальная школа-детский сад»: two phrases joined by a hyphen."""
_BORROWED = regex(r"менеджер|дизайнер|мейкер|маркетолог|продюсер|аналитик|центр|парк|студия", re.IGNORECASE)
"""Second halves whose first is no noun of its own: «контент-менеджера»."""
_PIECES = regex(r"(,\s*|;\s*|\s+и\s+|\s+[–—-]\s+|\s*/\s*)")
_PARTICIPLE = regex(r"\w+(?:щий|вший|щая|вшая)(?:ся)?", re.IGNORECASE)
_PLURAL_ADJECTIVE_NOUN = regex(r"\w+(?:ов|ев|ей|ий|ств|ок|ек|ик|ам|ям|ах|ях|ами|ями)", re.IGNORECASE)
_SECOND_NAME = regex(r"лицей|гимназия|школа\S*|\w+сад|интернат|центр|техникум|колледж", re.IGNORECASE)
_WITH_ACCUSATIVE = frozenset("на за в во по о об про через под с со".split())
"""Prepositions after which words may look like a nominative: «конкурс на лучшее произведение»."""
_AGREES_AFTER = regex(r",\s*[а-яё]+(?:нн|щ|вш|[аеиоу]м)(?:ый|ий|ая|яя|ое|ее|ые|ие)(?:ся)?\b")
_TOWNS = frozenset("город село деревня посёлок поселок хутор станица аул слобода".split())
_QUOTE_OR_NUMBER = regex(r"[«\"“„№\d]")


def decline_post(words: str, case: Case) -> tuple[str, bool]:
    """A post in `case`, and whether it is surely right: «заместитель директора по УВР» -> «заместителю директора …».

    Several posts parted by commas, dashes or «и» are all declined; what stands in brackets stays.
    """
    if case is Case.NOMINATIVE or not words.strip():
        return words, True
    bracket = re.search(r"\s*\(", words)
    if bracket and bracket.start():
        head, sure = decline_post(words[: bracket.start()], case)
        return head + words[bracket.start() :], sure
    pieces = _PIECES.split(words)
    declined, sure = _post(pieces[0], case)
    results = [declined]
    head = next((word for word in re.findall(r"[\w-]+", pieces[0]) if not is_adjective(word)), "")
    of_many = head.endswith(("и", "ы"))
    for place in range(1, len(pieces), 2):
        following, known = _further_post(pieces[place], pieces[place + 1], case, of_many=of_many)
        results += [pieces[place], following]
        sure = sure and known
    return "".join(results), sure


def _post(words: str, case: Case) -> tuple[str, bool]:
    start = words.strip()
    if _STAYS_WHOLE.match(start) or _ABBREVIATION.fullmatch(start.split(maxsplit=1)[0] if start else ""):
        return words, bool(start)
    return _Phrase(words, case, animate=True).declined()


def _further_post(before: str, words: str, case: Case, *, of_many: bool) -> tuple[str, bool]:
    """What follows a comma or «и»: a post of its own is declined, anything else goes on with the phrase before.

    `of_many`: what stands before may be in the plural, and so may this.
    """
    tokens = re.findall(r"[\w.-]+", words)
    if not tokens:
        return words, True
    leading = next((token for token in tokens if not is_adjective(token)), tokens[-1])
    is_post = bool(_POST.fullmatch(leading.rpartition("-")[2])) or (
        leading == tokens[-1] and bool(_HEADS.match(leading)) and is_adjective(leading)
    )
    if is_post:
        return _post(words, case)
    if before.strip() == "," and _PARTICIPLE.fullmatch(tokens[0]):  # «специалист, курирующий школы»
        return words.replace(tokens[0], decline_adjective(tokens[0], case, animate=True), 1), True
    # «учитель физики и основ экономики», «директор, к.п.н.»: no post of its own, unless it could be a nominative one.
    may_be = gender_of(tokens[0]) == "m" and len(tokens[0]) > 2 and tokens[0][-1] not in "аеёиоуыэюя."
    if of_many and leading.endswith(("и", "ы")) and decline_noun(leading, case, animate=True):
        return words, False
    doubtful = may_be and not _PLURAL_ADJECTIVE_NOUN.fullmatch(tokens[0]) and tokens[0].islower()
    return words, not doubtful


def decline_body(words: str, case: Case) -> tuple[str, bool]:
    """An organization's name in `case`, and whether it is surely right.

    A name that begins with an abbreviation («МКОУ СОШ с. Луговое») stays as it is; so does what stands in quotes.
    """
    start = words.strip()
    if case is Case.NOMINATIVE or not start:
        return words, True
    if find_names(start):  # «ИП Лугов П.К.», «КФХ Лугова П.К.»: whose case it is cannot be told from here
        return words, False
    joined = _NOUN_AND_PHRASE.match(start)
    if joined and not _FIRST_STAYS.fullmatch(re.split(r"[\s-]", joined[1])[-1]):
        (one, known), (other, other_known) = (decline_body(part, case) for part in (joined[1], joined[2]))
        return f"{one}-{other}", known and other_known
    first = re.split(r"[\s«\"„“(]", start, maxsplit=1)[0]
    in_capitals = _BODY.fullmatch(first) or (is_adjective(first) and len(first) > _LONGEST_ABBREVIATION)
    if start[0] in '«"“„' or (_ABBREVIATION.fullmatch(first) and not in_capitals):
        return words, True
    cut = re.search(r"[«\"“„]|\s[–—-]\s", words)
    head, rest = (words[: cut.start()], words[cut.start() :]) if cut else (words, "")
    declined, known = _Phrase(head, case, animate=False).declined()
    # «конкурс «Слово», посвящённый …»: what agrees with the head beyond its proper name.
    known = known and not _AGREES_AFTER.search(words)
    dash = re.match(r"(\s[–—-]\s)(.+)", rest, re.DOTALL)
    if dash:  # «учреждение – средняя школа с. Ключи»: the second name changes with the first
        second, second_known = decline_body(dash[2], case)
        return declined + dash[1] + second, known and second_known
    return declined + rest, known


@dataclass
class _Word:
    """A word of a phrase with the signs round it: «(фермерское)» is the adjective between brackets."""

    before: str
    text: str
    after: str

    def __str__(self) -> str:
        return self.before + self.text + self.after


class _Phrase:
    """A phrase word by word: the adjectives and the head are declined, and for a body what stands beside it."""

    def __init__(self, words: str, case: Case, *, animate: bool) -> None:
        self._spaces = re.split(r"(\s+)", words)
        self._case, self._animate = case, animate
        self._words = [_parted(word) for word in self._spaces[::2]]
        self._sure = True

    def declined(self) -> tuple[str, bool]:
        """The phrase in the case, and whether it is surely right."""
        at = self._head(next((n for n, word in enumerate(self._words) if word.text), 0))
        if at is not None and not self._animate and self._sure:
            self._beside(at + 1)
        self._spaces[::2] = [str(word) for word in self._words]
        return "".join(self._spaces), self._sure and at is not None

    def _head(self, at: int) -> int | None:
        """Decline the adjectives from `at` on and the head after them; gives the head's place, None where unsure."""
        adjectives: list[int] = []
        while at < len(self._words):
            word = self._words[at].text
            if self._goes_on(at, adjectives):
                at += 1
            elif is_adjective(word) and self._agrees(adjectives, adjective_gender(word), word):
                adjectives.append(at)
                if _GOVERNS.fullmatch(word) and _INSTRUMENTAL.fullmatch(self._text(at + 1)):
                    return self._adjective_head(adjectives)
                at += 1
            else:
                break
        word = self._text(at)
        if self._is_noun(word) and self._agrees(adjectives, _gender(word), word):
            return self._noun_head(adjectives, at)
        return self._adjective_head(adjectives) if adjectives else None

    def _goes_on(self, at: int, adjectives: list[int]) -> bool:
        """Whether a word before the head is neither adjective nor noun: «временно», «ст.», «и» between adjectives."""
        word, following = self._words[at].text, self._text(at + 1)
        if _SHORT_ADJECTIVE.fullmatch(str(self._words[at])) and following:
            return True
        if _ORDINAL.fullmatch(word):
            adjectives.append(at)
            return True
        if _ROMAN.fullmatch(word) and following:
            return True
        joins = word.lower() == "и" and bool(adjectives)
        return (joins or bool(_ADVERB.fullmatch(word))) and is_adjective(following)

    def _text(self, at: int) -> str:
        return self._words[at].text if at < len(self._words) else ""

    def _is_noun(self, word: str) -> bool:
        whole = re.fullmatch(r"(?:[A-Z]+-)?[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*", word)
        return bool(whole) and not re.search("[а-яё][А-ЯЁ]", word)  # «МинОбр»: how it is said is not known

    def _agrees(self, adjectives: list[int], gender: str, word: str) -> bool:
        """Whether a word may stand with the adjectives before it; «-ой» is a case of its own after the first one."""
        told = {adjective_gender(self._words[at].text) for at in adjectives if not _ORDINAL.fullmatch(self._text(at))}
        if adjectives and is_adjective(word) and word.lower().endswith("ой"):
            return False
        return not told or told == {gender} or (told <= {"m", "f"} and word.lower() in MEN_IN_A)

    def _noun_head(self, adjectives: list[int], at: int) -> int | None:
        word = self._words[at]
        declined = _hyphenated(word.text, self._case, animate=self._animate)
        if declined is None:
            return None
        if word.text.lower() in _TOWNS and self._text(at + 1)[:1].isupper():
            self._sure = False  # «города Кирова», but «села Красное»
        word.text = declined
        self._decline_adjectives(adjectives)
        following = self._words[at + 1] if at + 1 < len(self._words) else None
        if following and is_first_name(following.text) and following.text[0].isupper() and self._animate:
            self._sure = False  # «отец Николай»
        if self._animate and following and _POST.fullmatch(following.text):  # «учитель логопед»
            following.text = decline_noun(following.text, self._case, animate=True) or following.text
        return at

    def _adjective_head(self, adjectives: list[int]) -> int | None:
        """The last of the adjectives is the head: «заведующая», «столовая № 5»."""
        last = adjectives[-1]
        word, following = self._text(last), self._text(last + 1)
        if _ORDINAL.fullmatch(word):
            return None
        free = not following or _QUOTE_OR_NUMBER.match(following) or not following.isalpha() or len(following) < 4
        if not _HEADS.match(word) and not (_PARTICIPLE.fullmatch(word) and free):
            return None
        if self._animate and _POST.fullmatch(following):  # «старшая воспитатель»: they do not agree
            return None
        self._decline_adjectives(adjectives)
        return last

    def _decline_adjectives(self, places: list[int]) -> None:
        for at in places:
            word = self._words[at]
            ordinal = _ORDINAL.fullmatch(word.text)
            if ordinal:
                feminine = word.text.lower().endswith("я")
                ends = {Case.DATIVE: "му", Case.INSTRUMENTAL: "м", Case.PREPOSITIONAL: "м"}
                end = "й" if feminine else ends.get(self._case, "го")
                end = "ю" if feminine and self._case is Case.ACCUSATIVE else end
                word.text = f"{ordinal[1]}-{end}"
            else:
                word.text = decline_adjective(word.text, self._case, animate=self._animate)

    def _beside(self, at: int) -> None:
        """A second name beside the head: «… учреждение средняя школа с. Ключи», «… учреждение культуры районный музей».

        After words that the head governs one in small letters is declined; one in capitals is a name, perhaps: asked.
        """
        adjacent = at
        while at < len(self._words):
            word = self._words[at].text
            typed = str(self._words[at])
            if not word or _QUOTE_OR_NUMBER.match(typed) or typed.endswith(".") or word.lower() in _WITH_ACCUSATIVE:
                return
            if typed.startswith("("):
                return  # «кластер (Заречный район)»: a remark
            if word.lower() in ("и", "+") and any(_BODY.fullmatch(later.text) for later in self._words[at:]):
                self._sure = False  # «школа и её кластер»: two heads, and where the second one begins is not told
                return
            following = self._text(at + 1)
            begins = is_adjective(word) and not word.lower().endswith(("ой", "ний")) and self._is_noun(following)
            if begins or (at == adjacent and self._is_second_noun(word)):
                before = [str(one) for one in self._words]
                if self._head(at) is None or (at != adjacent and word[0].isupper() and not word.isupper()):
                    self._words = [_parted(one) for one in before]
                    self._sure = self._sure and word[0].isupper() and at == adjacent
                    return
                adjacent = at = self._next_after(at)
            elif at == adjacent and _BODY.fullmatch(word):
                self._sure = False  # «школы кластер»: two nominatives that do not belong together
                return
            else:
                at += 1

    def _is_second_noun(self, word: str) -> bool:
        """Whether a noun straight after the head is one more name: «учреждение лицей № 3»."""
        return bool(
            re.fullmatch(r"лицей|гимназия|школа\S*|\w+сад|интернат|центр|техникум|колледж", word, re.IGNORECASE)
        )

    def _next_after(self, at: int) -> int:
        while at < len(self._words) and is_adjective(self._nominative_at(at)):
            at += 1
        return at + 1

    def _nominative_at(self, at: int) -> str:
        return _parted(self._spaces[2 * at]).text


def _parted(word: str) -> _Word:
    match = re.fullmatch(r"([(«\"„“]*)(.*?)([)»\"”,.;:]*)", word, re.DOTALL)
    return _Word(*match.groups()) if match else _Word("", word, "")


def _gender(word: str) -> str:
    """The gender of a noun, or of the first of nouns joined by a hyphen that changes: «детский сад-ясли»."""
    parts = word.split("-")
    return gender_of(next((part for part in parts[:-1] if not _FIRST_STAYS.fullmatch(part)), parts[-1]))


def _hyphenated(word: str, case: Case, *, animate: bool) -> str | None:
    """A noun, or nouns joined by a hyphen: both change, «учителя-логопеда», unless the first is no noun of its own."""
    *firsts, last = word.split("-")
    declined = decline_noun(last, case, animate=animate)
    if declined is None:
        return None
    if last.lower() == "класс" and firsts:
        return "-".join([*firsts, declined])
    results = []
    for first in firsts:
        borrowed = _BORROWED.fullmatch(last) and not _POST.fullmatch(first)
        if borrowed or (_FIRST_STAYS.fullmatch(first) and first.lower() not in MEN_IN_A):
            results.append(first)
            continue
        changed = decline_noun(first, case, animate=animate)
        if changed is None:
            return None
        results.append(changed)
    return "-".join([*results, declined])
