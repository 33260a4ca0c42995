"""Words: no key without a use, the same attributes everywhere, no text that people need left."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from domain.games.care import BREAK_HOURS, EXCLUSION_MONTHS
from domain.games.care_models import LimitKind, PauseKind, Period
from domain.games.frame import GAME_KINDS
from domain.games.models import GameCode, Matching, Rule
from domain.games.record_models import Result
from domain.gifts.alerts.frame import ALERT_KINDS
from domain.gifts.baskets.models import BasketState, ItemState, Why
from domain.gifts.models import EventKind, Market, SourceState
from domain.gifts.portfolio.models import Side
from domain.gifts.search import NumberKind, SaleKind, Sort, Trait
from domain.gifts.sync.staff import CollectionAct
from domain.gifts.value.valuing import Level
from domain.payments.frame import PAYMENT_KINDS
from domain.payments.models import ApprovalState, FindingKind, TopUpState
from domain.shared.actor import Role
from domain.ton.deposit_models import DepositState
from domain.ton.escrows.rules import CONTRACT_STATES
from domain.ton.frame import TON_KINDS
from domain.ton.withdrawal_models import WithdrawalState
from domain.users.models import Area
from domain.users.notices import USER_KINDS
from domain.users.partners.models import Scope
from locales import documents
from locales.words import DEFAULT, FOLDER, Words

ROOT = Path(__file__).parents[2]
WORDS = Words()
SPOKEN = (
    "domain",
    "storage",
    "handlers",
    "webapp",
    "bot",
    "main.py",
    "locales",
    "scripts/check_books.py",
    "scripts/keys.py",
)
BROWSER = ("app", "pages")
"""Beginnings of the browser's files: their keys are used by modules and templates."""

DYNAMIC = (
    "admin-approval-",
    "admin-button-",
    "admin-collection-",
    "area-",
    "asset-",
    "basket-line-",
    "basket-state-",
    "basket-why-",
    "command-",
    "deposit-title",
    "deposits-state-",
    "escrow-state-",
    "finding-",
    "gift-value-level-",
    "gifts-button-",
    "gifts-event-",
    "gifts-market-",
    "gifts-number-",
    "gifts-rates-",
    "gifts-sale-",
    "gifts-sort-",
    "gifts-state-",
    "gifts-tier-",
    "gifts-trait-",
    "history-result-",
    "keys-scope-",
    "kind-",
    "limits-amount-note-",
    "limits-each-",
    "limits-hours-",
    "limits-kind-",
    "limits-months-",
    "limits-pause-",
    "limits-period-",
    "lobby-",
    "notices-kind-",
    "play-button-",
    "play-match-",
    "play-note-",
    "play-question-",
    "play-rule-",
    "portfolio-trade-",
    "profile-button-",
    "refusal-",
    "role-",
    "sessions-how-",
    "topups-state-",
    "unit-",
    "wallet-button-",
    "withdraw-now-",
    "withdrawals-state-",
)
"""Beginnings of keys that are put together at run time; the sets below say what follows."""

STATED = {
    "admin-approval-": {state.value for state in ApprovalState},
    "admin-collection-": {act.value for act in CollectionAct},
    "area-": {area.value for area in Area},
    "basket-line-": {state.value.replace("_", "-") for state in ItemState},
    "basket-state-": {state.value for state in BasketState},
    "basket-why-": {why.value for why in Why},
    "portfolio-trade-": {side.value for side in Side},
    "keys-scope-": {scope.value for scope in Scope},
    "finding-": {kind.value for kind in FindingKind},
    "gift-value-level-": {level.value for level in Level},
    "gifts-event-": {
        *(kind.value for kind in EventKind),
        *(f"{kind.value}-bare" for kind in EventKind),
    },
    "gifts-market-": {market.value for market in Market},
    "gifts-number-": {kind.value for kind in NumberKind},
    "gifts-sale-": {kind.value for kind in SaleKind if kind is not SaleKind.FIX},
    "gifts-sort-": {sort.value for sort in Sort},
    "gifts-state-": {state.value for state in SourceState},
    "gifts-trait-": {trait.value for trait in Trait},
    "history-result-": {result.value for result in Result},
    "limits-each-": {period.value for period in Period},
    "limits-hours-": {str(hours) for hours in BREAK_HOURS},
    "limits-kind-": {kind.value for kind in LimitKind},
    "limits-months-": {str(months) for months in EXCLUSION_MONTHS},
    "limits-pause-": {kind.value for kind in PauseKind},
    "limits-period-": {period.value for period in Period},
    "play-match-": {matching.value for matching in Matching},
    "play-note-": {game.value for game in GameCode},
    "play-question-": {matching.value for matching in Matching},
    "play-rule-": {rule.value for rule in Rule},
    "notices-kind-": {
        kind.code
        for kind in (*USER_KINDS, *PAYMENT_KINDS, *GAME_KINDS, *TON_KINDS, *ALERT_KINDS)
        if not kind.fixed
    },
    "role-": {role.value for role in Role},
    "topups-state-": {state.value for state in TopUpState},
    "escrow-state-": {state.value for state in CONTRACT_STATES},
    "deposits-state-": {s.value for s in DepositState if s is not DepositState.SEEN},
    "withdraw-now-": {state.value for state in WithdrawalState},
    "withdrawals-state-": {state.value for state in WithdrawalState},
    "unit-": {"points"},
}
"""Beginnings after which exactly these stand."""


def messages(language: str, name: str) -> dict[str, set[str]]:
    """Keys of a file with their attributes."""
    resource = FluentParser().parse((FOLDER / language / name).read_text("utf-8"))
    return {
        entry.id.name: {attribute.id.name for attribute in entry.attributes}
        for entry in resource.body
        if isinstance(entry, ftl.Message)
    }


FILES = [path.name for path in sorted((FOLDER / DEFAULT).glob("*.ftl"))]
CHAT = [name for name in FILES if not name.startswith(BROWSER)]
KEYS = {key for name in CHAT for key in messages(DEFAULT, name)}


@cache
def literals() -> set[str]:
    """Every text in the sources that may be a key."""
    found: set[str] = set()
    paths = [p for top in SPOKEN for p in ([ROOT / top] if "." in top else _all(ROOT / top))]
    for path in paths:
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
        else:
            found.update(re.findall(r"[a-z][a-z0-9_-]+", path.read_text("utf-8")))
    return found


def _all(folder: Path) -> list[Path]:
    kinds = {".py", ".html", ".js", ".mjs"}
    return [p for p in folder.rglob("*") if p.suffix in kinds and "vendor" not in p.parts]


def references() -> set[str]:
    """Keys that stand inside other texts."""
    found: set[str] = set()
    for name in CHAT:
        text = (FOLDER / DEFAULT / name).read_text("utf-8")
        found.update(re.findall(r"\{ ([a-z][a-z0-9-]+) \}", text))
    return found


def test_each_key_is_used() -> None:
    used = literals() | references()
    unused = {key for key in KEYS if key not in used and not key.startswith(DYNAMIC)}
    assert unused == set()


@pytest.mark.parametrize("prefix", sorted(STATED))
def test_what_is_put_together_has_a_text_and_no_more(prefix: str) -> None:
    wanted = {f"{prefix}{end}" for end in STATED[prefix]}
    assert {key for key in wanted if not WORDS.has(key)} == set()
    taken = {key for other in STATED for key in KEYS if key.startswith(other) and other != prefix}
    there = {key for key in KEYS if key.startswith(prefix)} - taken
    fixed = {key for key in there if key in literals()}
    assert there - wanted - fixed == set()


@pytest.mark.parametrize("prefix", DYNAMIC)
def test_no_beginning_is_listed_in_vain(prefix: str) -> None:
    assert any(key.startswith(prefix) for key in KEYS)


@pytest.mark.parametrize("language", WORDS.languages)
@pytest.mark.parametrize("name", CHAT)
def test_each_language_has_the_same_attributes(language: str, name: str) -> None:
    assert messages(language, name) == messages(DEFAULT, name)


@pytest.mark.parametrize("language", WORDS.languages)
def test_the_chat_and_the_app_call_markets_and_their_states_the_same(language: str) -> None:
    for market in Market:
        name = WORDS.say(language, f"app-market-{market.value}")
        assert WORDS.say(language, f"gifts-market-{market.value}") == name
        told = WORDS.say(language, "alerts-market", {"market": market.value})
        assert name.removeprefix("Сеть ") in told
    for state in SourceState:
        word = WORDS.say(language, f"app-gifts-state-{state.value}")
        assert WORDS.say(language, f"gifts-state-{state.value}") == word


@pytest.mark.parametrize("language", WORDS.languages)
def test_each_command_that_is_listed_is_answered(language: str) -> None:
    from bot.wiring.chat import routes
    from bot.wiring.introduction import COMMANDS

    known = routes().commands
    assert [name for name in COMMANDS if name not in known] == []
    for name in COMMANDS:
        assert 0 < len(WORDS.say(language, f"command-{name}")) <= 256


@pytest.mark.parametrize("language", WORDS.languages)
def test_buttons_fit_a_phone(language: str) -> None:
    """A label is one short line; two of them fit a row."""
    fields = {"amount": "1,000,000 ⭐", "state": "off", "job": "", "area": "", "n": "3"}
    keys = [
        key for key in KEYS if re.search(r"(^|-)button-|^menu-(?!welcome|balance|choose)", key)
    ]
    assert keys
    for key in keys:
        label = WORDS.say(language, key, fields)
        assert "\n" not in label, key
        assert len(label) <= 36, (key, label)


@pytest.mark.parametrize("language", WORDS.languages)
@pytest.mark.parametrize("name", [documents.TERMS, documents.PRIVACY])
def test_documents_fit_one_message(language: str, name: str) -> None:
    document = documents.read(language, name)
    whole = len(document.title) + sum(len(p.lead) + len(p.text) + 3 for p in document.points)
    assert whole <= 4000


@pytest.mark.parametrize("language", WORDS.languages)
def test_a_refusal_in_a_popup_fits_it(language: str) -> None:
    """answerCallbackQuery shows 200 characters; longer refusals would come as messages."""
    fields = {"needed": "1,000,000 ⭐", "least": "15 ⭐", "most": "1,000,000 ⭐", "left": "50 ⭐"}
    fields |= {"reason": "", "trace": "0" * 32, "retry_after_s": "60"}
    for key in sorted(KEYS):
        if key.startswith("refusal-"):
            assert len(WORDS.say(language, key, fields)) <= 200, key


def test_a_field_that_nobody_gave_is_logged_and_left_out(caplog: pytest.LogCaptureFixture) -> None:
    assert WORDS.say("en", "menu-welcome") == "Hello, ."
    assert "menu-welcome" in caplog.text


def test_a_refusal_about_a_field_has_words_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    plain = WORDS.say("en", "refusal-invalid")
    assert WORDS.say("en", "refusal-invalid", {"field": "amount"}) != plain
    assert WORDS.say("en", "refusal-invalid", {"field": "unheard of"}) == plain
    assert not caplog.records


def test_texts_of_any_length_enter_words_whole() -> None:
    long = "&amp;" * 2000
    said = WORDS.say("en", "notice-banned", {"reason": long})
    assert long in said
