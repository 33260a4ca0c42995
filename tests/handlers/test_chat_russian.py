"""A whole first day in Russian, and that no English word is left in it."""

import re

from tests.program import Program
from tests.talk import Somebody, meet

LATIN = re.compile(r"[A-Za-z]{3,}")
OURS = re.compile(
    r"Souk|Telegram|Mini App|@\w+|/\w+|https?://\S+|[a-z0-9]{26}|Europe/\w+|Asia/\w+|UTC|USD|XTR"
    r"|POINTS|PAYMENTS|TON|USDT|English|Vera|Boris|[U0]Q[\w-]+…[\w-]+|<[^>]*>",
)
"""Names, addresses, commands, numbers of receipts."""


def check(somebody: Somebody) -> str:
    """The newest words, in which nothing is left in English."""
    words = [somebody.newest, *somebody.labels()]
    left = [found for text in words for found in LATIN.findall(OURS.sub("", text))]
    assert not left, (left, words)
    return somebody.newest


def test_the_first_day(program: Program) -> None:
    vera = meet(program, "vera", language="ru")
    assert "Спасибо" in check(vera)
    for data in ("help", "back", "profile", "profile:zone", "zone:Europe/Moscow"):
        vera.press(data)
        check(vera)
    assert "сейчас 12:00" in vera.newest
    assert "пока никто не пришёл" in vera.newest
    for data in ("profile:notices", "inbox", "profile:notices", "profile", "profile:sessions"):
        vera.press(data)
        check(vera)
    vera.say("/topup")
    check(vera)
    vera.press("topup:own")
    check(vera)
    for typed, words in (
        ("14", "не меньше 15\u00a0⭐"),
        ("1000001", "не больше 1\u00a0000\u00a0000\u00a0⭐"),
        ("10.5", "целое число"),
        ("пятьдесят", "целое число"),
    ):
        vera.say(typed)
        assert words in check(vera)
        assert "Ничего не списано" in vera.newest
    vera.say("50")
    invoice = next(m for m in reversed(vera.from_bot()) if m["world"]["invoice"])["invoice"]
    assert invoice["title"] == "Кредит на 50\u00a0⭐"
    assert vera.pay()["status"] == "paid"
    assert "Зачислено: 50\u00a0⭐" in check(vera)
    vera.say("/statement")
    assert "+50\u00a0⭐ пополнение, только что · баланс 50\u00a0⭐" in check(vera)
    program.world.advance(5 * 3600)
    vera.say("/statement")
    assert "5 часов назад" in check(vera)


def test_refunds_refusals_and_help(program: Program) -> None:
    vera = meet(program, "vera", language="ru")
    vera.top_up(50)
    vera.press(f"refund:{vera.topup()}")
    assert "Вернуть 50" in check(vera)
    vera.press(vera.button("confirm:"))
    texts = [message.get("text", "") for message in vera.from_bot()]
    assert any("Готово" in text for text in texts)
    assert any("Возвращено" in text for text in texts)
    assert "уже вернулся" in vera.answer(f"refund:{vera.topup()}")
    for said, words in (
        ("/nosuch", "Команды /nosuch нет"),
        ("что?", "получилось понять"),
        ("/cancel", "Отменять нечего"),
        ("/paysupport", "Вопросы"),
        ("/inbox", "Входящие"),
        ("/admin find @vera", "не разрешено"),
    ):
        assert words in vera.say(said)
        check(vera)


def test_the_texts_are_whole(program: Program) -> None:
    vera = meet(program, "vera", language="ru")
    assert vera.say("/terms").rstrip().endswith("остаются на месте.")
    check(vera)
    assert "/paysupport" in vera.say("/privacy")
    assert "Premium" in vera.newest


def test_staff_are_spoken_to_in_russian(program: Program) -> None:
    vera = meet(program, "vera", language="ru", role="owner")
    boris = meet(program, "boris", language="ru")
    for line in ("find @boris", "limit @boris 100 часто", "areas", "approvals", "reconcile"):
        vera.say(f"/admin {line}")
        check(vera)
    vera.say("/admin role @boris finance")
    assert "роль — финансы" in check(vera)
    assert "Ваша роль теперь: финансы" in check(boris)
    vera.say("/admin adjust @boris 2000 POINTS приз")
    check(vera)
    vera.press(vera.button("confirm:"))
    assert "нужен второй человек" in check(vera)
    vera.say("/admin ban @boris шумно")
    assert "шумно" in check(boris)
