"""A plan document as HTML, for WeasyPrint and Chromium."""

from __future__ import annotations

from html import escape

from typeset.breaking import FONT_FILES, font_path
from typeset.plan import HYPHENS, Block, Cell, Heading, PlanDocument, Prose, Row, RuleKind, Style, Table
from typeset.ruling import BAND_FILL, BLUE, GAP, GROUNDS, ZEBRA
from typeset.setting import A4, MARGIN, column_widths, neighbours
from typeset.words import plain

BORDERS: dict[RuleKind, str] = {
    "strokes": "border: 0.5pt solid black",
    "dashed": "border: 0.75pt dashed black",
    "dotted": "border: 1pt dotted black",
    "double": "border: 2.25pt double black",
    "hairline": "border: 0.1pt solid black",
    "coloured": f"border: 1pt solid #{BLUE:06x}",
    "white-on-colour": f"border: 1pt solid white; background: #{GROUNDS[0]:06x}",
    "horizontal": "border: solid black; border-width: 0.5pt 0",
    "horizontal-zebra": "border: solid #999; border-width: 0.5pt 0",
    "boxes": f"background: #{GROUNDS[1]:06x}",
    "none": "",
}


def html(document: PlanDocument) -> str:
    """The document as one page of HTML with its fonts."""
    blocks = document.blocks
    body = "\n".join(_block(document, at, block) for at, block in enumerate(blocks))
    return (
        f'<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>{escape(document.title)}</title>'
        f"<style>{_css(document.style)}</style></head><body><h1>{escape(document.title)}</h1>\n{body}</body></html>"
    )


def _css(style: Style) -> str:
    width, height = (A4[1], A4[0]) if style.landscape else A4
    spacing = f"border-spacing: {GAP}pt" if style.rules == "boxes" else "border-collapse: collapse"
    hyphen = HYPHENS[style.hyphen].replace("\u00ad", "\u2010")
    head = "font-weight: bold" if style.bold_header else "font-weight: normal"
    loose = 0.9 * style.size if style.rules == "none" else 0.0
    sides = f"{style.padding + (3.0 if loose else 0.0)}pt"
    rules = [
        *(
            f"@font-face {{ font-family: '{name}'; font-weight: {('normal', 'bold')[bold]};"
            f" src: url('{font_path(name, bool(bold)).as_uri()}') }}"
            for name in FONT_FILES
            for bold in (0, 1)
        ),
        f"@page {{ size: {width}pt {height}pt; margin: {MARGIN}pt;"
        f" @top-left {{ content: '{style.running_head}'; font-size: 8pt }}"
        + (" @bottom-right { content: 'Side ' counter(page); font-size: 8pt }" if style.page_numbers else "")
        + " }",
        f"body {{ font-family: '{style.font}'; font-size: 10pt; margin: 0; hyphens: manual;"
        f" hyphenate-character: '{hyphen}'; overflow-wrap: {'anywhere' if style.breaks_words else 'normal'} }}",
        "h1 { font-size: 16pt } h2 { font-size: 13pt; break-after: avoid } p { margin: 0 }",
        "body > p { margin: 6pt 0 }",
        f"table {{ {spacing}; table-layout: fixed; line-height: {style.leading}; margin-bottom: 14pt }}",
        f"th, td {{ padding: {style.padding * 0.7 + loose}pt {sides}; text-align: left; font-weight: normal;"
        f" vertical-align: {'middle' if style.middle else 'top'}; {BORDERS[style.rules]} }}",
        "td p + p { margin-top: 0.35em } ul { margin: 0; padding-left: 1.1em } li { padding-left: 0 }",
        f"th {{ {head} }} .bold {{ font-weight: bold }} .band {{ background: #{BAND_FILL:06x} }}",
        f"tr.striped td {{ background: #{ZEBRA:06x} }}" if style.rules == "horizontal-zebra" else "",
        f"th {{ background: #{style.header_fill:06x} }}" if style.header_fill is not None else "",
        "tr > :first-child { border-left: none } tr > .last { border-right: none }" if style.open_sides else "",
        "" if style.cuts_rows else "tr { break-inside: avoid }",
        "tr:has(th) { break-inside: avoid; break-after: avoid }",
    ]
    return "\n".join(rule for rule in rules if rule)


def _block(document: PlanDocument, at: int, block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h2>{escape(plain(block.text))}</h2>"
    if isinstance(block, Prose):
        return f"<p>{_text(block.text, document.style)}</p>"
    assert isinstance(block, Table)
    return _table(document, block, neighbours(document.blocks, at))


def _table(document: PlanDocument, table: Table, together: list[Table]) -> str:
    size, widths = column_widths(document, table, together)
    attached = any(t.attached for t in together if t is not table) and not table.attached
    columns = "".join(f'<col style="width: {width:.2f}pt">' for width in widths)
    style = f"font-size: {size:.2f}pt; width: {sum(widths):.2f}pt" + ("; margin-bottom: 0" if attached else "")
    head = [_row(document.style, table, row, "th") for row in table.header]
    if table.caption:
        head.insert(0, _row(document.style, table, (table.caption, *(None for _ in table.columns[1:])), "td"))
    body = [_row(document.style, table, row, "td", k % 2 == 1) for k, row in enumerate(table.rows)]
    if not table.repeats or table.caption:
        head, body = [], head + body
    thead = f"<thead>{''.join(head)}</thead>" if head else ""
    return f'<table style="{style}">{columns}{thead}<tbody>{"".join(body)}</tbody></table>'


def _row(style: Style, table: Table, row: Row, tag: str, striped: bool = False) -> str:
    cells = []
    for column, cell in enumerate(row):
        if cell is None:
            continue
        classes = []
        if cell.bold:
            classes.append("bold")
        if cell.column_span == len(table.columns):
            classes.append("band")
        if column + cell.column_span == len(table.columns):
            classes.append("last")
        spans = f' rowspan="{cell.row_span}" colspan="{cell.column_span}" class="{" ".join(classes)}"'
        cells.append(f"<{tag}{spans}>{_content(cell, style)}</{tag}>")
    return f"<tr{' class=striped' if striped else ''}>{''.join(cells)}</tr>"


def _content(cell: Cell, style: Style) -> str:
    texts = [_text(text, style) for text in cell.paragraphs]
    if cell.bullets:
        return f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"
    return "".join(f"<p>{text}</p>" for text in texts)


def _text(text: str, style: Style) -> str:
    return escape(plain(text) if style.hyphen == "none" else text)
