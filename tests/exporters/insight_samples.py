"""An alignment and a ledger of an invented brand, of any size, the same every time."""

import datetime
from collections.abc import Sequence

from checker.domain import (
    Alignment,
    Basis,
    Cell,
    Claim,
    Complained,
    Complaint,
    Conflict,
    CounterEvidence,
    Disconnect,
    Drift,
    Expiring,
    Gap,
    Group,
    Interval,
    Ledger,
    Measure,
    Message,
    Role,
    Standing,
    Statement,
    Stood,
    Value,
    Voice,
    Wording,
)

MESSAGES = ("ease of use", "low cost", "fast service", "security", "quality")
TEAMS = ("sales", "marketing", "support", "partners")
SIZES = {"sales": 52, "marketing": 40, "support": 20, "partners": 3}
SINCE = datetime.date(2026, 2, 2)
HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x.example")',
    "{{ 7*7 }} {% raw %}",
    "$\\frac{a}{b}$ & <b>bold</b>",
    "שלום עולם",
    "مرحبا بالعالم",
    "🚀 launch 漢字",
    "a\u202egnp.exe\x07",
    "x" * 300,
    "\ud800 lone",
    "]]> --> \"'`",
)
"""Names that somebody may give a team or a message."""

_SAYINGS = {
    "ease of use": "You are running before your coffee is cold.",
    "low cost": "Nobody else charges this little for a warehouse.",
    "fast service": "We call back within the hour.",
    "security": "Your stock list never leaves your building.",
    "quality": "Every shelf is counted twice.",
}
_HABITS = {
    "sales": (0.09, 0.38, 0.11, 0.07, 0.05),
    "marketing": (0.41, 0.08, 0.12, 0.10, 0.09),
    "support": (0.18, 0.02, 0.44, 0.06, 0.03),
    "partners": (0.22, 0.30, 0.04, 0.00, 0.11),
}


def alignment(
    teams: Sequence[str] = TEAMS,
    messages: Sequence[str] = MESSAGES,
    *,
    by: str = "team",
    brand: str = "Larkfield",
) -> Alignment:
    """Return what *teams* say of *messages*; figures depend on their places alone."""
    columns = tuple(_message(name, i) for i, name in enumerate(messages))
    groups = tuple(_group(team, columns, i) for i, team in enumerate(teams))
    return Alignment(
        by=by,
        brand=brand,
        documents=sum(group.documents for group in groups),
        left_out=2 if teams else 0,
        smallest=5,
        messages=columns,
        overall=_overall(groups, columns),
        groups=groups,
        disconnects=tuple(_disconnects(groups, columns)),
        drifts=tuple(_drifts(groups, columns)),
        since=SINCE,
    )


def empty_alignment() -> Alignment:
    """Return an alignment of nothing."""
    return alignment((), ()).model_copy(update={"drifts": (), "brand": ""})


def interval(value: float, of: int) -> Interval:
    """Return a share with bounds that look about right."""
    reach = min(0.5, 0.98 / max(of, 1) ** 0.5)
    return Interval(value=value, low=max(0.0, value - reach), high=min(1.0, value + reach), of=of)


def _message(name: str, at: int) -> Message:
    role = {0: Role.LEAD, 1: Role.AVOID, 2: Role.SUPPORT}.get(at)
    return Message(name=name, guidelines=(f"msg-{at}",) if role else (), role=role)


def _group(team: str, columns: Sequence[Message], at: int) -> Group:
    documents = SIZES.get(team, 6 + at * 3 % 17)
    shares = _HABITS.get(team) or tuple(((at + 2) * (i + 3) * 7 % 23) / 60 for i in range(len(columns)))
    shares = tuple(shares[i % len(shares)] for i in range(len(columns)))
    most = shares.index(max(shares)) if shares else 0
    cells = tuple(_cell(team, one, shares[i], documents, leads=i == most) for i, one in enumerate(columns))
    lead = cells[0].leads / documents if cells else 0.0
    return Group(
        name=team,
        documents=documents,
        readers=documents * 14.0,
        is_small=documents < 5,
        lead_match=interval(lead, documents),
        message_match=interval(min(1.0, lead + 0.2), documents),
        audience_match=interval(0.5, documents) if at == 0 else None,
        cells=cells,
    )


def _cell(team: str, column: Message, share: float, documents: int, *, leads: bool) -> Cell:
    quote = _SAYINGS.get(column.name, f"A sentence that sells {column.name}.")
    voices = (voice(team, column.name, quote),) if share else ()
    return Cell(
        message=column.name,
        share=interval(share, documents),
        documents=min(documents, round(documents * share * 2)),
        leads=round(documents * 0.7) if leads else round(documents * share / 4),
        voices=voices,
    )


def voice(team: str, message: str, quote: str) -> Voice:
    """Return a passage of a document that is named for who says what."""
    return Voice(
        document=f"{team}-{message}", title=f"{team} deck on {message}", quote=quote, start=12, end=57
    )


def _overall(groups: Sequence[Group], columns: Sequence[Message]) -> Group:
    documents = sum(group.documents for group in groups)
    cells = []
    for i, column in enumerate(columns):
        mean = sum(group.cells[i].share.value * group.documents for group in groups) / max(documents, 1)
        cells.append(
            Cell(
                message=column.name,
                share=interval(mean, documents),
                documents=sum(group.cells[i].documents for group in groups),
                leads=sum(group.cells[i].leads for group in groups),
            )
        )
    lead = cells[0].leads / max(documents, 1) if cells else 0.0
    return Group(
        name="",
        documents=documents,
        readers=documents * 14.0,
        is_small=documents < 5,
        lead_match=interval(lead, documents),
        message_match=interval(min(1.0, lead + 0.1), documents),
        cells=tuple(cells),
    )


def _disconnects(groups: Sequence[Group], columns: Sequence[Message]) -> list[Disconnect]:
    able = [group for group in groups if not group.is_small]
    found = []
    for i, column in enumerate(columns[:3]):
        ranked = sorted(able, key=lambda group: group.cells[i].share.value)
        if (
            len(ranked) > 1
            and (gap := ranked[-1].cells[i].share.value - ranked[0].cells[i].share.value) > 0.2
        ):
            found.append(_disconnect(column, ranked[-1], ranked[0], gap))
    return found


def _disconnect(column: Message, one: Group, other: Group, gap: float) -> Disconnect:
    says = max(other.cells, key=lambda cell: cell.share.value)
    own = next(cell for cell in one.cells if cell.message == column.name)
    return Disconnect(
        message=column,
        one=one.name,
        other=other.name,
        gap=Gap(value=gap, low=gap - 0.11, high=min(1.0, gap + 0.11)),
        readers=min(one.readers, other.readers),
        rank=gap * min(one.readers, other.readers),
        ones=own.voices,
        instead=Message(name=says.message),
        others=says.voices,
    )


def _drifts(groups: Sequence[Group], columns: Sequence[Message]) -> list[Drift]:
    weeks = tuple(datetime.date(2026, 1, 5) + datetime.timedelta(weeks=i) for i in range(12))
    every = tuple(interval(0.22 + 0.03 * max(0, i - 4), 9 + i % 3) for i in range(12))
    drifts = [
        Drift(message="", group="", weeks=weeks, shares=every, change=Gap(value=0.14, low=0.05, high=0.23))
    ]
    for i, group in enumerate(groups):
        shares = tuple(
            None if (week + i) % 5 == 3 else interval(0.1 + (week * (i + 1) % 7) / 12, 3 + week % 4)
            for week in range(12)
        )
        drifts.append(Drift(message="", group=group.name, weeks=weeks, shares=shares))
    if columns:
        change = Gap(value=-0.04, low=-0.12, high=0.04)
        drifts.append(Drift(message=columns[0].name, group="", weeks=weeks, shares=every, change=change))
    return drifts


def stood(text: str, team: str, number: int) -> Stood:
    """Return a statement where it stands."""
    statement = Statement(start=10 * number, end=10 * number + len(text), text=text, bases=(Basis.FIGURE,))
    return Stood(
        statement=statement,
        document=f"{team}-{number}",
        title=f"{team.capitalize()} deck {number}",
        source=f"{team}/deck-{number}.pptx",
        team=team,
        channel="deck",
        day=datetime.date(2026, 3, number % 27 + 1),
    )


def ledger(claims: int = 6, *, hostile: Sequence[str] = ()) -> Ledger:
    """Return a ledger with as many *claims*, and one for each of the *hostile* wordings."""
    made = [_claim(i, f"Claim {i}: set up in {i} minutes") for i in range(3, claims)]
    made += [_claim(1000 + i, text) for i, text in enumerate(hostile)]
    return Ledger(
        brand="Larkfield",
        documents=115,
        statements=480,
        conflicts=(_conflict(),),
        expiring=_expiring(),
        claims=(_claim_of_conflict(), _altered(), _approved(), *made),
        counter_evidence=(_evidence(),),
    )


def empty_ledger() -> Ledger:
    """Return a ledger of nothing."""
    return Ledger(brand="Larkfield", documents=0, statements=0, conflicts=(), expiring=(), claims=())


def _measure(text: str, minutes: float) -> Measure:
    return Measure(text=text, low=minutes, high=minutes, unit="minute", about=("setup",))


def _conflict() -> Conflict:
    ten = tuple(stood("You are set up in ten minutes.", "marketing", i) for i in range(1, 4))
    hour = (stood("Plan an hour for the set-up.", "support", 4),)
    return Conflict(
        claim="c0ffee01",
        about="set-up time",
        guideline="claim-setup",
        values=(
            Value(
                measure=_measure("ten minutes", 10),
                documents=12,
                teams=("marketing", "sales"),
                places=ten,
                is_approved=True,
            ),
            Value(
                measure=_measure("an hour", 60),
                documents=3,
                teams=("support",),
                places=hour,
                is_approved=False,
            ),
            Value(
                measure=_measure("one day", 1440),
                documents=1,
                teams=("sales",),
                places=(stood("It takes one day.", "sales", 9),),
                is_approved=False,
            ),
        ),
    )


def _claim_of_conflict() -> Claim:
    ten = tuple(stood("You are set up in ten minutes.", "marketing", i) for i in range(1, 4))
    hour = (stood("Plan an hour for the set-up.", "support", 4),)
    wordings = (
        Wording(
            text="You are set up in ten minutes.",
            standing=Standing.APPROVED,
            measures=(_measure("ten minutes", 10),),
            documents=12,
            teams=("marketing", "sales"),
            places=ten,
        ),
        Wording(
            text="Plan an hour for the set-up.",
            standing=Standing.ALTERED,
            measures=(_measure("an hour", 60),),
            documents=3,
            teams=("support",),
            places=hour,
        ),
    )
    return Claim(
        id="c0ffee01",
        wording=wordings[0].text,
        wordings=wordings,
        bases=(Basis.FIGURE,),
        documents=16,
        teams=("marketing", "sales", "support"),
        standing=Standing.ALTERED,
        guideline="claim-setup",
        approved="Set up in ten minutes with one warehouse.",
        proof="https://proof.example/setup",
        owner="Ops desk",
        expires=datetime.date(2026, 4, 30),
    )


def _altered() -> Claim:
    text = "Certified to ISO 27001."
    places = (stood(text, "sales", 11),)
    wording = Wording(
        text=text, standing=Standing.EXPIRED, measures=(), documents=7, teams=("sales",), places=places
    )
    return Claim(
        id="c0ffee02",
        wording=text,
        wordings=(wording,),
        bases=(Basis.CERTIFICATION,),
        documents=7,
        teams=("sales",),
        standing=Standing.EXPIRED,
        guideline="claim-iso",
        approved="Certified to ISO 27001 until March 2026.",
        owner="Security desk",
        expires=datetime.date(2026, 3, 1),
    )


def _approved() -> Claim:
    text = "We answer nine of ten tickets within a day."
    wording = Wording(
        text=text,
        standing=Standing.APPROVED,
        measures=(),
        documents=20,
        teams=("support",),
        places=(stood(text, "support", 14),),
    )
    return Claim(
        id="c0ffee03",
        wording=text,
        wordings=(wording,),
        bases=(Basis.FIGURE, Basis.CONDITION),
        documents=20,
        teams=("support",),
        standing=Standing.APPROVED,
        guideline="claim-answers",
        approved=text,
        proof="Ticket report 2026",
        owner="Support desk",
    )


def _claim(number: int, text: str) -> Claim:
    places = (stood(text, TEAMS[number % 4], number),)
    wording = Wording(
        text=text,
        standing=Standing.UNAPPROVED,
        measures=(),
        documents=1,
        teams=(TEAMS[number % 4],),
        places=places,
    )
    return Claim(
        id=f"{number:08x}",
        wording=text,
        wordings=(wording,),
        bases=(Basis.FIGURE,),
        documents=1,
        teams=(TEAMS[number % 4],),
        standing=Standing.UNAPPROVED,
    )


def _expiring() -> tuple[Expiring, ...]:
    return (
        Expiring(
            guideline="claim-iso",
            approved="Certified to ISO 27001 until March 2026.",
            owner="Security desk",
            expires=datetime.date(2026, 3, 1),
            days=-14,
            documents=7,
            places=(stood("Certified to ISO 27001.", "sales", 11),),
        ),
        Expiring(
            guideline="claim-setup",
            approved="Set up in ten minutes with one warehouse.",
            owner="",
            expires=datetime.date(2026, 4, 30),
            days=46,
            documents=12,
            places=(stood("You are set up in ten minutes.", "marketing", 1),),
        ),
    )


def _evidence() -> CounterEvidence:
    complaint = Complaint(
        start=3, end=60, text="I waited two days for an answer and nobody called.", theme="fast service"
    )
    complained = Complained(
        complaint=complaint, document="ticket-8", title="Ticket 8", day=datetime.date(2026, 3, 9)
    )
    return CounterEvidence(
        theme="fast service",
        promises=18,
        complaints=31,
        promised=(stood("We call back within the hour.", "support", 2),),
        complained=(complained,),
    )
