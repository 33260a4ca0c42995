"""The invoice of a top-up as a row of the outbox: it leaves once the top-up is there."""

from domain.payments.models import TopUp
from domain.shared.change import Change
from domain.shared.outbox import Priority
from storage.outbox import OutboxStore


class OutboxInvoices:
    """Implements domain.payments.ports.InvoiceMessages. Title and description are text keys,
    put into words when the row leaves.
    """

    def __init__(self, outbox: OutboxStore) -> None:
        self._outbox = outbox

    def send(self, topup: TopUp, *, payload: str) -> Change:
        fields = {"value": topup.value, "amount": topup.value}
        return self._outbox.put(
            topup.person,
            "sendInvoice",
            {
                "chat_id": topup.person,
                "title": {"text": "topup-invoice-title", "fields": fields},
                "description": {"text": "topup-invoice-description", "fields": fields},
                "payload": payload,
                "currency": topup.value.asset.code,
                "stars": topup.value.whole,
            },
            priority=Priority.ANSWER,
            kind="payments-invoice",
            to_user=topup.person,
        )
