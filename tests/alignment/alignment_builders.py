"""Documents and a kit for the tests of the alignment."""

import datetime

from checker.domain import BrandKit, Chances, Guideline, Kind, Role, Said, Share, Verdict

EASE, PRICE, SERVICE, QUALITY = "Ease of use", "Low price", "Personal service", "Quality"
MESSAGES = (EASE, PRICE, SERVICE, QUALITY)


def message(id_: str, role: Role | None, *themes: str, to: tuple[str, ...] = ()) -> Guideline:
    return Guideline(id=id_, kind=Kind.MESSAGE, text="Say it.", role=role, themes=themes, applies_to=to)


KIT = BrandKit(
    brand="Kettlewick",
    guidelines=(
        message("avoid-price", Role.AVOID, "low-price"),
        message("lead-ease", Role.LEAD, "ease-of-use", to=("marketing", "sales")),
        message("hold-up", Role.SUPPORT, "personal-service", to=("marketing", "sales")),
        message("councils", Role.LEAD, "quality", to=("councils",)),
    ),
)


def said(  # noqa: PLR0913 - a document has many sides
    number: int = 0,
    team: str = "sales",
    mix: dict[str, float] | None = None,
    *,
    lead: str | None = None,
    day: datetime.date | None = None,
    labels: dict[str, str] | None = None,
    audience: str = "",
    readers: float = 1.0,
    passages: int = 10,
    title: str = "",
    chances: Chances | None = None,
) -> Said:
    shares = {EASE: 1.0} if mix is None else mix
    return Said(
        document=f"d{number:05}",
        title=title,
        source=f"drafts/{number}.md",
        team=team,
        audience=audience,
        labels=labels or {},
        day=day,
        readers=readers,
        verdict=Verdict.PASS,
        lead=lead,
        messages=tuple(
            Share(message=name, share=share, passages=1, quote=f"{name}, says {number} here", start=0, end=9)
            for name, share in shares.items()
        ),
        chances=chances,
        passages=passages,
    )
