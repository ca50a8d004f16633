"""Sheets: one activity a table, headings in the left column, as the programs of municipalities print them.

Each test stands for a kind of file that was wrong: what is drawn is as small as the fault showed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from ingest import extract
from model.activity import Activity
from model.plan import Plan

WIDTH, HEIGHT = 595.0, 842.0
LEFT, INNER, RIGHT = 50.0, 170.0, 545.0
GREY = (0.85, 0.85, 0.85)
TITLES = ("Gåhold for borgere", "Cykling til skole", "Mentorer for unge")
Pairs = Sequence[tuple[str, Sequence[str]]]


def pairs(title: str) -> Pairs:
    return (
        ("Indsats:", (title,)),
        ("Formål:", ("Flere borgere bevæger sig hver dag,", f"og {title.lower()} er en del af det.")),
        ("Opgave:", (f"At finde frivillige til {title.lower()}.",)),
        ("Ansvarlig:", (f"Centret for {title.lower()}",)),
        ("Tidsplan:", (f"Når {title.lower()} er i gang",)),
    )


FIELDS = {
    "Indsats": "title",
    "Formål": "purpose",
    "Opgave": "task",
    "Ansvarlig": "responsible",
    "Tidsplan": "time_horizon",
}


def expected(own: Pairs) -> dict[str, str]:
    return {FIELDS[heading.rstrip(":")]: " ".join(lines) for heading, lines in own}


def found_of(activity: Activity) -> dict[str, str]:
    return {name: text.replace("\n", " ") for name in FIELDS.values() if (text := getattr(activity, name))}


def found(plan: Plan) -> list[dict[str, str]]:
    return [found_of(activity) for activity in plan.activities]


class Drawing:
    """Pages drawn line by line; y from the top, in points."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas = canvas.Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=True)

    def text(self, x: float, y: float, said: str, *, bold: bool = False, size: float = 10) -> None:
        """Draw a text."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, HEIGHT - y, said)

    def rule(self, x0: float, y: float, x1: float) -> None:
        """Draw a rule across."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)

    def upright(self, x: float, top: float, bottom: float) -> None:
        """Draw an upright rule."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x, HEIGHT - top, x, HEIGHT - bottom)

    def fill(self, x0: float, top: float, x1: float, bottom: float, colour: Sequence[float] = GREY) -> None:
        """Draw a filled box."""
        self.canvas.setFillColorRGB(*colour)
        self.canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self.canvas.setFillColorRGB(0, 0, 0)

    def read(self) -> Plan:
        """Save what is drawn, and extract it."""
        self.canvas.save()
        return extract(self.path)


@pytest.fixture
def page(tmp_path: Path) -> Drawing:
    return Drawing(tmp_path / "indsatser.pdf")


def document_title(page: Drawing) -> float:
    """A title on top, and where the next heading stands."""
    page.text(LEFT, 40, "Sundhedsplan for kommunen", bold=True, size=20)
    return 70.0


def height(lines: Sequence[str]) -> float:
    return 12.0 * max(1, len(lines)) + 8


def row(page: Drawing, top: float, heading: str, lines: Sequence[str], inner: float = INNER) -> float:
    """The texts of a row, and where it ends."""
    page.text(LEFT + 4, top + 13, heading, bold=True)
    for k, line in enumerate(lines):
        page.text(inner + 4, top + 13 + 12 * k, line)
    return top + height(lines)


def grid(page: Drawing, top: float, own: Pairs) -> float:
    """A sheet with all its lines, and where it ends."""
    ys = [top]
    for heading, lines in own:
        ys.append(row(page, ys[-1], heading, lines))
    for y in ys:
        page.rule(LEFT, y, RIGHT)
    for x in (LEFT, INNER, RIGHT):
        page.upright(x, top, ys[-1])
    return ys[-1]


def headings_filled(page: Drawing, top: float, own: Pairs) -> float:
    """A sheet that only the fills of its headings show."""
    for heading, lines in own:
        page.fill(LEFT, top, INNER, top + height(lines))
        top = row(page, top, heading, lines)
    return top


def rules_below(page: Drawing, top: float, own: Pairs) -> float:
    """A sheet with a rule below each row, none above the first."""
    for heading, lines in own:
        top = row(page, top, heading, lines)
        page.rule(LEFT, top, RIGHT)
    return top


def bare(page: Drawing, top: float, own: Pairs) -> float:
    """A sheet without any line."""
    for heading, lines in own:
        top = row(page, top, heading, lines)
    return top


SETTINGS: dict[str, Callable[[Drawing, float, Pairs], float]] = {
    "grid": grid,
    "headings filled": headings_filled,
    "rules below": rules_below,
    "bare": bare,
}


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("gap", [0, 12])
def test_sheets_below_each_other(page, setting, gap):
    top = 60.0
    for title in TITLES:
        top = SETTINGS[setting](page, top, pairs(title)) + gap
    plan = page.read()
    assert found(plan) == [expected(pairs(title)) for title in TITLES]
    assert plan.plan_form == "sheets"


@pytest.mark.parametrize("setting", SETTINGS)
def test_sheets_over_pages(page, setting):
    for title in TITLES:
        SETTINGS[setting](page, 700, pairs(title)[:3])
        page.canvas.showPage()
        SETTINGS[setting](page, 40, pairs(title)[3:])
    assert found(page.read()) == [expected(pairs(title)) for title in TITLES]


@pytest.mark.parametrize("setting", SETTINGS)
def test_titles_are_the_headings_above(page, setting):
    top = document_title(page)
    for title in TITLES:
        page.text(LEFT, top, title, bold=True, size=14)
        top = SETTINGS[setting](page, top + 10, pairs(title)[1:]) + 40
    assert found(page.read()) == [expected(pairs(title)) for title in TITLES]


def test_a_heading_above_that_ends_as_a_sentence_is_one_as_the_others_are(page):
    titles = (*TITLES, "Rådgivning til unge, der ikke er i job eller uddannelse.")
    top = document_title(page)
    for title in titles:
        page.text(LEFT, top, title, bold=True, size=10)
        top = grid(page, top + 8, pairs(title)[1:]) + 40
    assert [a.title for a in page.read().activities] == list(titles)


def test_two_tables_beside_each_other_below_such_a_heading(page):
    """One heading is right above both."""
    top = document_title(page)
    for title in TITLES[:2]:
        page.text(LEFT, top, title, bold=True, size=10)
        top = grid(page, top + 8, pairs(title)[1:]) + 40
    page.text(LEFT, top, "Tal for borgere, der ikke er i job eller uddannelse.", bold=True, size=10)
    for left in (LEFT, 320.0):
        xs = (left, left + 110, left + 220)
        for y in (top + 8, top + 28, top + 48):
            page.rule(xs[0], y, xs[-1])
        for x in xs:
            page.upright(x, top + 8, top + 48)
        for k, said in enumerate(("Gruppe", "Antal", "Unge", "12")):
            page.text(xs[k % 2] + 4, top + 21 + 20 * (k // 2), said)
    plan = page.read()
    assert found(plan) == [expected(pairs(title)) for title in TITLES[:2]]


def test_a_heading_above_several_sheets_is_their_section(page):
    top = document_title(page)
    page.text(LEFT, top, "Sundhed for alle", bold=True, size=14)
    top += 10
    for title in TITLES:
        top = grid(page, top, pairs(title)) + 14
    plan = page.read()
    assert {a.section for a in plan.activities} == {"Sundhed for alle"}
    assert found(plan) == [expected(pairs(title)) for title in TITLES]


def titled(page: Drawing, top: float, title: str, own: Pairs) -> float:
    """A sheet below a filled row across that holds its title."""
    page.fill(LEFT, top, RIGHT, top + 20)
    page.text(LEFT + 4, top + 13, title)
    page.rule(LEFT, top, RIGHT)
    for x in (LEFT, RIGHT):
        page.upright(x, top, top + 20)
    return grid(page, top + 20, own)


def test_titles_are_rows_across(page):
    top = 60.0
    for title in TITLES:
        top = titled(page, top, title, pairs(title)[1:]) + 14
    assert found(page.read()) == [expected(pairs(title)) for title in TITLES]


def test_a_title_alone_at_the_foot_of_a_page(page):
    top = titled(page, 60, TITLES[0], pairs(TITLES[0])[1:])
    page.fill(LEFT, top + 12, RIGHT, top + 32)
    page.text(LEFT + 4, top + 25, TITLES[1])
    for y in (top + 12, top + 32):
        page.rule(LEFT, y, RIGHT)
    for x in (LEFT, RIGHT):
        page.upright(x, top + 12, top + 32)
    page.canvas.showPage()
    grid(page, 40, pairs(TITLES[1])[1:])
    assert found(page.read()) == [expected(pairs(title)) for title in TITLES[:2]]


def test_a_first_heading_that_changes(page):
    """Both "Udvalgt aktivitet" and "Aktivitet" begin a sheet."""
    top = 60.0
    heads = ("Udvalgt aktivitet:", "Aktivitet:", "Aktivitet:")
    for head, title in zip(heads, TITLES, strict=True):
        top = grid(page, top, ((head, (title,)), *pairs(title)[1:])) + 14
    plan = page.read()
    assert found(plan) == [expected(pairs(title)) for title in TITLES]
    assert [a.selected for a in plan.activities] == [True, False, False]


def test_headings_in_pairs_beside_each_other(page):
    xs = (LEFT, 150.0, 300.0, 390.0, RIGHT)
    top = 60.0
    for title in TITLES:
        own = dict(pairs(title))
        start = top
        for heading in ("Indsats:", "Formål:"):
            page.fill(LEFT, top, xs[1], top + height(own[heading]))
            bottom = row(page, top, heading, own[heading], xs[1])
            page.rule(LEFT, top, RIGHT)
            for x in (LEFT, xs[1], RIGHT):
                page.upright(x, top, bottom)
            top = bottom
        for x, (heading, lines) in zip(
            xs[::2], (("Ansvarlig:", own["Ansvarlig:"]), ("Tidsplan:", own["Tidsplan:"])), strict=False
        ):
            page.text(x + 4, top + 13, heading, bold=True)
            page.text(xs[xs.index(x) + 1] + 4, top + 13, lines[0])
        page.rule(LEFT, top, RIGHT)
        for x in xs:
            page.upright(x, top, top + 20)
        top += 20
        bottom = row(page, top, "Opgave:", own["Opgave:"], xs[1])
        for y in (top, bottom):
            page.rule(LEFT, y, RIGHT)
        for x in (LEFT, xs[1], RIGHT):
            page.upright(x, top, bottom)
        assert bottom > start
        top = bottom + 14
    assert found(page.read()) == [expected(pairs(title)) for title in TITLES]


def test_a_filled_heading_inside_a_row_without_other_lines(page):
    xs = (LEFT, 150.0, 300.0, 390.0, RIGHT)
    top = 60.0
    for title in TITLES:
        own = dict(pairs(title))
        start = top
        for heading in ("Indsats:", "Formål:", "Ansvarlig:", "Opgave:"):
            page.fill(LEFT, top, xs[1], top + height(own[heading]))
            if heading == "Ansvarlig:":
                page.fill(xs[2], top, xs[3], top + 20)
                page.text(xs[2] + 4, top + 13, "Tidsplan:", bold=True)
                page.text(xs[3] + 4, top + 13, own["Tidsplan:"][0])
            top = row(page, top, heading, own[heading], xs[1])
        for y in (start, top):
            page.rule(LEFT, y, RIGHT)
        for x in (LEFT, RIGHT):
            page.upright(x, start, top)
        top += 14
    assert found(page.read()) == [expected(pairs(title)) for title in TITLES]


def middle_of(page: Drawing, top: float, own: Pairs) -> float:
    """A sheet without lines, its headings in the middle of their rows."""
    for heading, lines in own:
        page.text(LEFT, top + 13 + 6 * (len(lines) - 1), heading, bold=True)
        for k, line in enumerate(lines):
            page.text(INNER, top + 13 + 12 * k, line)
        top += height(lines) + 6
    return top


def test_headings_in_the_middle_of_rows_without_lines(page):
    top = 60.0
    for title in TITLES:
        own = [
            (h, (*t, "En linje mere om det.", "Og en til, som er den sidste.") if h == "Opgave:" else t)
            for h, t in pairs(title)
        ]
        top = middle_of(page, top, own)
    texts = [a.task.replace("\n", " ") for a in page.read().activities if a.task]
    assert len(texts) == len(TITLES)
    assert all(text.endswith("Og en til, som er den sidste.") for text in texts)


def test_a_heading_of_two_lines_without_rules(page):
    top = 60.0
    for title in TITLES:
        for heading, lines in pairs(title):
            if heading == "Ansvarlig:":
                page.text(LEFT + 4, top + 13, "Ansvarlig for", bold=True)
                page.text(LEFT + 4, top + 25, "indsatsen:", bold=True)
                page.text(INNER + 4, top + 13, lines[0])
                top += 34
            else:
                top = row(page, top, heading, lines) + 6
    assert found(page.read()) == [expected(pairs(title)) for title in TITLES]


def test_text_without_a_heading_belongs_to_the_one_above(page):
    own = (*pairs(TITLES[0])[:3], ("", ("Holdene mødes hver uge.",)), *pairs(TITLES[0])[3:])
    grid(page, 60, own)
    (activity,) = page.read().activities
    assert activity.task == f"At finde frivillige til {TITLES[0].lower()}.\nHoldene mødes hver uge."


def across_row(page: Drawing, top: float, said: str) -> float:
    """A row across with its lines, and where it ends."""
    page.text(LEFT + 4, top + 13, said)
    for y in (top, top + 20):
        page.rule(LEFT, y, RIGHT)
    for x in (LEFT, RIGHT):
        page.upright(x, top, top + 20)
    return top + 20


def test_a_row_across_inside_a_sheet_begins_no_other(page):
    own = pairs(TITLES[0])
    top = grid(page, across_row(page, grid(page, 60, own[:3]), "Organisering og tid"), own[3:])
    assert top < HEIGHT
    plan = page.read()
    assert found(plan) == [expected(own)]
    assert "Organisering og tid" in plan.activities[0].extra.values()


def test_several_rows_across_above_a_sheet_are_its_title_and_section(page):
    top = 60.0
    for said in ("Sundhed for alle", "Tema: Bevægelse", TITLES[0]):
        top = across_row(page, top, said)
    grid(page, top, pairs(TITLES[0])[1:])
    (activity,) = page.read().activities
    assert (activity.title, activity.section) == (TITLES[0], "Sundhed for alle Tema: Bevægelse")


def test_a_row_across_below_the_last_sheet_is_kept(page):
    top = grid(page, 60, pairs(TITLES[0]))
    across_row(page, top, "Vedtaget af udvalget i maj")
    (activity,) = page.read().activities
    assert expected(pairs(TITLES[0])).items() <= found_of(activity).items()
    assert "Vedtaget af udvalget i maj" in activity.extra.values()


def test_an_unknown_heading_goes_with_the_others(page):
    own = (*pairs(TITLES[0]), ("Snitflader:", ("Biblioteket og skolerne",)))
    grid(page, 60, own)
    (activity,) = page.read().activities
    assert activity.extra["Snitflader:"] == "Biblioteket og skolerne"


def across(page: Drawing, top: float, rows: Sequence[Sequence[str]]) -> None:
    """An ordinary table with all its lines."""
    xs = (LEFT, 200.0, 330.0, 440.0, RIGHT)
    ys = [top + 22 * k for k in range(len(rows) + 1)]
    for y, texts in zip(ys, rows, strict=False):
        for x, said in zip(xs, texts, strict=False):
            page.text(x + 4, y + 14, said, bold=y == top, size=8)
    for y in ys:
        page.rule(LEFT, y, RIGHT)
    for x in xs:
        page.upright(x, ys[0], ys[-1])


def test_titles_that_are_headings_elsewhere_make_no_sheet(page):
    rows = (
        ("Indsats", "Formål", "Ansvarlig", "Tidsplan"),
        ("Mål for trivsel", "Flere trives", "Skolerne", "2020"),
        ("Status på forløb", "Viden om forløb", "Centret", "2021"),
        ("Ansvarlig færdsel", "Færre ulykker", "Politiet", "2022"),
    )
    across(page, 60, rows)
    plan = page.read()
    assert plan.plan_form == "table"
    assert [a.title for a in plan.activities] == [own[0] for own in rows[1:]]


def test_an_ordinary_table_beside_sheets_keeps_its_header(page):
    """Of whose rows the first cell is empty, so that its left column says no more than a heading does."""
    top = grid(page, 60, pairs(TITLES[0])) + 40
    across(page, top, (("Indsats:", "Formål:", "Ansvarlig:", "Tidsplan:"), ("", "Flere trives", "Skolerne", "2020")))
    plan = page.read()
    assert [a.purpose for a in plan.activities][1:] == ["Flere trives"]
    assert plan.plan_form == "mixed"


def test_a_frame_at_the_foot_of_a_page_is_no_section_of_the_table_below(page):
    page.text(LEFT, 40, "Sundhed for alle", bold=True, size=16)
    page.text(LEFT + 4, 763, "Skriv til forvaltningen, hvis du har spørgsmål", size=8)
    for y in (750, 770):
        page.rule(LEFT, y, RIGHT)
    for x in (LEFT, RIGHT):
        page.upright(x, 750, 770)
    page.canvas.showPage()
    across(page, 40, (("Indsats", "Formål", "Ansvarlig", "Tidsplan"), ("Gåhold", "Flere trives", "Skolerne", "2020")))
    (activity,) = page.read().activities
    assert (activity.title, activity.section) == ("Gåhold", "")


def test_two_columns_of_prose_with_words_that_are_headings_make_no_sheet(page):
    for k in range(20):
        page.text(LEFT, 60 + 14 * k, "Formålet er at flere kan få hjælp")
        page.text(300, 60 + 14 * k, "og målet er at det sker i tide for")
    plan = page.read()
    assert plan.plan_form == "prose"
    assert plan.audit.lost == 0


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_word_is_accounted_for(page, setting):
    top = 60.0
    for title in TITLES:
        top = SETTINGS[setting](page, top, pairs(title)) + 12
    plan = page.read()
    words = " ".join(text for activity in found(plan) for text in activity.values()).split()
    assert len(words) == sum(len(" ".join(lines).split()) for title in TITLES for _, lines in pairs(title))


def test_a_sheet_names_its_places_in_order(page):
    for title in TITLES[:2]:
        grid(page, 700, pairs(title)[:3])
        page.canvas.showPage()
        grid(page, 40, pairs(title)[3:])
    plan = page.read()
    pages = [[a.provenance[f].places[0].page for f in ("title", "purpose", "responsible")] for a in plan.activities]
    assert pages == [[1, 1, 2], [2, 2, 3]]
    assert all(a <= b for own in pages for a, b in pairwise(own))
