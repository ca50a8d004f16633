"""A plan document as Typst markup. Typst tags what it sets."""

from __future__ import annotations

import json

from typeset.plan import Block, Cell, Heading, PlanDocument, Prose, Row, RuleKind, Style, Table
from typeset.ruling import BAND_FILL, BLUE, GAP, GROUNDS, ZEBRA
from typeset.setting import A4, MARGIN, column_widths, neighbours
from typeset.words import plain

STROKES: dict[RuleKind, str] = {
    "strokes": "0.5pt + black",
    "dashed": '(thickness: 0.5pt, dash: "dashed")',
    "dotted": '(thickness: 1pt, dash: "dotted")',
    "hairline": "0.1pt + black",
    "coloured": f'1pt + rgb("#{BLUE:06x}")',
    "white-on-colour": "1pt + white",
    "horizontal": "(x: none, y: 0.5pt + black)",
    "horizontal-zebra": "(x: none, y: 0.5pt + gray)",
    "boxes": "none",
    "none": "none",
}


def typst_source(document: PlanDocument) -> str:
    """The document as Typst markup."""
    style = document.style
    width, height = (A4[1], A4[0]) if style.landscape else A4
    footer = "context [Side #counter(page).display()]" if style.page_numbers else "none"
    lines = [
        f"#set document(title: {_quoted(document.title)})",
        f"#set page(width: {width}pt, height: {height}pt, margin: {MARGIN}pt,"
        f" header: text(8pt, {_quoted(style.running_head)}), footer: {footer})",
        f'#set text(font: {_quoted(style.font)}, size: 10pt, lang: "da", hyphenate: false)',
        f"#set par(leading: {0.65 * style.leading - 0.1:.2f}em)",
        "#show heading.where(level: 1): set text(16pt)",
        "#show heading.where(level: 2): set text(13pt)",
        "" if style.cuts_rows else "#show table.cell: set block(breakable: false)",
        f"#heading(level: 1, {_quoted(document.title)})",
        *(_block(document, at, block) for at, block in enumerate(document.blocks)),
    ]
    return "\n".join(lines)


def _block(document: PlanDocument, at: int, block: Block) -> str:
    if isinstance(block, Heading):
        return f"#heading(level: 2, {_quoted(plain(block.text))})"
    if isinstance(block, Prose):
        return f"#par({_text(block.text, document.style)})"
    assert isinstance(block, Table)
    return _table(document, block, neighbours(document.blocks, at))


def _table(document: PlanDocument, table: Table, together: list[Table]) -> str:
    style = document.style
    size, widths = column_widths(document, table, together)
    loose = 0.9 * size if style.rules == "none" else 0.0
    inset = f"(x: {style.padding + (3.0 if loose else 0.0)}pt, y: {style.padding * 0.7 + loose:.2f}pt)"
    gutter = f", gutter: {GAP}pt" if style.rules == "boxes" else ""
    widths = [w - GAP * (style.rules == "boxes") for w in widths]
    rows = []
    header = [_row(style, table, row, is_header=True) for row in table.header]
    if table.caption:
        rows.append(_row(style, table, (table.caption, *(None for _ in table.columns[1:]))))
    if header:
        repeat = str(table.repeats and not table.caption).lower()
        rows.append(f"table.header(repeat: {repeat}, {', '.join(header)})")
    rows.extend(_row(style, table, row, striped=k % 2 == 1) for k, row in enumerate(table.rows))
    columns = ", ".join(f"{width:.2f}pt" for width in widths)
    made = (
        f"table(columns: ({columns},), inset: {inset}, stroke: {STROKES[style.rules]}{gutter},"
        f" align: {'horizon' if style.middle else 'top'} + left, {', '.join(rows)})"
    )
    space = "0pt" if any(t.attached for t in together if t is not table) and not table.attached else "14pt"
    above = "0pt" if table.attached else "8pt"
    return f"#block(above: {above}, below: {space}, text({size:.2f}pt, {made}))"


def _row(style: Style, table: Table, row: Row, *, is_header: bool = False, striped: bool = False) -> str:
    cells = []
    for cell in row:
        if cell is None:
            continue
        spans = f"rowspan: {cell.row_span}, colspan: {cell.column_span}"
        fill = _fill(style, cell, table, is_header, striped)
        shade = f', fill: rgb("#{fill:06x}")' if fill is not None else ""
        bold = cell.bold or (is_header and style.bold_header)
        content = _content(cell, style)
        cells.append(f"table.cell({spans}{shade}, {f'strong({content})' if bold else content})")
    return ", ".join(cells)


def _fill(style: Style, cell: Cell, table: Table, is_header: bool, striped: bool) -> int | None:
    if is_header and style.header_fill is not None:
        return style.header_fill
    if cell.column_span == len(table.columns):
        return BAND_FILL
    if style.rules in ("white-on-colour", "boxes"):
        return GROUNDS[0]
    return ZEBRA if style.rules == "horizontal-zebra" and striped else None


def _content(cell: Cell, style: Style) -> str:
    texts = [_text(text, style) for text in cell.paragraphs]
    if not texts:
        return "[]"
    if cell.bullets:
        return f"list({', '.join(texts)})"
    return "[" + "".join(f"#par({text})" for text in texts) + "]" if len(texts) > 1 else texts[0]


def _text(text: str, style: Style) -> str:
    return f"[#{_quoted(plain(text) if style.hyphen == 'none' else text)}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
