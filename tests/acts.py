"""One act of a life that property tests make up: what a day of money is made of."""

from dataclasses import dataclass

from tests.payments.dying import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`number` chooses among what is there; `dies` is the commit at which the process ends."""

    name: str
    person: int = 0
    number: int = 0
    fault: str = ""
    dies: int = 0
    when: When = "before"
