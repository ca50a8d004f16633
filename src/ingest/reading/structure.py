"""The structure tree of a tagged PDF, read by pikepdf (about 1 ms a page).

Word, LibreOffice, InDesign and browsers write one; it can lie, so nobody believes it without looking at the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from ingest.reading.page import Element, walk

MAX_DEPTH = 200  # a tree deeper than this bites its own tail
STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu Figure "
    "Formula Form Artifact Title Em Strong Aside FENote Sub DocumentFragment".split()
)


def structure_tree(pdf: pikepdf.Pdf) -> Element | None:
    """The tree below ``/StructTreeRoot``; ``None`` when there is none or it is empty."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return None
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    return _Walk(pages, _role_map(root)).element(root, None, "Document", 0)


def soft_hyphens(tree: Element | None) -> dict[int, frozenset[int]]:
    """Page number → marked-content ids that the tree declares to be soft hyphens (``/ActualText`` U+00AD)."""
    found: dict[int, set[int]] = {}
    for element in walk(tree):
        if element.actual_text == "\u00ad":
            for content in element.contents:
                if not isinstance(content, Element):
                    found.setdefault(content[0], set()).add(content[1])
    return {page: frozenset(ids) for page, ids in found.items()}


def _role_map(root: pikepdf.Dictionary) -> dict[str, str]:
    roles = root.get("/RoleMap")
    if not isinstance(roles, pikepdf.Dictionary):
        return {}
    return {str(name)[1:]: str(role)[1:] for name, role in roles.items() if isinstance(role, pikepdf.Name)}


class _Walk:
    """One pass over the tree; elements are numbered as they are met."""

    def __init__(self, pages: Mapping[tuple[int, int], int], roles: Mapping[str, str]) -> None:
        self._pages = pages
        self._roles = roles
        self._count = 0
        self._seen: set[tuple[int, int]] = set()

    def element(self, node: pikepdf.Dictionary, page: int | None, kind: str, depth: int) -> Element:
        self._count += 1
        key = self._count
        page = self._page(node, page)
        contents = tuple(self._contents(node.get("/K"), page, depth + 1))
        spans = _attributes(node.get("/A")) if kind in ("TD", "TH") else {}
        text = node.get("/ActualText")
        return Element(
            kind,
            key,
            contents,
            max(1, spans.get("/RowSpan", 1)),
            max(1, spans.get("/ColSpan", 1)),
            str(text) if isinstance(text, pikepdf.String) else None,
        )

    def _contents(self, kids: Any, page: int | None, depth: int) -> Iterator[Element | tuple[int, int]]:
        if kids is None or depth > MAX_DEPTH:
            return
        if isinstance(kids, pikepdf.Array):
            for kid in kids:
                yield from self._contents(kid, page, depth + 1)
        elif isinstance(kids, int):
            if page is not None:
                yield page, int(kids)
        elif isinstance(kids, pikepdf.Dictionary):
            yield from self._dictionary(kids, page, depth)

    def _dictionary(self, kid: pikepdf.Dictionary, page: int | None, depth: int) -> Iterator[Element | tuple[int, int]]:
        if "/MCID" in kid:
            # inside a form XObject (/Stm) ids count from 0 again: they are not the page's
            at = self._page(kid, page)
            if at is not None and "/Stm" not in kid:
                yield at, int(kid["/MCID"])
            return
        role = kid.get("/S")
        if not isinstance(role, pikepdf.Name):
            return
        if kid.is_indirect:
            if kid.objgen in self._seen:
                return
            self._seen.add(kid.objgen)
        yield self.element(kid, page, self._kind(str(role)[1:]), depth)

    def _kind(self, role: str) -> str:
        for _ in range(8):  # role maps may map roles to roles, and in circles
            if role in STANDARD or role not in self._roles:
                break
            role = self._roles[role]
        return role

    def _page(self, node: pikepdf.Dictionary, page: int | None) -> int | None:
        own = node.get("/Pg")
        return self._pages.get(own.objgen, page) if isinstance(own, pikepdf.Dictionary) else page


def _attributes(value: Any) -> dict[str, int]:
    """The whole-number attributes of an element; ``/A`` is a dictionary or an array of them and revisions."""
    found: dict[str, int] = {}
    for item in value if isinstance(value, pikepdf.Array) else (value,):
        if isinstance(item, pikepdf.Dictionary):
            found |= {name: int(number) for name, number in item.items() if isinstance(number, int)}
    return found
