"""The theme of a row, by a name that is the same in all plans: what is done, then what the row stands under.

A column that names the theme comes first. Else the section and the head of the title say it surely: what is done
("Kursus for ledere" trains staff), not what hangs on it ("... i tidlig opsporing"). Where neither does, or they
differ, two places must agree, of which the goal, the purpose and the task can be one. Else a sure title counts more
than a section that only says where it belongs, a goal counts where nothing else does, or there is no theme.

    theme_of(activity)               # Theme(name="behandling", words=("gruppebehandling",), field="title")
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ingest.headings.heading_text import folded, key
from model.activity import Activity
from model.taxonomy import Found, Place, found, listed, marked
from model.understanding import Theme
from model.vocabulary import vocabulary

TEXT: tuple[Place, ...] = ("words", "verbs")
TITLE: tuple[Place, ...] = (*TEXT, "titles", "heads")
AIM: tuple[Place, ...] = (*TEXT, "goals")
SECTION: tuple[Place, ...] = (*TITLE, "sections")
DEED: tuple[Place, ...] = (*AIM, "deeds")
REST = ("goal", "purpose", "task")
LONGEST_TITLE = 90  # characters; a longer "title" is a sentence
SPELT_OUT = 0.6  # share of a phrase that its pattern spells out, from which no word inside it is another field's
STEM = 9  # letters by which a section's words are a theme's name
# what a theme weighs: named by section or title, done in a text, mentioned in one; and another field in the title
NAMED, DONE, MENTIONED, ELSEWHERE = 1, 3, 1, 3
ENOUGH, MARGIN = 3, 1  # the least weight of a theme that no name shows, and by how much it leads
AGREEING = 2  # places that must show a theme where none shows it surely

_UNIT_NAME = re.compile(
    r"\b(?:[Cc]ent(?:er|ret|eret)|[Aa]fdeling(?:en)?|(?:[Ss]tabs)?[Ee]nhed(?:en)?|[Uu]dvalg(?:et)?|[Tt]eam(?:et)?|[Ff]orvaltning(?:en)?)"
    r"\s+for\s+[A-ZÆØÅ][\w-]*(?:(?:,|\s+og)\s+[A-ZÆØÅ][\w-]*)*"
)
"""The name of a unit ("Center for Sundhed og Forebyggelse") says who, not about what."""
_THROUGH = r"af|om|for|til|med|mod|vedr\.?|vedrørende|omkring|inden for|indenfor|over for|mellem|på"
"""What hangs on a carrier by one of these is what is done: "Tilbud om rygestop"."""
_ASIDE = r"(?<!fokus )på|i|blandt|efter|under|gennem|via|uden|som|der|så|hvor|når|hvis|herunder"
"""What hangs on the rest by one of these is how, where and when."""
_APART = r"i \w*\s*samarbejde med|sammen med|i dialog med|med støtte fra|ved|hos|fra"
"""What hangs on the rest by one of these is none of it."""
_OBJECT = re.compile(r"af|mod|over for|for", re.I)
"""What a general theme is about hangs on it by one of these: "forebyggelse af vold"."""
_PHRASE = re.compile(rf"(?<=\s)(?:(?P<apart>{_APART})|(?P<aside>{_ASIDE})|{_THROUGH})(?!\w)|[:;(–]|\s-\s|[.,]\s", re.I)
_BESIDE = re.compile(r"\b(?:og|eller|samt)\b|[,/;+&\n]", re.I)


class _Shown(NamedTuple):
    """What a field shows: all its themes, and the one that heads it."""

    field: str
    themes: tuple[Found, ...]
    head: str | None = None

    @property
    def is_sure(self) -> bool:
        """Whether the head is shown by more than words that count where things are named."""
        return any(one.code == self.head and one.by != "heads" for one in self.themes)

    @property
    def is_called(self) -> bool:
        """Whether a word that shows its theme is one of the theme's name: "Trafik", "Samarbejde"."""
        first, *others = (self.head or " ").split(" ")
        stems = [word[:STEM] for word in (first, *others) if word == first or len(word) >= STEM]
        return any(one.code == self.head and stem in one.words.casefold() for one in self.themes for stem in stems)

    def tells(self, title: _Shown) -> bool:
        """Whether a section decides over a title that nothing heads: both show its theme, or it is called by one."""
        codes = {one.code for one in title.themes if one.by != "heads"}
        return self.head in codes if codes else self.is_called


class _Part(NamedTuple):
    """A phrase of a title, and the word by which it hangs on what stands before it."""

    start: int
    end: int
    by: str


def theme_of(activity: Activity, *, sections_tell: bool = True) -> Theme | None:
    """The theme of a row, or None where its words show none or several.

    ``sections_tell``: the plan has several sections, so that they set its rows apart; a plan's only section
    is asked last.
    """
    for column in _columns(activity):
        if column.head:
            return _theme(column.head, [column])
    section = _headed("section", activity.section, SECTION)
    naming = next((field for field in ("title", "goal", "task") if getattr(activity, field)), "title")
    text = getattr(activity, naming) or ""
    is_title = naming == "title" and len(text) <= LONGEST_TITLE
    title = _headed(naming, text, TITLE if is_title else TEXT, in_field=_in_field(activity))
    if not title.head and not section.tells(title):
        section = section._replace(head=None)  # where the row belongs, not what is done in it
    named = [section, title] if sections_tell else [title]
    rest = [
        _Shown(field, tuple(found("theme", _without_units(said), AIM if field == "goal" else TEXT)))
        for field in REST
        if field != naming and (said := getattr(activity, field))
    ]
    name = _decided(named, rest)
    if name is None and not any(one.head for one in named):
        aim = _aim(activity, text)
        named = [section] if section.head or aim is None else [aim]
        name = named[0].head
    if name is None:
        told = ((one, getattr(activity, one)) for one in REST)
        rest = [_Shown(one, tuple(found("theme", _without_units(text), DEED))) for one, text in told if text]
        named = [section, title]
        name = _weighed(activity, named, rest)
    return _theme(name, [*named, *rest]) if name else None


def _weighed(activity: Activity, named: Sequence[_Shown], told: Sequence[_Shown]) -> str | None:
    """The theme for which a row's places speak with the most weight: one that says what is done is enough."""
    weights: Counter[str | None] = Counter()
    for one in named:
        weights.update(dict.fromkeys({shown.code for shown in one.themes}, NAMED))
    for one in told:
        done = {shown.code for shown in one.themes if shown.by in ("verbs", "goals", "deeds")}
        weights.update(dict.fromkeys(done, DONE))
        weights.update(dict.fromkeys({shown.code for shown in one.themes} - done, MENTIONED))
    for field in ("title", "section", *REST):
        if listed("other_field").search(getattr(activity, field) or ""):
            weights[None] += ELSEWHERE if field == "title" else MENTIONED
    (first, most), (_, second) = [*weights.most_common(2), (None, 0), (None, 0)][:2]
    return first if most >= ENOUGH and most - second >= MARGIN else None


def _decided(named: list[_Shown], rest: list[_Shown]) -> str | None:
    """The one theme that heads what names the row, else the one in which most places agree.

    Of a general theme and another without such agreement the general one, which has room for the other.
    """
    heads = {one.head for one in named if one.head}
    sure = {one.head for one in named if one.head and one.is_sure} or heads
    if len(sure) == 1:
        return sure.pop()
    votes = Counter(code for one in (*named, *rest) for code in {shown.code for shown in one.themes})
    ranked = [(code, number) for code, number in votes.most_common() if not heads or code in heads]
    if not ranked or ranked[0][1] < AGREEING or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return next(iter(heads & marked("general")), None) or _without_votes(named)
    return ranked[0][0]


def _without_votes(named: list[_Shown]) -> str | None:
    """Of a section and a title that differ: what the title surely shows, unless the section is called by a theme.

    "Natur" over a path for wheelchairs says only where it belongs; "Behandling" over an evaluation might mean both.
    """
    sure = [one for one in named if one.head and one.is_sure]
    tells = any(one.field == "section" and one.is_called and one.head not in marked("rival") for one in sure)
    return None if tells or not sure else sure[-1].head


def _theme(name: str, places: list[_Shown]) -> Theme:
    """The theme with the words of the place that shows it best."""
    best = max(places, key=lambda one: (one.head == name, any(shown.code == name for shown in one.themes)))
    words = dict.fromkeys(shown.words for shown in best.themes if shown.code == name)
    return Theme(name=name, words=tuple(words), field=best.field)


def _aim(activity: Activity, title: str) -> _Shown | None:
    """What the goal says is to come of it, in words that only one theme has; nothing under a title of another field."""
    if listed("other_field").search(title):
        return None
    return _headed("goal", activity.goal, ("goals",), in_field=_in_field(activity))


def _columns(activity: Activity) -> Iterator[_Shown]:
    for heading, text in activity.extra.items():
        if text and key(folded(heading)) in _theme_headings():
            yield _headed(f"extra:{heading}", text, SECTION)


@cache
def _theme_headings() -> frozenset[str]:
    """The headings of columns that can name a theme; such a column stands in ``extra``."""
    return frozenset(
        key(folded(heading))
        for heading, entry in vocabulary().entries.items()
        if any(reading.field == "theme" for reading in entry.readings)
    )


def _in_field(activity: Activity) -> bool:
    """Whether a row is about people or what they take: other fields too prevent, treat and inform."""
    return any(listed("field").search(getattr(activity, name) or "") for name in ("section", "title", *REST))


def _headed(field: str, text: str | None, places: tuple[Place, ...], *, in_field: bool = True) -> _Shown:
    """What a text that names things shows, and the theme that heads it."""
    text = _without_units(text or "")
    shown = found("theme", text, places)
    if not shown or _is_of_other_field(text, shown):
        return _Shown(field, ())
    parts = list(_parts(text))
    inside = [one for one in shown if one.start <= parts[-1].end]
    codes = {one.code for one in inside}
    rivals = len(codes) > 1 and codes & marked("rival")
    head = None if rivals else _head(text, parts, inside) or _only(text, shown)
    return _Shown(field, tuple(shown), head if in_field or head not in marked("in_field") else None)


def _is_of_other_field(text: str, shown: list[Found]) -> bool:
    """Whether a text shows a field that has no theme, by a word that is no part of a phrase of ours."""
    ours = [one for one in shown if one.letters >= SPELT_OUT * len(one.words)]

    def is_ours(m: re.Match[str]) -> bool:
        return any(one.start <= m.start() and m.end() <= one.end and one.words != m.group() for one in ours)

    return any(not is_ours(m) for m in listed("other_field").finditer(text))


def _head(text: str, parts: list[_Part], shown: list[Found]) -> str | None:
    """The theme of what is done: the first phrase, or what hangs on it where that says nothing by itself."""
    general = None
    for part in parts:
        if general and not _OBJECT.fullmatch(part.by):
            break
        here = [one for one in shown if part.start <= one.start < part.end]
        own = [one for one in here if one.code not in marked("general")]
        if own:
            return _leading(text, own)
        if here:
            general = here[0].code
        elif general or not _carries(text[part.start : part.end]):
            break
    return general


def _only(text: str, shown: list[Found]) -> str | None:
    """The theme that a text shows and no other, by words that show it anywhere; not what is none of its matter."""
    end = next((m.start() for m in _PHRASE.finditer(text) if m["apart"]), len(text))
    inside = [one for one in shown if one.start <= end]
    codes = {one.code for one in inside}
    return codes.pop() if len(codes) == 1 and any(one.by != "heads" for one in inside) else None


def _parts(text: str) -> Iterator[_Part]:
    """The phrases of a title up to one that stands aside ("i samarbejde med ...")."""
    start, by = 0, ""
    for m in _PHRASE.finditer(text):
        yield _Part(start, m.start(), by)
        if m["aside"] or m["apart"]:
            return
        start, by = m.start(), m.group()
    yield _Part(start, len(text), by)


def _carries(phrase: str) -> bool:
    """Whether a phrase ends in a word that says nothing by itself."""
    words = phrase.strip(" :;(–-.,")
    return any(m.end() == len(words) for m in listed("carrier").finditer(words))


def _leading(text: str, shown: list[Found]) -> str | None:
    """Of the themes in one phrase: its verb, else the last, which the others describe.

    None where two stand side by side, or one is shown by a word that says less than the other's.
    """
    verbs = [one for one in shown if one.by == "verbs"]
    if verbs:
        return verbs[0].code
    last = shown[-1]
    others = [one for one in shown if one.code != last.code]
    apart = any(
        _BESIDE.search(text[one.end : last.start]) or (one.by == "heads") != (last.by == "heads") for one in others
    )
    return None if apart else last.code


def _without_units(text: str) -> str:
    return _UNIT_NAME.sub(lambda m: " " * len(m.group()), text)
