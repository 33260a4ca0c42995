"""Screens of the admin commands."""

from collections.abc import Sequence

from domain.ledger.models import Balance
from domain.payments.models import Approval, ReconcileReport
from domain.shared.audit import AuditEntry
from domain.shared.ids import Instant
from domain.users.models import AreaState, Person
from handlers.admin import keyboards
from handlers.admin.operations import Health, JobLine
from handlers.menu.keyboards import back
from handlers.screens import Button, Screen, safe, screen
from locales.speech import Moment, Speech

MARKS = {True: "✅", False: "❗"}
MOST_FINDINGS = 10


def menu_screen(speech: Speech, *, lead: str = "") -> Screen:
    lines = [lead or speech.say("admin-lead"), "", speech.say("admin-commands")]
    return screen(speech.say("admin-title"), lines, keyboards.menu(speech))


def said(text: str) -> Screen:
    return Screen(text=text)


def person_screen(
    speech: Speech, person: Person, *, accepted: bool, balances: Sequence[Balance] | None
) -> Screen:
    username = f"@{person.username}" if person.username else ""
    seen = {"at": speech.at(person.created_at), "seen": speech.at(person.seen_at)}
    lines = [
        speech.say("admin-person-id", id=str(person.id), username=safe(username)),
        speech.say("admin-person-role", role=speech.say(f"role-{person.role.value}")),
        speech.say("admin-person-since", seen),
        speech.say("admin-person-terms", accepted=speech.say(f"admin-{_yes(accepted)}")),
    ]
    if balances is not None:
        shown = " · ".join(_balance(speech, balance) for balance in balances) or "0"
        lines.append(speech.say("admin-person-balance", balances=shown))
    lines += _standing(speech, person)
    return screen(speech.say("admin-person-title", name=safe(person.name)), lines)


def found_screen(speech: Speech, found: Sequence[Person]) -> Screen:
    lines = [
        f"<code>{person.id}</code> {safe(person.name)} {safe('@' + (person.username or '-'))}"
        for person in found
    ]
    return screen(speech.say("admin-title"), lines)


def areas_screen(speech: Speech, areas: Sequence[AreaState]) -> Screen:
    lines = []
    for area in areas:
        name = speech.say(f"area-{area.area.value}")
        state = speech.say("admin-area-open")
        if area.paused:
            state = speech.say("admin-area-paused", reason=safe(area.reason or "-"))
        lines.append(speech.say("admin-areas-line", area=name, state=state))
    rows = keyboards.areas(speech, areas)
    return screen(speech.say("admin-button-areas"), lines, rows)


def jobs_screen(speech: Speech, jobs: Sequence[JobLine], now: Instant) -> Screen:
    lines = []
    for job in jobs:
        fields = {
            "ok": MARKS[job.ok],
            "job": job.id,
            "last": _moment(speech, job.last_at, now),
            "next": _moment(speech, job.next_at, now),
        }
        lines.append(speech.say("admin-job-line", fields))
        if job.error:
            lines.append(safe(job.error[:120]))
    rows = keyboards.jobs(speech, [job.id for job in jobs])
    return screen(speech.say("admin-jobs-title"), lines or [speech.say("admin-jobs-none")], rows)


def health_screen(speech: Speech, health: Health, now: Instant) -> Screen:
    lines = [
        speech.say(
            "admin-worker-line",
            ok=MARKS[worker.ok],
            worker=safe(worker.name),
            state=worker.state,
            beat=_moment(speech, worker.beat_at, now),
        )
        for worker in health.workers
        if not worker.name.startswith("bus:")
    ]
    lines.append(speech.say("admin-outbox-line", waiting=str(health.outbox_waiting)))
    for name, ok in health.invariants:
        lines.append(speech.say("admin-invariant-line", ok=MARKS[ok], name=name))
    return screen(speech.say("admin-health-title"), lines, [back(speech, "admin")])


def audit_screen(speech: Speech, entries: Sequence[AuditEntry]) -> Screen:
    lines = [
        speech.say(
            "admin-audit-line",
            at=speech.at(entry.created_at),
            actor=str(entry.user_id),
            action=safe(entry.action),
            entity=safe(f"{entry.entity_type} {entry.entity_id}"),
        )
        for entry in entries
    ]
    rows = [back(speech, "admin")]
    return screen(speech.say("admin-audit-title"), lines or [speech.say("admin-audit-none")], rows)


def question_screen(speech: Speech, line: str, act_id: str) -> Screen:
    return screen(speech.say("admin-title"), [line], keyboards.question(speech, act_id))


def approvals_screen(speech: Speech, waiting: Sequence[Approval]) -> Screen:
    lines: list[str] = []
    rows: list[tuple[Button, ...]] = []
    for approval in waiting:
        about = {"value": approval.value, "person": str(approval.subject)}
        about |= {"by": str(approval.by), "why": safe(approval.act.why[:80])}
        lines.append(speech.say("admin-approval-line", about))
        rows.append(keyboards.decision(speech, approval.id))
    title = speech.say("admin-approvals-title")
    rows.append(back(speech, "admin"))
    return screen(title, lines or [speech.say("admin-approvals-none")], rows)


def report_screen(speech: Speech, report: ReconcileReport) -> Screen:
    key = "admin-reconcile-equal" if report.equal else "admin-reconcile-differs"
    lines = [speech.say(key, read=str(report.read))]
    for finding in report.findings[:MOST_FINDINGS]:
        kind = speech.say(f"finding-{finding.kind.value}")
        fields = {"kind": kind, "ref": safe(finding.ref), "stars": str(finding.stars)}
        lines.append(speech.say("admin-finding-line", fields))
    return screen(speech.say("admin-reconcile-title"), lines, [back(speech, "admin")])


def _standing(speech: Speech, person: Person) -> list[str]:
    lines = []
    if person.ban is not None:
        lines.append(speech.say("admin-person-banned", reason=safe(person.ban.reason)))
    if person.limit is not None:
        limit = {"stars": str(person.limit.stars_per_day), "reason": safe(person.limit.reason)}
        lines.append(speech.say("admin-person-limit", limit))
    if person.blocked:
        lines.append(speech.say("admin-person-blocked"))
    if person.note:
        lines.append(speech.say("admin-person-note", note=safe(person.note[:500])))
    return lines


def _balance(speech: Speech, balance: Balance) -> str:
    held = f" (+{speech.money(balance.held)})" if balance.held.units else ""
    return f"{speech.money(balance.available)}{held}"


def _moment(speech: Speech, at: Instant | None, now: Instant) -> str:
    return speech.say("admin-job-never") if at is None else speech.moment(Moment(at, now))


def _yes(fact: bool) -> str:  # noqa: FBT001  it is the whole question
    return "yes" if fact else "no"
