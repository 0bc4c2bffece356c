"""Follow-ups and events as iCalendar (RFC 5545), to be read by any calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from argosy.kernel.text import Text
from argosy.records.care.contacting import queries as contacting
from argosy.records.care.events import queries as events
from argosy.records.care.leads import queries as leads
from argosy.records.permission import Actor

ZONE = "Asia/Taipei"
# Taiwan has kept UTC+8 without summer time since 1980.
TIMEZONE = ("BEGIN:VTIMEZONE", f"TZID:{ZONE}", "BEGIN:STANDARD", "DTSTART:19800101T000000", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE")  # fmt: skip
START, MINUTES = time(9), 20
WIDTH = 75


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a talk at nine of ``first``, or with ``last`` whole days. ``uid`` stays the same when the entry moves."""

    uid: str
    first: date
    summary: str
    last: date | None = None
    place: str = ""
    note: str = ""


def agenda(on: date, *, actor: Actor | None, login: str, lang: str, days: int = 60) -> list[Entry]:
    """The follow-ups of one person's customers and prospects from a day on (those overdue on the day itself), and the events to come."""
    mine = {code for code, who in contacting.cared_for(on, actor=actor).items() if who == login}
    made = []
    for one in contacting.standings(on, actor=actor):
        if (
            one.party.code in mine
            and one.next_on is not None
            and one.next_on <= on + timedelta(days=days)
            and one.frequency.days is not None
        ):
            words = Text("聯繫 {c} {n}", "Contact {c} {n}").format(c=one.party.code, n=Text(one.party.name_zh, one.party.name_en))
            made.append(Entry(f"contact-{one.party.code}", max(one.next_on, on), words.say(lang)))
    for row in leads.leads(actor=actor, stage="open", owner=login).filter(next_on__isnull=False, next_on__lte=on + timedelta(days=days)):
        words = Text("追蹤 {r} {c}", "Follow up {r} {c}").format(r=row.ref, c=row.company)
        made.append(Entry(f"lead-{row.ref}", max(row.next_on, on), words.say(lang), note=row.next_step))
    for event in events.events(actor=actor).filter(ends__gte=on, starts__lte=on + timedelta(days=days)):
        name = Text(event.name_zh, event.name_en or event.name_zh).say(lang)
        made.append(Entry(f"event-{event.ref}", event.starts, name, event.ends, event.place, event.note))
    return sorted(made, key=lambda one: (one.first, one.uid))


def icalendar(entries: Iterable[Entry], *, name: str, stamp: datetime, host: str = "argosy") -> str:
    """The entries as one calendar. Lines end in CR LF and are folded at 75 octets; text is escaped as section 3.3.11 says."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Argosy//Customer care//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}", *TIMEZONE]  # fmt: skip
    for one in entries:
        lines += _event(one, stamp, host)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(one: Entry, stamp: datetime, host: str) -> list[str]:
    head = ["BEGIN:VEVENT", f"UID:{one.uid}@{host}", f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"]
    if one.last is not None:
        when = [f"DTSTART;VALUE=DATE:{one.first:%Y%m%d}", f"DTEND;VALUE=DATE:{one.last + timedelta(days=1):%Y%m%d}"]
    else:
        begins = datetime.combine(one.first, START)
        when = [f"DTSTART;TZID={ZONE}:{begins:%Y%m%dT%H%M%S}", f"DTEND;TZID={ZONE}:{begins + timedelta(minutes=MINUTES):%Y%m%dT%H%M%S}"]
    more = [f"{key}:{escaped(text)}" for key, text in (("LOCATION", one.place), ("DESCRIPTION", one.note)) if text]
    return [*head, *when, f"SUMMARY:{escaped(one.summary)}", *more, "END:VEVENT"]


def escaped(text: str) -> str:
    """Text with backslash, semicolon, comma and line ends escaped."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> str:
    """A line cut after at most 75 octets, never within a letter; what follows begins with a blank."""
    parts, held, room = [], b"", WIDTH
    for letter in line:
        octets = letter.encode()
        if len(held) + len(octets) > room:
            parts.append(held.decode())
            held, room = b"", WIDTH - 1
        held += octets
    return "\r\n ".join([*parts, held.decode()])
