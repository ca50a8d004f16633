"""Which municipalities a text names as municipalities: titles, title pages, file names, a row's prefix. Pure.

    named_municipalities("Handleplan for Ishøj og Vallensbæk Kommuners misbrugspolitik")   # both
    named_municipalities("Projektet er forankret i Lænken i Glostrup")                     # none: a place
    row_prefix("Ishøj: Gadeplan")                                     # (("Ishøj",), "Ishøj:", "Gadeplan")

Names come back as the official list spells them. A name needs "Kommune", "Byråd" or the like beside it, a
slash between two names, or a line that says nothing else than what plan it is and whose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import chain

from model.municipalities import Municipality, all_municipalities, by_name, name_key

HEADING_LENGTH = 120  # characters; a longer line is running prose, which names other municipalities too
COMMON_WORDS = frozenset({"Greve", "Lejre", "Odder", "Skive", "Vejen"})  # count, camps, otter, disc, the road
ROAD = "Vejen"  # the one that starts sentences and titles ("Vejen til et liv uden misbrug")
LONGEST_NAME = 2  # words of a name in a file name ("lyngby-taarbaek")

_LETTERS = {
    "å": "(?:å|aa)",
    "Å": "(?:Å|Aa)",
    "ø": "(?:ø|oe|ö)",
    "Ø": "(?:Ø|Oe|Ö)",
    "æ": "(?:æ|ae|ä)",
    "Æ": "(?:Æ|Ae|Ä)",
}


def _spelling(name: str) -> str:
    """A pattern for a name in the spellings that are met: aa / å, ø / oe, genitive, hyphen or space."""
    stem = name.removesuffix("s") if name in ("Nordfyns", "Vesthimmerlands") else name
    letters = stem.replace("Aa", "Å").replace("aa", "å")
    pattern = "".join(_LETTERS.get(letter, re.escape(letter)) for letter in letters).replace(r"\-", r"[ ‐‑–-]")
    return f"(?:{pattern}|{pattern.upper()})(?:['’]?[sS]['’]?|['’])?"


_NAME = "(?:" + "|".join(sorted((_spelling(m.name) for m in all_municipalities()), key=len, reverse=True)) + r")(?!\w)"
_AND = r"(?:\s*[,/&+]\s*(?:og\s+|samt\s+)?|\s+(?i:og|samt)\s+|\s*[-–]\s*)"
_NAMES = rf"(?<!\w){_NAME}(?:{_AND}{_NAME})*"
_KOMMUNE = r"(?i:(?:regions)?kommune(?:r|n|rne)?s?)"
_BODY = rf"(?:{_KOMMUNE}|(?i:by(?:råd|raad)(?:et)?s?|kommunalbestyrelsen?s?))"
_BESIDE = re.compile(rf"(?P<names>{_NAMES})\s+(?P<body>{_BODY})(?!\w)")
_AFTER = re.compile(rf"(?<!\w)(?i:kommune(?:rne|r|n)?\s*:?)\s+(?P<names>{_NAMES})")
_SLASHED = re.compile(rf"(?<!\w)(?P<names>{_NAME}(?:\s*/\s*{_NAME})+)")
_PLACE_BEFORE = re.compile(r"[A-ZÆØÅ]\w+\s+i\s+$")  # "Foreningen i Odder og Varde Kommune"
_YEARS = r"(?:[\s,(–-]*(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)\d\d|\d\d))?\)?)?"
_ALONE = re.compile(rf"^[\s·•|–-]*(?P<names>{_NAMES}){_YEARS}[\s.·•|–-]*$")
_KIND = r"(?i:plan(?:en|er)?|politik(?:ken)?|strategi(?:en)?|katalog(?:et)?|indsats(?:en|er)?|oversigt|program)"
_OF_A_PLAN = re.compile(rf"{_KIND}{_YEARS}\s*(?:(?:for|i|–|-|,|:)\s+)?\s*(?P<names>{_NAMES}){_YEARS}\s*$")
_SENTENCES = re.compile(r"[.!?]\s+[A-ZÆØÅ]|\w[.!?]\s*$")
_OTHERS = re.compile(
    r"(?i)\b(?:samarbejde med|støtte(?:t)? (?:fra|af)|inspir\w+ (?:fra|af)|ligesom|erfaringer fra|som i)\b"
)
_TRAVEL = frozenset({"paa", "pa", "på", "ad", "til", "mod", "frem", "ud", "videre", "ind"})
_ALL = (
    r"(?i:fælles(?:\s+for\s+(?:begge|alle)(?:\s+kommuner)?)?|(?:i\s+)?(?:begge|alle)(?:\s+kommuner)?"
    r"|tværkommunal[te]?|tværgående)"
)
_PREFIX = re.compile(rf"^\s*(?:(?P<all>{_ALL})|(?:I\s+)?(?P<names>{_NAMES})(?P<kommune>\s+{_KOMMUNE})?)\s*:\s*")


def named_municipalities(text: str) -> tuple[str, ...]:
    """The municipalities that a text is of, in its order; () when it names none, or several in passing.

    Lines like headings are believed first. In running prose the names met oftenest as "X Kommune" count, and
    only when they are one, or stand together in one place ("A og B Kommuner").
    """
    prose: list[tuple[str, ...]] = []
    headings: list[tuple[str, ...]] = []
    for line in text.splitlines():
        running = len(line) > HEADING_LENGTH or _SENTENCES.search(line) is not None
        if running:
            prose.extend(_groups(line))
        elif not _OTHERS.search(line):
            headings.extend(_groups(line) or _bare(line))
    if headings:
        return tuple(dict.fromkeys(chain.from_iterable(headings)))
    counts = Counter(chain.from_iterable(prose))
    most = max(counts.values(), default=0)
    oftenest = tuple(name for name, count in counts.items() if count == most)
    together = len(oftenest) == 1 or any(set(oftenest) <= set(group) for group in prose)
    return oftenest if together else ()


def municipalities_in_filename(stem: str) -> tuple[str, ...]:
    """The municipalities in a file's name without its ending, whatever stands between its words."""
    words = re.sub(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])", " ", stem)
    tokens = re.findall(r"[a-z]+", name_key(words))
    found: dict[str, None] = {}
    at = 0
    while at < len(tokens):
        size, name = next(
            ((n, name) for n in range(LONGEST_NAME, 0, -1) if (name := _in_words(tokens, at, n))), (1, None)
        )
        if name:
            found[name] = None
        at += size
    return tuple(found)


def commonest_municipality(lines: Iterable[str]) -> tuple[str, int] | None:
    """The municipality met oftenest as "X Kommune", and how often; None when two are met as often."""
    counts = Counter(chain.from_iterable(_groups("\n".join(lines)))).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0]


def row_prefix(title: str) -> tuple[tuple[str, ...], str, str] | None:
    """Whose row it is, by what its title begins with: names, the prefix as printed, the rest of the title.

    Names are () for "Fælles:", "Begge kommuner:" and the like: all of the plan's. None without a prefix.
    """
    found = _PREFIX.match(title)
    if found is None:
        return None
    names = _official(found["names"]) if found["names"] else ()
    if names == (ROAD,) and not found["kommune"]:
        return None
    return names, found[0].strip(), title[found.end() :]


def _groups(text: str) -> list[tuple[str, ...]]:
    """The names that stand beside "Kommune", or as "A/B", group by group in the text's order."""
    found: dict[int, tuple[str, ...]] = {}
    for match in _BESIDE.finditer(text):
        names = _official(match["names"])
        one = match["body"].casefold().removesuffix("s").endswith(("kommune", "byråd", "bestyrelse"))
        if one and len(names) > 1 and _PLACE_BEFORE.search(text[: match.start()]):
            names = names[-1:]
        found[match.start()] = names
    for pattern in (_AFTER, _SLASHED):
        for match in pattern.finditer(text):
            if not any(start <= match.start("names") <= start + len(match[0]) for start in found):
                found[match.start("names")] = _official(match["names"])
    return [found[start] for start in sorted(found)]


def _bare(line: str) -> list[tuple[str, ...]]:
    """The names of a line that says only them, or a plan and them ("Sundhedspolitik for Varde 2016")."""
    found = _ALONE.search(line) or _OF_A_PLAN.search(line)
    names = _official(found["names"]) if found else ()
    return [names] if names and not COMMON_WORDS.issuperset(names) else []


def _official(names: str) -> tuple[str, ...]:
    found = (by_name(name) for name in re.findall(_NAME, names))
    return tuple(dict.fromkeys(municipality.name for municipality in found if municipality))


@cache
def _in_ascii() -> dict[str, Municipality]:
    """Names as file names spell them with no Danish letter at all: "ishoj", "arhus", "hojetastrup"."""
    return {name_key(m.name).replace("aa", "a").replace("oe", "o").replace("-", ""): m for m in all_municipalities()}


def _in_words(tokens: list[str], at: int, size: int) -> str | None:
    """The name that some words of a file name make; "vejen" not where it is the road."""
    if at + size > len(tokens):
        return None
    words = tokens[at : at + size]
    municipality = by_name("-".join(re.sub(r"(?<=\w)kommunes?$", "", word) for word in words))
    if municipality is None:
        municipality = _in_ascii().get("".join(words).replace("aa", "a").replace("oe", "o"))
    if municipality is None or (size > 1 and "-" not in municipality.name):
        return None
    around = {*tokens[max(0, at - 1) : at], *tokens[at + size : at + size + 1]}
    return None if municipality.name == ROAD and around & _TRAVEL else municipality.name
