"""TON in chat: where to pay in, withdrawing, the address book, what came and went."""

from aiogram.fsm.context import FSMContext

from handlers.routes import Routes
from handlers.ton import book
from handlers.ton.desk import ADDRESS, AMOUNT, TonDesk
from handlers.visit import Visit


def routes() -> Routes:
    return Routes(
        commands={"deposit": deposit, "withdraw": withdraw},
        callbacks={
            "deposit": deposit,
            "deposits": deposits,
            "withdraw": withdraw,
            "withdraw:to": to_contact,
            "withdrawals": withdrawals,
            "withdrawal": withdrawal,
            "book": book.show,
            "book:add": book.add,
            "contact": book.contact,
            "contact:name": book.ask_name,
            "contact:drop": book.drop,
        },
        dialogues={
            AMOUNT: amount,
            ADDRESS: address,
            book.NEW: book.new_address,
            book.NAME: book.name,
        },
    )


async def deposit(visit: Visit, state: FSMContext, ton_desk: TonDesk) -> None:
    await state.clear()
    await ton_desk.deposit(visit, visit.args)


async def withdraw(visit: Visit, state: FSMContext, ton_desk: TonDesk) -> None:
    await ton_desk.withdraw(visit, state, visit.args)


async def amount(visit: Visit, state: FSMContext, ton_desk: TonDesk) -> None:
    await ton_desk.amount(visit, state, visit.args)


async def address(visit: Visit, state: FSMContext, ton_desk: TonDesk) -> None:
    await ton_desk.address(visit, state, visit.args)


async def to_contact(visit: Visit, state: FSMContext, ton_desk: TonDesk) -> None:
    await ton_desk.to_contact(visit, state, visit.args)


async def withdrawals(visit: Visit, ton_desk: TonDesk) -> None:
    await ton_desk.history(visit, visit.args)


async def withdrawal(visit: Visit, ton_desk: TonDesk) -> None:
    await ton_desk.one(visit, visit.args)


async def deposits(visit: Visit, ton_desk: TonDesk) -> None:
    await ton_desk.payments(visit, visit.args)
