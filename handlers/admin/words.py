"""How the line after `/admin` is taken apart."""


class Usage(Exception):
    """The line does not have the form that its first word asks for."""

    def __init__(self, form: str) -> None:
        super().__init__(form)
        self.form = form


def split(text: str, count: int, form: str) -> list[str]:
    """`count` parts, the last taking all the rest. Raises Usage when there are fewer."""
    parts = text.split(maxsplit=count - 1)
    if len(parts) != count:
        raise Usage(form)
    return parts


def whole_digits(text: str, form: str) -> int:
    """A whole number in ASCII digits. Raises Usage for anything else."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(2**62)):
        raise Usage(form)
    return int(text)
