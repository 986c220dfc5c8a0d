"""Annotated copies open in LibreOffice as the drafts do: same pages, same words; pictures are kept.

Pictures of the copies' pages go to `out/annotated`, for somebody to look at.
"""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.annotators.marking import whole_copy_of

DRAFTS = Path(__file__).parents[2] / "corpus" / "drafts" / "ottermere"
PICTURES = Path(__file__).parents[2] / "out" / "annotated"
NAMES = {"tarnside-council.pptx": 1, "one-pager.docx": 0}
"""A deck and a document, with the pages that a copy has more: the summary in front of a deck."""
SECONDS = 180
"""Time that LibreOffice gets; it starts slowly on a busy machine."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with drafts and copies as PDF, from one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("opened")
    for name in NAMES:
        (draft,) = DRAFTS.rglob(name)
        (folder / f"draft-{name}").write_bytes(draft.read_bytes())
        (folder / f"copy-{name}").write_bytes(whole_copy_of(draft.read_bytes(), name))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(map(str, folder.glob("*-*.*")))
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_opens_with_the_pages_and_words_of_its_draft(name: str, opened: Path) -> None:
    draft, copy = (_pages(opened / f"{what}-{Path(name).stem}.pdf") for what in ("draft", "copy"))

    assert len(copy) == len(draft) + NAMES[name]
    assert copy[NAMES[name] :] == draft


def test_pictures_of_the_copies_are_kept(opened: Path) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    brochure = opened / "copy-brochure.pdf"
    (draft,) = DRAFTS.rglob("brochure.pdf")
    brochure.write_bytes(whole_copy_of(draft.read_bytes(), "brochure.pdf"))
    for path in sorted(opened.glob("copy-*.pdf")):
        picture = ["pdftoppm", "-r", "60", "-png", str(path), str(PICTURES / path.stem)]
        subprocess.run(picture, check=True, timeout=SECONDS)
        taken = list(PICTURES.glob(f"{path.stem}-*.png"))

        assert len(taken) >= len(PdfReader(path).pages)
        assert all(each.stat().st_size > 1_000 for each in taken)


def _pages(path: Path) -> list[Counter[str]]:
    """Return the words of each page of a PDF, but numbers, which a page's own number is among."""
    texts = (page.extract_text() for page in PdfReader(path).pages)
    return [Counter(re.findall(r"[^\W\d_]+", text)) for text in texts]
