"""What the house says no to, about games. No stake moves with any of them."""

from domain.shared.refusals import DomainError, LimitReached


class AlreadyPlaying(DomainError):
    """One match at a time. Field: `lobby`."""

    code = "already-playing"


class OwnLobby(DomainError):
    code = "own-lobby"


class LobbyGone(DomainError):
    """Expired, left, joined by somebody else, or over."""

    code = "lobby-gone"


class MatchLocked(DomainError):
    """Somebody joined: the stakes are held and the match is played."""

    code = "match-locked"


class AssetNotAllowed(DomainError):
    """Fields: `asset`, and `allowed`, the codes that may be staked."""

    code = "asset-not-allowed"


class NotYourMatch(DomainError):
    code = "not-your-match"
    kind = "forbidden"


class ChatNeeded(DomainError):
    """The bot cannot write to the person: `/start` it, or unblock it, first."""

    code = "chat-needed"


class SelfExcluded(DomainError):
    """Time-out or self-exclusion. Fields: `kind` (`break`, `exclusion`), `until` (Instant)."""

    code = "self-excluded"


class PlayLimitReached(LimitReached):
    """One of the person's own limits. Fields: `kind` (`deposit`, `stake`, `loss`), `period`
    (`day`, `week`, `month`), `limit` and `left` (Money), `reason` "".
    """


class ReminderNeeded(DomainError):
    """The first stake of the day in chat: show the reminder, and let it be tapped."""

    code = "reminder-needed"


class RealityCheckDue(DomainError):
    """Fields: `minutes` of play; `staked`, `returned`, `net` as amounts, one per asset. To be
    dismissed before the next stake.
    """

    code = "reality-check"


class TooSoon(DomainError):
    """A raised limit waits for its day. Field: `from` as `since` (Instant)."""

    code = "limit-waits"


class NotCounted(DomainError):
    """A dice message that is no throw. Each way has its own code."""

    code = "throw-not-counted"


class NoMatch(NotCounted):
    """Nothing to throw for. In a group there is nothing to say then."""

    code = "throw-no-match"


class Forwarded(NotCounted):
    code = "throw-forwarded"


class ViaBot(NotCounted):
    code = "throw-via-bot"


class Scheduled(NotCounted):
    code = "throw-scheduled"


class Edited(NotCounted):
    code = "throw-edited"


class InAlbum(NotCounted):
    code = "throw-album"


class InOthersName(NotCounted):
    """Written in the name of a channel or a group."""

    code = "throw-foreign"


class WrongChat(NotCounted):
    code = "throw-wrong-chat"


class WrongEmoji(NotCounted):
    """Field: `emoji`, the right one."""

    code = "throw-wrong-emoji"


class NoValue(NotCounted):
    """No final value, or one that this dice cannot show."""

    code = "throw-no-value"


class BeforePrompt(NotCounted):
    code = "throw-early"


class Repeated(NotCounted):
    """All throws of this turn are in."""

    code = "throw-repeated"


class Late(NotCounted):
    code = "throw-late"
