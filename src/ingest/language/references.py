"""References inside a plan: "Se pkt. 5.3", "Jf. 10.2 og 10.3", "Hænger sammen med 10.2" → the rows meant.

    references("Se pkt. 5.3", "task", {"5.3": ("plan:5.3",)})
    # [Reference(words="Se pkt. 5.3", numbers=("5.3",), ids=("plan:5.3",), ...)]

A bare number after "se" is a reference only when the plan has a row with it; after "pkt." it is one in any
case. Paragraphs of laws, annexes, pages, dates and amounts are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from model.activity import Activity
from model.understanding import CellState, Reference

_NUMBER = r"\d{1,3}(?:\.\d{1,3})*[a-zæøå]?"
_ITEM = (
    r"(?:pkt\.?|punkt(?:et|erne|er)?|indsats(?:en|erne|er)?|aktivitet(?:en|erne|er)?|tiltag(?:et|ene)?"
    r"|handling(?:en|er)?|initiativ(?:et|er)?|mål)"
)
_NAMED = rf"(?:{_ITEM}(?:\s+nr\.?)?|nr\.?|nummer)"
_POINTER = (
    r"(?:se(?:\s+(?:også|venligst|endvidere|desuden|ovenstående|nedenstående|i øvrigt|under|i|på"
    r"|beskrivelsen?\s+(?:i|under)))?"
    r"|jf\.?|jvf\.?|jævnfør|sml\.?|(?:der\s+)?henvises?\s+til|henviser\s+til|h(?:ænger|ører)\s+sammen\s+med"
    r"|sammenhæng\s+(?:med|til)|samme\s+(?:\w+\s+)?som|(?:er\s+)?(?:beskrevet|nævnt|omtalt)\s+(?:i|under|ved)"
    r"|som\s+(?:i|under|nævnt\s+i|beskrevet\s+i)|dække(?:s|t)?\s+(?:af|i|under)"
    r"|indgår\s+(?:i|som\s+(?:en\s+)?del\s+af)|koordineres\s+med|ses\s+i\s+sammenhæng\s+med|løses\s+i|hører\s+under)"
)
_LIST = rf"{_NUMBER}(?:\s*(?:,|/|;|\+|&|og|samt|eller|[-–—]|til)\s*(?:{_NAMED}\s*)?{_NUMBER})*"
_REFERENCE = re.compile(
    rf"(?<!\w)(?:(?P<pointer>{_POINTER})\s+(?P<named>{_NAMED}\s*(?:i\s+)?)?|(?P<bare>(?:pkt\.?|punkt)\s*(?:nr\.?\s*)?))(?P<list>{_LIST})(?!\w|[.,]\d|\s*(?:%|pct|kr|mio|år\b|gange|timer))",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?<!\w)(?:(?:samme\s+)?som\s+(?:oven(?:for|stående|nævnte)?|forrige|foregående)|ditto|do\.|-\s*(?:\"|”|'')\s*-)(?!\w)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    rf"^\W*(?:(?:{_POINTER})\s+(?:vedlagte\s+|særskilt[e]?\s+|den\s+)?(?:bilag|notat|afsnit|kapitel|side|s\.|politik\w*|skema|oven\w*|neden\w*|tidligere|"
    r"(?:strategi|handleplan)\w*)\b[^.\n]{0,25}|(?:samme\s+)?som\s+oven\w*|ditto|do)\W*$",
    re.IGNORECASE,
)
_PARTS = re.compile(rf"({_NUMBER})|(\s*(?:[-–—]|\btil\b)\s*)", re.IGNORECASE)

_VOID = re.compile(
    r"[-–—.·/?!x*\s]+|n\.?\s?/?\s?a\.?|tbd|xx[.x\d]*"
    r"|ingen(?:ting)?|intet(?: nyt)?|nej|nul|tom|ukendt|uvist|udfyldes senere"
    r"|(?:pt\.? )?ikke (?:oplyst|relevant|angivet|udfyldt|beskrevet)"
    r"|ingen (?:bemærkninger|kommentarer|oplysninger|status|tekst|data|nyt|ændringer)"
    r"|(?:beskrivelse|indsats|tekst|oplysning\w*) mangler|mangler(?: beskrivelse)?",
    re.IGNORECASE,
)
_WRAPPING = " \t\n.()[]:;"


def references(
    text: str, field: str, numbers: Mapping[str, Sequence[str]], above: str | None = None
) -> list[Reference]:
    """Every reference in a text to rows of the plan.

    ``numbers``: a row's number → the ids of the rows that have it; ``above``: the id of the row before, for
    "som ovenfor".
    """
    found = []
    for m in _REFERENCE.finditer(text):
        named = bool(m["named"] or m["bare"])
        said = _numbers(m["list"], numbers)
        ids = tuple(dict.fromkeys(one for number in said for one in numbers.get(number, ())))
        if ids or (named and _is_item(m)):
            found.append(Reference(words=m.group().strip(), field=field, numbers=said, ids=ids))
    for m in _ABOVE.finditer(text):
        found.append(Reference(words=m.group(), field=field, ids=(above,) if above else ()))
    return found


def cell_state(text: str) -> CellState | None:
    """``void`` for a cell that says there is nothing, ``refers`` for one that only points elsewhere.

    An empty cell is neither: it says nothing.
    """
    if not text.strip():
        return None
    core = text.strip(_WRAPPING)
    if not core or _VOID.fullmatch(core):
        return "void"
    if _ELSEWHERE.match(text):
        return "refers"
    left = _ABOVE.sub("", _REFERENCE.sub("", text))
    return "refers" if left != text and not left.strip(_WRAPPING + ",") else None


def references_of(
    activity: Activity, fields: Sequence[str], numbers: Mapping[str, Sequence[str]], above: str | None
) -> Iterator[Reference]:
    """The references in all text fields of a row, without those to itself."""
    for field in fields:
        for one in references(getattr(activity, field) or "", field, numbers, above):
            others = tuple(other for other in one.ids if other != activity.id)
            if others or not one.ids:
                yield one.model_copy(update={"ids": others})


def numbers_of(activities: Sequence[Activity]) -> dict[str, tuple[str, ...]]:
    """Number as printed → the ids of the rows that have it; "5.7" also means 5.7a and 5.7b."""
    numbers: dict[str, tuple[str, ...]] = {}
    for activity in activities:
        if activity.number:
            printed = activity.number.split("\n")[0].strip(" .").casefold()
            for key in dict.fromkeys((printed, re.sub(r"(?<=\d)[a-zæøå]$", "", printed))):
                if key:
                    numbers[key] = (*numbers.get(key, ()), activity.id)
    return numbers


def _numbers(listed: str, known: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The numbers of a list; of a range those between its ends that the plan has, in the plan's order."""
    said: list[str] = []
    reaching = False
    for m in _PARTS.finditer(listed):
        if m[1] is None:
            reaching = True
            continue
        number = m[1].casefold()
        if reaching and said and said[-1] in known and number in known:
            order = list(known)
            said.extend(order[order.index(said[-1]) + 1 : order.index(number)])
        said.append(number)
        reaching = False
    return tuple(dict.fromkeys(said))


def _is_item(m: re.Match[str]) -> bool:
    """Whether a number that no row has was called an item all the same ("pkt. 9.9")."""
    return re.search(r"pkt|punkt|indsats|aktivitet|tiltag", m["named"] or m["bare"] or "", re.IGNORECASE) is not None
