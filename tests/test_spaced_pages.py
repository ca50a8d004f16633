"""Tables without lines over several pages, and several in one document: what their rows become."""

from __future__ import annotations

from pathlib import Path

from setter import Row, Setter

from ingest.extraction import read_tables
from ingest.joining.joined import Table
from ingest.text import Hyphenation, cell_text

GROUPS = ("Område", "Formål", "Niveau", "Indsats")
GROUP_XS, GROUP_WIDTHS = (60.0, 150.0, 270.0, 340.0), (80.0, 110.0, 60.0, 180.0)
PLAIN = ("Aktivitet", "Formål", "Opgave", "Ansvarlig")
PLAIN_XS, PLAIN_WIDTHS = (60.0, 170.0, 300.0, 450.0), (100.0, 120.0, 140.0, 100.0)
PARAGRAPH, ROW = 4.0, 12.0  # points below a paragraph, and below a row


def rows(table: Table) -> list[list[str]]:
    """What each row says; a cell that spans rows counts for each."""
    found = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            found[row][cell.column] = cell_text(cell.paragraphs, Hyphenation()).replace("\n", " ")
    return found


def tables(setter: Setter, folder: Path) -> list[list[list[str]]]:
    return [rows(table) for table in read_tables(setter.save(folder)).tables]


def grouped(setter: Setter, row: Row, gap: float = ROW) -> None:
    setter.row(row, GROUP_XS, GROUP_WIDTHS, bold=row == GROUPS, gap=gap)


def plain(setter: Setter, row: Row, gap: float = ROW) -> None:
    setter.row(row, PLAIN_XS, PLAIN_WIDTHS, bold=row == PLAIN, gap=gap)


def test_a_group_goes_on_at_the_top_of_the_next_page(tmp_path: Path) -> None:
    setter = Setter()
    grouped(setter, GROUPS)
    for name, aim in (("Sundhed", "Flere er i bevægelse"), ("Fællesskab", "Færre er alene om aftenen, og flere ses")):
        grouped(setter, (name, aim, "Tidlig", "Byen åbner haller om søndagen"))
        grouped(setter, ("", "", "Særlig", "En vejleder følger med de første gange"))
    setter.page()
    grouped(setter, GROUPS)
    grouped(setter, ("", "i klubberne", "", "og ringer bagefter"))
    grouped(setter, ("", "", "Sen", "Klubber får en kontaktperson"))
    grouped(setter, ("Kost", "Maden er god", "Tidlig", "Skoler laver mad sammen"))
    grouped(setter, ("", "", "Særlig", "Hold om mad i hverdagen"))
    (found,) = tables(setter, tmp_path)
    aim = "Færre er alene om aftenen, og flere ses i klubberne"
    assert [row[:3] for row in found] == [
        ["Sundhed", "Flere er i bevægelse", "Tidlig"],
        ["Sundhed", "Flere er i bevægelse", "Særlig"],
        ["Fællesskab", aim, "Tidlig"],
        ["Fællesskab", aim, "Særlig"],
        ["Fællesskab", aim, "Sen"],
        ["Kost", "Maden er god", "Tidlig"],
        ["Kost", "Maden er god", "Særlig"],
    ]


def test_the_name_of_a_group_may_be_longer_than_its_first_row(tmp_path: Path) -> None:
    setter = Setter()
    grouped(setter, GROUPS)
    names = (("Sundhed", "Flere er ude"), ("Fællesskab", "Færre er alene"), ("Kost", "Maden er god"))
    for name, aim in names:
        grouped(setter, (name, f"{aim} hver uge, og ingen", "Tidlig", "Byen åbner haller"), 0)
        grouped(setter, ("", "står udenfor" if name == "Kost" else "", "Særlig", "Hold i klubben"), 0)
    (found,) = tables(setter, tmp_path)
    assert found[-2][:3] == ["Kost", "Maden er god hver uge, og ingen står udenfor", "Tidlig"]
    assert found[-1][:3] == ["Kost", "Maden er god hver uge, og ingen står udenfor", "Særlig"]


def test_tables_of_one_row_are_asked_with_those_that_show_how_rows_stand(tmp_path: Path) -> None:
    setter = Setter()
    plain(setter, PLAIN)
    plain(setter, ("Løbeklub", "Flere løber sammen hver eneste uge.", "En træner møder op.", "Centret"), PARAGRAPH)
    plain(setter, ("", "Ingen løber alene.", "", ""))
    plain(setter, ("Madskole", "Unge laver mad", "Skolen låner køkkenet ud om eftermiddagen.", "Skolen"), PARAGRAPH)
    plain(setter, ("", "", "Elever handler ind.", ""))
    plain(setter, ("Gåture", "Ældre går", "En frivillig går med.", "Biblioteket"))
    setter.line("Særlige indsatser", size=14, bold=True)
    setter.y -= 20
    xs, widths = (60.0, 130.0, 350.0, 480.0), (60.0, 200.0, 110.0, 80.0)
    setter.row(PLAIN, xs, widths, bold=True, gap=ROW)
    aim = "Alle kan komme uden at bestille tid først, og ingen skal vente længe."
    setter.row(("Åben dør.", aim, "Huset er åbent hver dag i hele ugen.", "Huset"), xs, widths, gap=PARAGRAPH)
    setter.row(("Besøg.", "Flere hører om det.", "Skoler inviteres.", ""), xs, widths)
    first, second = tables(setter, tmp_path)
    assert [row[0] for row in first] == ["Løbeklub", "Madskole", "Gåture"]
    assert [row[0] for row in second] == ["Åben dør. Besøg."]


def test_a_half_empty_row_goes_on_with_a_row_of_a_full_table(tmp_path: Path) -> None:
    setter = Setter()
    plain(setter, PLAIN)
    plain(setter, ("Løbeklub i byen", "Flere løber sammen.", "En træner møder op hver gang.", "Centret"))
    plain(setter, ("Madskole for unge.", "Unge laver mad.", "Skolen låner køkkenet ud om eftermiddagen.", "Skolen"))
    setter.page()
    plain(setter, ("Hold om kost", "", "Elever handler ind.", ""))
    plain(setter, ("Gåture for alle", "Ældre går i skoven.", "En frivillig går med hver onsdag.", "Huset"))
    (found,) = tables(setter, tmp_path)
    assert [row[0] for row in found] == ["Løbeklub i byen", "Madskole for unge. Hold om kost", "Gåture for alle"]


def test_a_name_alone_is_a_row_of_its_own_in_a_full_table(tmp_path: Path) -> None:
    setter = Setter()
    plain(setter, PLAIN)
    plain(setter, ("Løbeklub i byen", "Flere løber sammen.", "En træner møder op hver gang.", "Centret"))
    plain(setter, ("Madskole for unge", "Unge laver mad.", "Skolen låner køkkenet ud om eftermiddagen.", "Skolen"))
    setter.page()
    plain(setter, ("Hold om kost", "", "", ""))
    plain(setter, ("Gåture for alle", "Ældre går i skoven.", "En frivillig går med hver onsdag.", "Huset"))
    (found,) = tables(setter, tmp_path)
    assert [row[0] for row in found] == ["Løbeklub i byen", "Madskole for unge", "Hold om kost", "Gåture for alle"]


def test_a_bracket_at_the_top_of_a_page_goes_on_with_the_cell_before(tmp_path: Path) -> None:
    setter = Setter()
    plain(setter, PLAIN)
    plain(setter, ("Løbeklub", "", "En træner møder op hver gang.", "Centret"))
    plain(setter, ("Madskole", "Unge laver mad.", "Skolen låner køkkenet ud om eftermiddagen", "Skolen og huset"))
    setter.page()
    plain(setter, ("", "", "Elever handler ind", "(i samarbejde)"))
    plain(setter, ("Gåture", "", "En frivillig går med hver onsdag.", "Huset"))
    (found,) = tables(setter, tmp_path)
    assert [row[3] for row in found] == ["Centret", "Skolen og huset (i samarbejde)", "Huset"]


def test_a_header_alone_at_the_end_of_a_page_heads_the_one_row_on_the_next(tmp_path: Path) -> None:
    setter = Setter()
    head = ("Aktivitet", "Formål med aktiviteten", "Opgave for den ansvarlige", "Ansvarlig afdeling")
    setter.row(head, PLAIN_XS, (100.0, 60.0, 80.0, 50.0), bold=True)
    setter.page()
    row = ("Løbeklub i byen", "Flere løber sammen hver uge og om vinteren.", "En træner møder op hver gang.", "Centret")
    plain(setter, row)
    assert tables(setter, tmp_path) == [[list(row)]]


def test_the_rest_of_a_row_in_two_of_its_columns_is_no_table_of_its_own(tmp_path: Path) -> None:
    setter = Setter()
    plain(setter, PLAIN)
    plain(setter, ("Løbeklub i byen og i skoven, der er åben for", "Flere løber", "En træner møder op.", "Centret"))
    setter.page()
    long = "Centret holder øje med, hvem der kommer, og ringer til dem, som ikke er kommet længe"
    plain(setter, ("alle unge i kommunen og i nabobyen mod vest", "", long, ""))
    xs, widths = (60.0, 145.0, 320.0, 460.0), (80.0, 150.0, 120.0, 80.0)
    setter.row(PLAIN, xs, widths, bold=True)
    setter.row(("Ro på gaden om natten", "Flere sover, og færre klager", "Hold i parken", "Skolen"), xs, widths)
    first, _ = tables(setter, tmp_path)
    assert first[0][0] == "Løbeklub i byen og i skoven, der er åben for alle unge i kommunen og i nabobyen mod vest"


def test_headings_beside_each_other_are_not_one_column(tmp_path: Path) -> None:
    setter = Setter()
    xs, widths = (60.0, 130.0, 260.0, 400.0), (50.0, 100.0, 110.0, 130.0)
    setter.row(PLAIN, xs, widths, bold=True)
    for name in ("Løbeklub", "Madskole"):
        text = "Holdene er begyndt, og de fleste er kommet igen efter ferien. " * 6
        setter.row((name, text, text, text), xs, widths, gap=ROW)
    setter.page()
    xs, widths = (60.0, 220.0, 340.0, 480.0), (100.0, 70.0, 110.0, 50.0)
    setter.row(("Navn", "Formålet i år", "Opgaven", "Afdeling i kommunen"), xs, widths, bold=True)
    setter.row(("Gåture for alle", "Ældre går i skoven", "Vi går hver onsdag", "Huset"), xs, widths)
    assert tables(setter, tmp_path)[-1] == [["Gåture for alle", "Ældre går i skoven", "Vi går hver onsdag", "Huset"]]
