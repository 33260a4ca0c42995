"""Screens of the admin commands."""

from collections.abc import Sequence
from typing import Final

from domain.ledger.models import Balance
from domain.payments.models import Approval, ReconcileReport
from domain.shared.audit import AuditEntry
from domain.shared.ids import Instant
from domain.shared.page import Page
from domain.users.models import AreaState, Person
from handlers.admin import keyboards
from handlers.admin.operations import Health, JobLine
from handlers.menu.keyboards import back, question
from handlers.screens import Button, Screen, clip, safe, screen
from locales.speech import Count, Moment, Speech

MARKS: Final = {True: "✅", False: "❗"}
MOST_FINDINGS: Final = 5
LONGEST_NAME: Final = 80
LONGEST_ERROR: Final = 120
LONGEST_NOTE: Final = 500


def menu_screen(speech: Speech, *, lead: str = "") -> Screen:
    lines = [lead or speech.say("admin-lead"), "", speech.say("admin-commands")]
    return screen(speech.say("admin-title"), lines, keyboards.menu(speech))


def said(text: str) -> Screen:
    return Screen(text=text)


def person_screen(
    speech: Speech, person: Person, *, accepted: bool, balances: Sequence[Balance] | None
) -> Screen:
    seen = {"at": speech.at(person.created_at), "seen": speech.at(person.seen_at)}
    lines = [
        speech.say("admin-person-id", id=str(person.id), username=_username(person)),
        speech.say("admin-person-role", role=speech.say(f"role-{person.role.value}")),
        speech.say("admin-person-since", seen),
        speech.say(
            "admin-person-terms", accepted=speech.say("admin-yes" if accepted else "admin-no")
        ),
    ]
    if balances is not None:
        shown = " · ".join(_balance(speech, balance) for balance in balances) or "0"
        lines.append(speech.say("admin-person-balance", balances=shown))
    lines += _standing(speech, person)
    title = speech.say("admin-person-title", name=safe(person.name))
    return screen(title, lines, [back(speech, "admin")])


def found_screen(speech: Speech, people: Sequence[Person]) -> Screen:
    shown = people[: keyboards.FOUND]
    lines = [
        f"<code>{person.id}</code> {safe(clip(person.name, LONGEST_NAME))} {_username(person)}"
        for person in shown
    ]
    if len(people) > len(shown):
        lines.append(speech.say("admin-find-more"))
    rows = keyboards.found(speech, shown)
    return screen(speech.say("admin-find-title"), lines, rows)


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


def jobs_screen(speech: Speech, jobs: Sequence[JobLine], now: Instant, *, page: int) -> Screen:
    start = page * keyboards.JOBS
    shown = jobs[start : start + keyboards.JOBS]
    lines = []
    for job in shown:
        fields = {
            "ok": MARKS[job.ok],
            "job": job.id,
            "last": _moment(speech, job.last_at, now),
            "next": _moment(speech, job.next_at, now),
        }
        lines.append(speech.say("admin-job-line", fields))
        if job.total:
            done, total = str(job.done), str(job.total)
            lines.append(speech.say("admin-job-progress", done=done, total=total))
        if job.error:
            lines.append(safe(clip(job.error, LONGEST_ERROR)))
    names = [job.id for job in shown]
    rows = keyboards.jobs(speech, names, page=page, more=len(jobs) > start + len(shown))
    return screen(speech.say("admin-jobs-title"), lines or [speech.say("admin-jobs-none")], rows)


def health_screen(speech: Speech, health: Health, now: Instant) -> Screen:
    """What is well in one line each; what is not, by name."""
    ill = [worker for worker in health.workers if not worker.ok]
    broken = [name for name, ok in health.invariants if not ok]
    lines = [
        speech.say("admin-workers", ok=MARKS[not ill], count=Count(len(health.workers))),
        *(
            speech.say(
                "admin-worker-line",
                worker=safe(worker.name),
                state=worker.state,
                beat=_moment(speech, worker.beat_at, now),
            )
            for worker in ill
        ),
        speech.say("admin-invariants", ok=MARKS[not broken], count=Count(len(health.invariants))),
        *(speech.say("admin-invariant-line", name=name) for name in broken),
        speech.say("admin-outbox-line", waiting=str(health.outbox_waiting)),
    ]
    return screen(speech.say("admin-health-title"), lines, [back(speech, "admin")])


def audit_screen(speech: Speech, page: Page[AuditEntry], text: str) -> Screen:
    lines = [
        speech.say(
            "admin-audit-line",
            at=speech.at(entry.created_at),
            actor=str(entry.user_id),
            action=safe(entry.action),
            entity=safe(f"{entry.entity_type} {entry.entity_id}"),
        )
        for entry in page.items
    ]
    rows = keyboards.audit(speech, older=page.next, text=text)
    return screen(speech.say("admin-audit-title"), lines or [speech.say("admin-audit-none")], rows)


def question_screen(speech: Speech, line: str, act_id: str) -> Screen:
    return screen(speech.say("admin-title"), [line], question(speech, act_id))


def approvals_screen(speech: Speech, waiting: Sequence[Approval]) -> Screen:
    lines: list[str] = []
    rows: list[tuple[Button, ...]] = []
    for approval in waiting:
        about = {"value": approval.value, "person": str(approval.subject)}
        about |= {"by": str(approval.by), "why": safe(clip(approval.act.why, LONGEST_NAME))}
        lines.append(speech.say("admin-approval-line", about))
        rows.append(keyboards.decision(speech, approval.id))
    title = speech.say("admin-approvals-title")
    rows.append(back(speech, "admin"))
    return screen(title, lines or [speech.say("admin-approvals-none")], rows)


def report_screen(speech: Speech, report: ReconcileReport, more: Sequence[str] = ()) -> Screen:
    """`more` are lines about books of other areas."""
    key = "admin-reconcile-equal" if report.equal else "admin-reconcile-differs"
    lines = [speech.say(key, read=str(report.read))]
    for finding in report.findings[:MOST_FINDINGS]:
        kind = speech.say(f"finding-{finding.kind.value}")
        fields = {"kind": kind, "ref": safe(finding.ref), "stars": str(finding.stars)}
        lines.append(speech.say("admin-finding-line", fields))
    lines += more
    return screen(speech.say("admin-reconcile-title"), lines, [back(speech, "admin")])


def _username(person: Person) -> str:
    return f"@{safe(person.username)}" if person.username else ""


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
        lines.append(speech.say("admin-person-note", note=safe(clip(person.note, LONGEST_NOTE))))
    return lines


def _balance(speech: Speech, balance: Balance) -> str:
    held = f" (+{speech.money(balance.held)})" if balance.held.units else ""
    return f"{speech.money(balance.available)}{held}"


def _moment(speech: Speech, at: Instant | None, now: Instant) -> str:
    return speech.say("admin-job-never") if at is None else speech.moment(Moment(at, now))
