"""What is in the files: every name, no formula, no markup, nothing lost in silence."""

import csv
import functools
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import html
from pptx import Presentation
from pypdf import PdfReader

from checker.domain import Alignment, Ledger
from checker.exporters import FORMATS, load
from checker.exporters.alignments import csv as alignment_csv
from tests.exporters import insight_samples as samples

ALIGNMENTS = {
    "usual": samples.alignment(),
    "hostile": samples.alignment(samples.HOSTILE, samples.HOSTILE, brand=samples.HOSTILE[0]),
    "empty": samples.empty_alignment(),
    "small": samples.alignment(("partners",)),
    "silent": samples.alignment(("sales",), ()),
    "weeks": samples.alignment(("2026-01-05", "2026-01-12", ""), by="week"),
}
LEDGERS = {
    "usual": samples.ledger(),
    "hostile": samples.ledger(4, hostile=samples.HOSTILE),
    "empty": samples.empty_ledger(),
}
STARTS = ("=", "+", "-", "@", "\t", "\r")
SOFFICE = "soffice"


@functools.cache
def rendered(name: str, noun: type[Alignment] | type[Ledger], case: str) -> bytes:
    value = ALIGNMENTS[case] if noun is Alignment else LEDGERS[case]
    return load(name, noun).render(value)  # type: ignore[arg-type]


def pdf_text(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def deck_texts(content: bytes) -> list[str]:
    texts = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            texts += [shape.text_frame.text] if shape.has_text_frame else []
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
    return texts


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", ALIGNMENTS)
def test_every_alignment_goes_through_every_format(case: str, name: str) -> None:
    assert rendered(name, Alignment, case)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", LEDGERS)
def test_every_ledger_goes_through_every_format(case: str, name: str) -> None:
    assert rendered(name, Ledger, case)


@pytest.mark.parametrize("noun", [Alignment, Ledger], ids=lambda noun: noun.__name__)
def test_tables_hold_no_formula(noun: type[Alignment] | type[Ledger]) -> None:
    rows = list(csv.reader(io.StringIO(rendered("csv", noun, "hostile").decode(), newline="")))

    words = [cell for row in rows for cell in row if not cell.lstrip("-").replace(".", "", 1).isdigit()]
    assert not [cell for cell in words if cell.lstrip().startswith(STARTS)]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert any("HYPERLINK" in cell for cell in words)


def test_the_table_has_every_figure() -> None:
    found = ALIGNMENTS["usual"]
    rows = list(csv.DictReader(io.StringIO(alignment_csv.render(found).decode(), newline="")))
    kinds = [row["measure"] for row in rows if not row["week"]]

    assert kinds.count("share") == len(found.messages) * (len(found.groups) + 1)
    assert kinds.count("gap") == len(found.disconnects)
    assert kinds.count("change") == sum(drift.change is not None for drift in found.drifts)
    sales = next(row for row in rows if row["group"] == "sales" and row["message"] == "low cost")
    assert (sales["value"], sales["of"], sales["led_by"], sales["known"]) == ("0.38", "52", "36", "true")


@pytest.mark.parametrize("noun", [Alignment, Ledger], ids=lambda noun: noun.__name__)
def test_pages_run_nothing_and_load_nothing(noun: type[Alignment] | type[Ledger]) -> None:
    page = html.document_fromstring(rendered("html", noun, "hostile").decode())

    assert page.xpath("//script | //iframe | //img | //link | //*[@style] | //*[@onclick]") == []
    assert page.xpath("//@href") == ["#main"]
    policy = page.xpath("string(//meta[@http-equiv]/@content)")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "alert(1)" in page.text_content()
    assert "49" not in page.xpath("string(//h1)")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_pages_have_a_table_behind_every_chart() -> None:
    page = html.document_fromstring(rendered("html", Alignment, "usual").decode())

    charts, tables = page.xpath("//*[local-name()='svg']"), page.xpath("//details//table")
    assert len(charts) == len(tables) == 5
    for table in tables:
        assert table.xpath("string(caption)")
        assert all(cell.get("scope") for cell in table.xpath(".//th"))


def test_a_pdf_says_everything_as_text() -> None:
    content = rendered("pdf", Alignment, "usual")
    reader, text = PdfReader(io.BytesIO(content)), pdf_text(content)

    for name in (*samples.TEAMS, *samples.MESSAGES, "36 of 52 documents", "before your coffee is cold"):
        assert name in text
    assert reader.metadata is not None
    assert reader.metadata.title == "Who says what: Larkfield"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)][:2] == [
        "Lead match",
        "Who says what",
    ]
    assert b"/Figure" in content
    assert b"/Alt" in content


def test_a_pdf_counts_characters_that_it_has_no_glyph_for() -> None:
    text = pdf_text(rendered("pdf", Alignment, "hostile"))

    assert "Characters that are missing here" in text
    assert "U+1F680" in text
    assert "U+6F22" in text
    assert "Characters that are missing here" not in pdf_text(rendered("pdf", Alignment, "usual"))


def test_a_pdf_turns_what_is_read_from_the_right() -> None:
    text = pdf_text(rendered("pdf", Alignment, "hostile"))

    assert "שלום עולם"[::-1] in text or "שלום עולם" in text


def test_the_ledger_as_a_pdf_starts_with_conflicts() -> None:
    text = pdf_text(rendered("pdf", Ledger, "usual"))

    assert -1 < text.index("Documents contradict each other") < text.index("Approved claims that end")
    assert text.index("Approved claims that end") < text.index("All claims")


def test_slides_can_be_read_again() -> None:
    deck = Presentation(io.BytesIO(rendered("pptx", Alignment, "usual")))
    graphics = [
        shape for slide in deck.slides for shape in slide.shapes if shape.has_chart or shape.has_table
    ]

    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)
    assert all("interval" in slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    assert all(shape._element.xpath(".//p:cNvPr/@descr")[0] for shape in graphics)
    table = next(shape.table for shape in graphics if shape.has_table)
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[0] for row in cells] == ["Team", *samples.TEAMS, "all documents"]
    chart = next(shape.chart for shape in graphics if shape.has_chart)
    assert list(chart.plots[0].categories) == [*samples.TEAMS, "all documents"]
    assert chart.plots[0].series[0].values[1] == pytest.approx(0.7)
    assert deck.core_properties.title == "Who says what: Larkfield"


def test_workbooks_behind_charts_hold_no_formula() -> None:
    content = rendered("pptx", Alignment, "hostile")
    books = []
    with zipfile.ZipFile(io.BytesIO(content)) as deck:
        for name in deck.namelist():
            if name.endswith(".xlsx"):
                books.append(zipfile.ZipFile(io.BytesIO(deck.read(name))))

    sheets = [book.read("xl/worksheets/sheet1.xml") for book in books]
    assert sheets
    assert not [sheet for sheet in sheets if b"<f>" in sheet]


def test_slides_of_the_ledger_have_conflicts_first() -> None:
    texts = deck_texts(rendered("pptx", Ledger, "usual"))

    assert texts[2].startswith("Set-up time: ten minutes")
    assert "“Plan an hour for the set-up.”" in texts


@pytest.mark.parametrize("noun", [Alignment, Ledger], ids=lambda noun: noun.__name__)
def test_slides_open_in_another_program(noun: type[Alignment] | type[Ledger], tmp_path: Path) -> None:
    (tmp_path / "deck.pptx").write_bytes(rendered("pptx", noun, "usual"))

    subprocess.run(
        [
            shutil.which(SOFFICE) or SOFFICE,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "deck.pptx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    slides = len(Presentation(str(tmp_path / "deck.pptx")).slides)
    assert len(PdfReader(tmp_path / "deck.pdf").pages) == slides
