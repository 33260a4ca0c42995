"""Screens of the games: choosing, asking, waiting, playing."""

from collections.abc import Mapping, Sequence

from domain.games import verdicts
from domain.games.catalogue import emoji_of
from domain.games.models import CreateLobby, GameCard, GameSettings, LobbyState, StakeBounds, Terms
from domain.games.shown_models import ShownLobby, ShownPlayer
from domain.ledger.models import Balance
from domain.shared.ids import UserId
from domain.shared.money import Asset, Money
from handlers.games import keyboards
from handlers.games.forms import Wish
from handlers.links import Links
from handlers.menu.keyboards import back, question
from handlers.screens import Screen, safe, screen
from locales.speech import Speech


def play_screen(
    speech: Speech,
    cards: Sequence[GameCard],
    balances: Sequence[Balance],
    *,
    granted: Money | None,
    seat: str | None,
) -> Screen:
    lines = [speech.say("play-lead", rake=percent(speech, cards[0].rake_bps))]
    if granted is not None:
        lines.append(speech.say("play-granted", points=granted))
    if balances:
        shown = " · ".join(speech.money(balance.available) for balance in balances)
        lines.append(speech.say("play-balance", balance=shown))
    if seat is not None:
        lines.append(speech.say("play-now"))
    return screen(speech.say("play-title"), lines, keyboards.play(speech, seat=seat))


def rule_screen(speech: Speech, card: GameCard) -> Screen:
    code = card.game.code.value
    lines = [speech.say(f"play-note-{code}"), "", speech.say("play-rule-ask")]
    title = speech.say("play-rule-title", game=code)
    return screen(title, lines, keyboards.rules(speech, card))


def asset_screen(speech: Speech, wish: Wish, found: Sequence[Asset]) -> Screen:
    rows = keyboards.assets(speech, wish, found)
    return screen(_what(speech, wish), [speech.say("play-asset-ask")], rows)


def stake_screen(speech: Speech, wish: Wish, bounds: StakeBounds) -> Screen:
    least, most = bounds.least, bounds.most
    ask = speech.say("play-stake-ask", asset=least.asset, least=least, most=most)
    lines = [ask, "", speech.say("play-stake-reminder")]
    return screen(_what(speech, wish), lines, keyboards.stakes(speech, wish))


def matching_screen(
    speech: Speech, wish: Wish, order: CreateLobby, settings: GameSettings
) -> Screen:
    lines = [_terms_line(speech, order, settings), "", speech.say("play-match-ask")]
    return screen(_what(speech, wish), lines, keyboards.matchings(speech, wish))


def question_screen(
    speech: Speech, order: CreateLobby, settings: GameSettings, act_id: str
) -> Screen:
    minutes = speech.number(str(settings.lobby_life_s // 60))
    lines = [
        _terms_line(speech, order, settings),
        speech.say(f"play-question-{order.matching.value}", minutes=minutes),
        speech.say("play-question-nothing"),
        "",
        speech.say("play-stake-reminder"),
    ]
    title = speech.say("play-question-title", game=order.game.value, rule=order.rule.value)
    return screen(title, lines, question(speech, f"play:{act_id}"))


def usage_screen(speech: Speech) -> Screen:
    return screen(speech.say("play-title"), [speech.say("play-usage")], [back(speech, "play")])


def reminder_screen(speech: Speech, again: str) -> Screen:
    rows = keyboards.reminder(speech, again)
    return screen(speech.say("reminder-title"), [speech.say("reminder-text")], rows)


def reality_screen(speech: Speech, fields: Mapping[str, object], again: str) -> Screen:
    key = "reality-text" if fields.get("staked") else "reality-nothing"
    rows = keyboards.reality(speech, again)
    return screen(speech.say("reality-title"), [speech.say(key, fields)], rows)


def lobby_screen(
    speech: Speech, shown: ShownLobby, links: Links, viewer: UserId, *, lead: str = ""
) -> Screen:
    """`lead` says what just happened."""
    lines = [lead] if lead else []
    lines += _state_lines(speech, shown, links, viewer)
    lines += _throw_lines(speech, shown.players)
    terms = shown.terms
    title = speech.say("lobby-title", game=terms.game.value, rule=terms.rule.value)
    return screen(title, lines, keyboards.lobby(speech, shown, links))


def _state_lines(speech: Speech, shown: ShownLobby, links: Links, viewer: UserId) -> list[str]:
    if shown.state is LobbyState.OPEN:
        return _open_lines(speech, shown, links, viewer)
    if shown.state in {LobbyState.LOCKED, LobbyState.THROWING}:
        return [_running_line(speech, shown, viewer)]
    if shown.state is LobbyState.RESOLVED:
        won = next(safe(one.name) for one in shown.players if one.person == shown.winner)
        return [speech.say("lobby-won", name=won, payout=shown.payout)]
    return [speech.say(f"lobby-{shown.state.value}")]


def _open_lines(speech: Speech, shown: ShownLobby, links: Links, viewer: UserId) -> list[str]:
    terms = _terms(speech, shown.terms)
    creator = shown.players[0]
    if creator.person != viewer:
        return [speech.say("lobby-invitation", name=safe(creator.name)), terms]
    assert shown.deadline is not None, "an open lobby has its time"
    until = speech.at(shown.deadline)
    if shown.invited is not None:
        return [speech.say("lobby-waiting-asked", until=until), terms]
    link = links.match(shown.id)
    return [speech.say("lobby-waiting", until=until), terms, speech.say("lobby-link", link=link)]


def _running_line(speech: Speech, shown: ShownLobby, viewer: UserId) -> str:
    both = names(shown)
    if viewer not in {one.person for one in shown.players}:
        return speech.say("lobby-others", names=both)
    if "throw" in shown.allowed:
        emoji, left = emoji_of(shown.terms.game), str(shown.left)
        return speech.say("lobby-running", names=both, emoji=emoji, left=left)
    key = "lobby-running-asked" if shown.left else "lobby-running-thrown"
    return speech.say(key, names=both)


def _throw_lines(speech: Speech, players: Sequence[ShownPlayer]) -> list[str]:
    return [
        speech.say(
            "lobby-throws",
            name=safe(one.name),
            values=" · ".join(str(throw.value) for throw in one.throws),
        )
        for one in players
        if one.throws
    ]


def list_screen(
    speech: Speech, found: Sequence[ShownLobby], *, rake_bps: int, older: str | None
) -> Screen:
    lines = [_list_line(speech, n, one) for n, one in enumerate(found, 1)]
    if lines:
        note = speech.say("lobby-list-note", rake=percent(speech, rake_bps))
        lines += ["", note, speech.say("play-stake-reminder")]
    rows = keyboards.lobbies(speech, found, older=older)
    return screen(speech.say("lobby-list-title"), lines or [speech.say("lobby-none")], rows)


def _list_line(speech: Speech, n: int, shown: ShownLobby) -> str:
    terms = shown.terms
    return speech.say(
        "lobby-list-line",
        n=str(n),
        game=terms.game.value,
        rule=terms.rule.value,
        stake=terms.stake,
        payout=payout(terms),
        name=safe(shown.players[0].name),
    )


def group_screen(speech: Speech, shown: ShownLobby, links: Links, *, reply_to: int) -> Screen:
    terms = shown.terms
    text = speech.say(
        "group-challenge",
        name=safe(shown.players[0].name),
        game=terms.game.value,
        rule=terms.rule.value,
        stake=terms.stake,
        payout=payout(terms),
        rake=percent(speech, terms.rake_bps),
    )
    return Screen(text=text, rows=keyboards.group(speech, shown, links), reply_to=reply_to)


def group_matched(speech: Speech, shown: ShownLobby, links: Links) -> Screen:
    terms = shown.terms
    text = speech.say(
        "group-matched",
        names=names(shown),
        game=terms.game.value,
        rule=terms.rule.value,
        stake=terms.stake,
    )
    return Screen(text=text, rows=keyboards.group(speech, shown, links)[1:])


def names(shown: ShownLobby) -> str:
    return " — ".join(safe(one.name) for one in shown.players)


def payout(terms: Terms) -> Money:
    return verdicts.shares(terms)[0]


def percent(speech: Speech, bps: int) -> str:
    """Basis points as per cent by locale."""
    return speech.number(verdicts.percent(bps))


def _what(speech: Speech, wish: Wish) -> str:
    assert wish.rule is not None, "a rule was chosen"
    return speech.say("play-stake-title", game=wish.game.value, rule=wish.rule.value)


def _terms_line(speech: Speech, order: CreateLobby, settings: GameSettings) -> str:
    terms = Terms(game=order.game, rule=order.rule, stake=order.stake, rake_bps=settings.rake_bps)
    return _terms(speech, terms)


def _terms(speech: Speech, terms: Terms) -> str:
    rake = percent(speech, terms.rake_bps)
    return speech.say("play-terms", stake=terms.stake, payout=payout(terms), rake=rake)
