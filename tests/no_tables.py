"""Pages without tables, set with ReportLab: what readers of white space take for tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from random import Random

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

WORDS = (
    "kommunen arbejder for at flere borgere får hjælp til et sundt liv og gode vaner i hverdagen gennem tilbud som "
    "skolen lægen biblioteket og foreningerne udvikler sammen med dem der bor her både unge familier ældre naboer og "
    "frivillige møder støtte når noget bliver svært indsatsen følges hvert år af udvalget"
).split()
WIDTH, HEIGHT = A4
LEFT, TOP = 60.0, HEIGHT - 70
NAMES = ("Anna Holm", "Bo Lind", "Carla Juhl", "Dan Krogh", "Ea Toft", "Finn Bay", "Gry Dam", "Hans Eg", "Ida Friis")
STREETS = ("Skolevej 4", "Torvet 12", "Åvænget 7", "Møllegade 31", "Kirkestien 2", "Havnen 19", "Engen 5")
TOWNS = ("2635 Havby", "6800 Ådal", "7500 Nørreby", "4000 Sletten")


def sentence(random: Random, words: int = 14) -> str:
    chosen = [random.choice(WORDS) for _ in range(words)]
    return f"{chosen[0].capitalize()} {' '.join(chosen[1:])}."


def paragraph(random: Random, sentences: int) -> str:
    return " ".join(sentence(random, random.randint(8, 18)) for _ in range(sentences))


def flowing(columns: int, justified: bool, indent: float = 0.0, gap: float = 6.0) -> bytes:
    """Prose in so many columns over some pages."""
    random = Random(columns * 10 + justified)
    style = ParagraphStyle(
        "body", fontName="Times-Roman", fontSize=10, leading=13, firstLineIndent=indent, spaceAfter=gap
    )
    if justified:
        style.alignment = TA_JUSTIFY
    heading = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=12, leading=18, spaceBefore=8)
    story: list[object] = []
    for part in range(6 * columns):
        story.append(Paragraph(f"{part + 1}. {sentence(random, 3)}", heading))
        story.extend(Paragraph(paragraph(random, random.randint(2, 6)), style) for _ in range(2))
        story.append(Spacer(1, 4))
    out = io.BytesIO()
    space = 18.0
    width = (WIDTH - 2 * LEFT - space * (columns - 1)) / columns
    frames = [Frame(LEFT + k * (width + space), 60, width, HEIGHT - 130, 0, 0, 0, 0) for k in range(columns)]
    template = BaseDocTemplate(out, pagesize=A4)
    template.addPageTemplates(PageTemplate(frames=frames))
    template.build(story)
    return out.getvalue()


def drawn(*pages: Callable[[Canvas], None]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def at(canvas: Canvas, y: float, *parts: tuple[float, str]) -> None:
    for x, text in parts:
        canvas.drawString(x, y, text)


def contents(leaders: bool, numbered: bool) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        random = Random(7)
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(LEFT, TOP, "Indhold")
        canvas.setFont("Helvetica", 10)
        page = 3
        for k in range(22):
            y = TOP - 30 - 18 * k
            title = sentence(random, random.randint(2, 6))[:-1]
            if numbered:
                canvas.drawString(LEFT, y, f"{k // 4 + 1}.{k % 4 + 1}")
            x = LEFT + (40 if numbered else 12 * (k % 3 > 0))
            canvas.drawString(x, y, title)
            end = x + canvas.stringWidth(title, "Helvetica", 10)
            if leaders:
                canvas.drawString(end + 3, y, "." * int((WIDTH - LEFT - 30 - end) / 2.78))
            canvas.drawRightString(WIDTH - LEFT, y, str(page))
            page += random.randint(0, 3)

    return draw


def minutes(canvas: Canvas) -> None:
    random = Random(8)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(LEFT, TOP, "Referat af møde i styregruppen")
    canvas.setFont("Helvetica", 10)
    labels = (("Dato:", "12. marts 2024"), ("Sted:", "Rådhuset, lokale 3"), ("Til stede:", ", ".join(NAMES[:5])))
    for k, (label, value) in enumerate(labels):
        at(canvas, TOP - 30 - 16 * k, (LEFT, label), (LEFT + 90, value))
    y = TOP - 100
    for k in range(7):
        at(canvas, y, (LEFT, f"{k + 1}."), (LEFT + 30, sentence(random, 4)[:-1]))
        y -= 16
        for _ in range(random.randint(1, 4)):
            at(canvas, y, (LEFT + 30, sentence(random, 12)))
            y -= 13
        y -= 10


def agenda(canvas: Canvas) -> None:
    random = Random(9)
    canvas.drawString(LEFT, TOP, "Program for dagen")
    for k in range(12):
        at(
            canvas,
            TOP - 40 - 22 * k,
            (LEFT, f"Kl. {9 + k // 2}.{'00' if k % 2 else '30'}"),
            (LEFT + 80, sentence(random, 6)),
        )


def form(canvas: Canvas) -> None:
    labels = ("Navn:", "Adresse:", "Postnummer:", "Telefon:", "E-mail:", "CPR-nr.:", "Kontaktperson:", "Dato:")
    canvas.drawString(LEFT, TOP, "Ansøgning om tilskud")
    for k, label in enumerate(labels):
        y = TOP - 40 - 30 * k
        at(canvas, y, (LEFT, label), (LEFT + 110, "_" * 24), (LEFT + 290, labels[-k - 1]), (LEFT + 380, "_" * 14))


def filled_form(canvas: Canvas) -> None:
    pairs = (
        ("Navn:", NAMES[0]),
        ("Adresse:", STREETS[0]),
        ("By:", TOWNS[0]),
        ("Telefon:", "12 34 56 78"),
        ("Beløb:", "1.200 kr."),
    )
    for k, (label, value) in enumerate(pairs):
        at(canvas, TOP - 24 * k, (LEFT, label), (LEFT + 120, value))


def addresses(columns: int) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        random = Random(10)
        canvas.drawString(LEFT, TOP, "Medlemmer af udvalget")
        for row in range(6):
            for k in range(columns):
                x, y = LEFT + k * 470 / columns, TOP - 40 - 80 * row
                lines = (
                    random.choice(NAMES),
                    random.choice(STREETS),
                    random.choice(TOWNS),
                    f"Tlf. {random.randint(20, 99)} 10 20 30",
                )
                for n, text in enumerate(lines):
                    at(canvas, y - 13 * n, (x, text))

    return draw


def letter(canvas: Canvas) -> None:
    random = Random(11)
    for n, text in enumerate(
        ("Havby Kommune", "Rådhuset", "Torvet 1", "2635 Havby", "Tlf. 12 34 56 78", "www.havby.dk")
    ):
        at(canvas, TOP - 12 * n, (430, text))
    for n, text in enumerate((NAMES[1], STREETS[1], TOWNS[1])):
        at(canvas, TOP - 24 - 12 * n, (LEFT, text))
    at(canvas, TOP - 110, (LEFT, "Sagsnr. 24/1201"), (430, "Den 4. maj 2024"))
    for n in range(14):
        at(canvas, TOP - 150 - 14 * n, (LEFT, sentence(random, 13)))
    at(canvas, TOP - 400, (LEFT, "Med venlig hilsen"), (330, "Med venlig hilsen"))
    at(canvas, TOP - 450, (LEFT, NAMES[2]), (330, NAMES[3]))
    at(canvas, TOP - 463, (LEFT, "Borgmester"), (330, "Kommunaldirektør"))


def lists(canvas: Canvas) -> None:
    random = Random(12)
    y = TOP
    for k in range(4):
        canvas.drawString(LEFT, y, sentence(random, 8))
        y -= 20
        for n in range(5):
            marker = ("•", f"{n + 1}.", f"{'abcde'[n]})", "–")[k]
            at(canvas, y, (LEFT + 14, marker), (LEFT + 36, sentence(random, random.randint(4, 10))))
            y -= 14
            at(canvas, y, (LEFT + 36, sentence(random, 9)))
            y -= 16
        y -= 10


def chart(canvas: Canvas) -> None:
    for k in range(6):
        at(canvas, TOP - 40 * k, (LEFT, str(100 - 20 * k)))
        at(canvas, TOP - 215, (LEFT + 40 + 60 * k, str(2015 + k)))
    for k, (x, y) in enumerate(((120, 50), (190, 90), (250, 70), (310, 20), (380, 110))):
        at(canvas, TOP - y, (LEFT + x, f"{40 + 7 * k} %"))
    at(canvas, TOP - 240, (LEFT + 60, "Drenge"), (LEFT + 140, "Piger"), (LEFT + 220, "Alle"))


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "prose": lambda: flowing(1, justified=False),
    "justified prose": lambda: flowing(1, justified=True, indent=14, gap=0),
    "two columns": lambda: flowing(2, justified=False),
    "two justified columns": lambda: flowing(2, justified=True, indent=10, gap=0),
    "three columns": lambda: flowing(3, justified=False),
    "three justified columns": lambda: flowing(3, justified=True),
    "contents": lambda: drawn(
        contents(True, True), contents(True, False), contents(False, True), contents(False, False)
    ),
    "minutes": lambda: drawn(minutes),
    "agenda": lambda: drawn(agenda),
    "forms": lambda: drawn(form, filled_form),
    "addresses": lambda: drawn(addresses(2), addresses(3)),
    "letter": lambda: drawn(letter),
    "lists": lambda: drawn(lists),
    "chart": lambda: drawn(chart),
}


def page_count(names: Sequence[str] = tuple(DOCUMENTS)) -> int:
    """How many pages all documents have together."""
    import pypdfium2

    return sum(len(pypdfium2.PdfDocument(DOCUMENTS[name]())) for name in names)
