"""A sample plan as a web page, printed by WeasyPrint: ruled by borders, header repeated, U+2010 as hyphen."""

from __future__ import annotations

from html import escape

from source import HEADER_FILL, MARK, Cell, Heading, Items, PageBreak, Paragraph, Source, Table
from weasyprint import HTML  # type: ignore[import-untyped]

STYLE = """
@page { size: A4 %(orientation)s; margin: 20mm;
        @bottom-center { content: "%(mark)s · side " counter(page); font: 8pt Carlito } }
body { font: 9.5pt/1.25 Carlito; hyphens: auto }
h1 { font-size: 17pt } h2 { font-size: 14pt } h3 { font-size: 12pt }
table { border-collapse: collapse; table-layout: fixed; width: 100%%; margin-bottom: 5mm }
th, td { border: 0.5pt solid black; padding: 1mm 1.5mm; vertical-align: top; text-align: left }
th { background: #%(header_fill)s }
td p { margin: 0 0 1mm }
.break { break-after: page }
"""


def set_pdf(source: Source) -> bytes:
    """The PDF of a source."""
    style = STYLE % {
        "orientation": "landscape" if source.landscape else "portrait",
        "mark": MARK,
        "header_fill": HEADER_FILL,
    }
    head = (
        f"<title>{escape(source.title)}</title>"
        f'<meta name="description" content="{MARK}"><meta name="keywords" content="{MARK}">'
        f"<style>{style}</style>"
    )
    body = "\n".join(_block(block) for block in source.blocks)
    page = f'<!doctype html><html lang="da"><head>{head}</head><body>{body}</body></html>'
    return HTML(string=page).write_pdf(pdf_identifier=source.stem.encode())  # type: ignore[no-any-return]


def _block(block: Heading | Paragraph | Items | PageBreak | Table) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Items(items):
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
        case PageBreak():
            return '<div class="break"></div>'
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    columns = "".join(f'<col style="width: {width}mm">' for width in table.widths)
    header = "".join(f"<th>{escape(heading)}</th>" for heading in table.header)
    rows = "".join(f"<tr>{''.join(_cell(cell) for cell in row.cells)}</tr>" for row in table.rows)
    return f"<table>{columns}<thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(cell: Cell) -> str:
    style = f' style="background: #{cell.fill}"' if cell.fill else ""
    span = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    prefix = f"<b>{escape(cell.prefix)}</b> " if cell.prefix else ""
    paragraphs = "".join(
        f"<p>{prefix if position == 0 else ''}{escape(text)}</p>" for position, text in enumerate(cell.paragraphs)
    )
    return f"<td{span}{style}>{paragraphs}</td>"
