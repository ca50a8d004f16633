"""When: the words of a time cell as a ``TimeSpan``.

``data/time_phrases.json``: the halves were labelled before there were rules, the others before they were run; what
each measures is in docs/language.md. A label of "state", "as_of", "review" or "horizon" counts where it is given.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language import time_span
from ingest.language.dates import months
from ingest.language.time_tokens import kinds
from model.time_span import TimeSpan

PHRASES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "data" / "time_phrases.json").read_text(encoding="utf-8")
)
MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()
MIN_KNOWN = 29  # of the 31 labelled cells; one needs what stands outside it


MORE = ("state", "as_of", "review", "horizon", "duration")


def _said(span: TimeSpan | None) -> tuple[str | None, ...]:
    return (span.start, span.end, span.recurrence) if span else (None, None, None)


@pytest.mark.parametrize("half", list(PHRASES))
def test_labelled_phrases_are_understood(half: str) -> None:
    wrong = []
    for phrase in PHRASES[half]:
        span = time_span(phrase["text"], heading=phrase.get("heading"))
        more = {key: getattr(span, key) if span else None for key in MORE if key in phrase}
        wanted = (phrase["start"], phrase["end"], phrase["recurrence"])
        if _said(span) != wanted or any(more[key] != phrase[key] for key in more):
            wrong.append((phrase["text"], _said(span), more))
    assert not wrong


KNOWN = os.environ.get("HANDLEPLAN_KNOWN")


@pytest.mark.skipif(not KNOWN, reason="HANDLEPLAN_KNOWN does not name the known folder")
def test_labelled_cells_of_known_plans_are_understood() -> None:
    cases = json.loads((Path(KNOWN or "") / "language" / "timehorizon_gold.json").read_text(encoding="utf-8"))
    keys = ("start", "end", "recurrence")
    right = [case for case in cases if _said(time_span(case["text"])) == tuple(case["parse"][key] for key in keys)]
    assert len(right) >= MIN_KNOWN


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)), st.integers(0, 9))
def test_a_day_comes_back_in_every_way_of_writing_it(day: date, way: int) -> None:
    year, month, number = day.year, day.month, day.day
    written = [
        f"{number}. {MONTHS[month - 1]} {year}",
        f"den {number}. {MONTHS[month - 1]} {year}",
        f"d. {number:02d}.{month:02d}.{year}",
        f"{number}.{month}.{year}",
        f"{number:02d}.{month:02d}.{year % 100:02d}",
        f"{number}/{month} {year}",
        f"{number}/{month}-{year}",
        f"{number:02d}-{month:02d}-{year}",
        f"{number}. {MONTHS[month - 1][:3]}. {year}" if month != 5 else f"{number}. maj {year}",
        day.isoformat(),
    ][way]
    assert _said(time_span(written)) == (day.isoformat(), day.isoformat(), None)


@given(st.integers(2000, 2049), st.integers(1, 12), st.sampled_from(["{m} {y}", "{M} {y}", "{s} {y}", "{n:02d}/{y}"]))
def test_a_month_comes_back_in_every_way_of_writing_it(year: int, month: int, way: str) -> None:
    name = MONTHS[month - 1]
    short = name if month == 5 else f"{name[:3]}."
    text = way.format(m=name, M=name.capitalize(), s=short, n=month, y=year)
    assert _said(time_span(text)) == (f"{year}-{month:02d}", f"{year}-{month:02d}", None)


@given(st.integers(2000, 2040), st.integers(1, 9), st.sampled_from(["-", "–", "—", " - ", " – ", " til "]))
def test_a_range_of_years_comes_back_with_any_dash(first: int, length: int, dash: str) -> None:
    assert _said(time_span(f"{first}{dash}{first + length}")) == (str(first), str(first + length), None)


@given(st.integers(2000, 2049), st.integers(1, 4), st.sampled_from(["{n}. kvartal {y}", "Q{n} {y}", "{n}. kv. {y}"]))
def test_a_quarter_comes_back(year: int, number: int, way: str) -> None:
    expected = months(3 * number - 2, 3 * number, year)
    assert _said(time_span(way.format(n=number, y=year))) == (str(expected.first), str(expected.last), None)


@given(
    st.integers(2000, 2048), st.sampled_from(["{a}/{b}", "{a}-{s:02d}", "{a}/{s:02d}", "{t:02d}/{s:02d}", "{a}-{b}"])
)
def test_a_school_year_is_august_to_july(year: int, way: str) -> None:
    named = way.format(a=year, b=year + 1, t=year % 100, s=(year + 1) % 100)
    assert _said(time_span(f"Skoleåret {named}")) == (f"{year}-08", f"{year + 1}-07", None)


@given(st.text(alphabet="12 034./-,;:()\nudgenfratilpårskoleo", max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    span = time_span(text)
    assert span is None or span.words or span.inferred


@pytest.mark.parametrize(
    "text",
    [
        "13 år",
        "over 18 år",
        "Unge på 13-25 år",
        "10.2",
        "Se pkt. 3.4 og 4.1",
        "50 %",
        "5. klasse",
        "6.-9. klassetrin",
        "§ 101",
        "Dok. nr. 113063-13",
        "Sag 2015-12345",
        "kl. 8-16",
        "tlf. 20 18 20 19",
        "450.000 kr.",
        "ca. 2000 borgere",
        "Fremskudt indsats",
        "2030-mål",
        "ISO 9001:2015",
        "rapport fra 2014",
        "16-årsloven",
        "14 dage efter henvendelsen",
        "1 dag om ugen",
        "Drøftes på næste møde",
        "31. februar",
    ],
)
def test_what_is_no_date_stays_out(text: str) -> None:
    assert _said(time_span(text)) == (None, None, None)


@pytest.mark.parametrize("text", ["", "ingen", "-", "Se afsnit 2", "Aftales nærmere", "Samarbejde med politiet"])
def test_a_cell_without_time_gives_nothing(text: str) -> None:
    assert time_span(text) is None


def test_a_week_without_a_year_is_a_yearly_campaign() -> None:
    assert _said(time_span("I uge 40")) == (None, None, "annual")
    assert _said(time_span("Uge 40", heading="Tidsplan 2018")) == ("2018-10-01", "2018-10-07", None)


def test_a_month_takes_its_year_from_the_heading_only_when_it_names_one() -> None:
    one = time_span("september", heading="Status nu (2013)")
    assert one and one.start == "2013-09" and one.inferred == ("year_from_heading",)
    assert time_span("september", heading="Tidsplan (2013-2018)") is None
    assert time_span("september") is None


def test_the_heading_types_a_date_that_has_no_word_of_its_own() -> None:
    assert _said(time_span("2018", heading="Deadline")) == (None, "2018", None)
    assert _said(time_span("2018", heading="Opstart")) == ("2018", None, None)
    assert _said(time_span("2019 – 2021", heading="Start / Slut")) == ("2019", "2021", None)


def test_ticked_years_keep_their_gaps() -> None:
    span = time_span("2019, 2021")
    assert span and (span.start, span.end, span.dates) == ("2019", "2021", ("2019", "2021"))


def test_the_whole_period_is_the_headings() -> None:
    span = time_span("Hele perioden", heading="Tidsplan (2013-2018)")
    assert span and (span.start, span.end, span.inferred) == ("2013", "2018", ("period_from_heading",))
    assert span.recurrence == "ongoing"


def test_an_end_that_follows_from_a_length_is_flagged() -> None:
    span = time_span("3-årigt projekt med start i 2016")
    assert span and (span.end, span.duration, span.inferred) == ("2019", "P3Y", ("end_from_duration",))
    relative = time_span("Starter i 2016, evalueres efter 2 år")
    assert relative and (relative.start, relative.end) == ("2016", None)


def test_as_of_and_review_are_no_deadlines() -> None:
    stood = time_span("Pr. nov. 2016")
    assert stood and (stood.as_of, stood.start, stood.end) == ("2016-11", None, None)
    reviewed = time_span("Igangsættes 2017 og evalueres i 2019")
    assert reviewed and (reviewed.start, reviewed.end, reviewed.review) == ("2017", None, "2019")


@pytest.mark.parametrize("text", ["Status pr. 15. maj 2019", "Opgjort pr. 15. maj 2019", "Status 15. maj 2019: i gang"])
def test_a_status_at_a_date_is_no_review(text: str) -> None:
    span = time_span(text)
    assert span and (span.as_of, span.review, span.start, span.end) == ("2019-05-15", None, None, None)


def test_what_waits_is_not_delayed_unless_it_says_so() -> None:
    assert time_span("Afventer ny lovgivning") is None
    late = time_span("Forsinket, afventer bygherre")
    assert late and late.state == "delayed"


def test_what_stops_at_a_date_is_not_inactive_yet() -> None:
    stops, before = time_span("Ophører med udgangen af 2020"), time_span("Udgår fra 2019")
    assert stops and (stops.start, stops.end, stops.state) == (None, "2020-12", None)
    assert before and (before.start, before.end, before.state) == (None, "2018-12", None)


def test_a_horizon_with_its_years_is_their_period() -> None:
    span = time_span("Kort sigt (2019)")
    assert span and (span.start, span.end, span.horizon) == ("2019", "2019", "short")


def test_the_first_time_is_a_start() -> None:
    assert _said(time_span("en gang årligt, første gang i 2018")) == ("2018", None, "annual")


@pytest.mark.parametrize(
    "text",
    [
        "Beskrevet i Sundhedsprofilen 2017",
        "Jf. Klimaplan 2030",
        "Sundhedsaftalen 2019-2023 danner rammen",
        'Redegørelsen "Sunde børn" 2016',
        "Handleplanen for området 2018",
        "Handleplan 2019",
        "Finansloven 2021",
        "Rusmiddelundersøgelserne 2018/19",
        "Politikkens delmål for 2022",
        "Efter vedtagelsen af budget 2021",
        "Årgang 2004 og 2005",
    ],
)
def test_a_year_in_a_name_is_no_date(text: str) -> None:
    assert _said(time_span(text)) == (None, None, None)


@pytest.mark.parametrize("text", ["Tidsplan 2019", "Klimaplanen vedtages 2019", "Plan for udrulning 2019"])
def test_a_year_beside_a_plan_may_be_a_date(text: str) -> None:
    assert _said(time_span(text))[:2] == ("2019", "2019")


@pytest.mark.parametrize("text", ["1.8.2019-31.7.2022", "1/8-2019-31/7-2022", "01-08-2019–31-07-2022"])
def test_dates_in_figures_need_no_space_between(text: str) -> None:
    assert _said(time_span(text)) == ("2019-08-01", "2022-07-31", None)


def test_a_bare_day_or_part_takes_the_headings_year() -> None:
    assert _said(time_span("15/3", heading="Frist (2020)")) == (None, "2020-03-15", None)
    assert _said(time_span("Ultimo", heading="Tid 2020")) == ("2020-12", "2020-12", None)
    assert time_span("15/3") is None


def test_a_postponed_date_is_a_new_start_and_its_state_is_said() -> None:
    span = time_span("Udskudt til efteråret 2020")
    assert span and (span.start, span.end, span.state) == ("2020-09", None, "delayed")
    assert _said(time_span("Rykket fra 2019 til 2020")) == ("2020", None, None)
    assert _said(time_span("På pause indtil foråret 2021")) == (None, None, None)


def test_inactive_and_completed_cells_say_so() -> None:
    inactive, done = time_span("Er ikke aktuel"), time_span("Gennemført 2015")
    assert inactive and inactive.state == "inactive"
    assert done and (done.start, done.end, done.state) == ("2015", "2015", "completed")


def test_every_span_keeps_its_words_as_printed() -> None:
    span = time_span("Færdig Senest  ultimo 2018, løbende")
    assert span and "ultimo 2018" in span.words[0] and "løbende" in span.words


def test_the_letters_of_a_date() -> None:
    assert kinds("1. januar 2018 – marts 2019") == "oMY-MY"
