"""What people do: one function per act. A refusal is `forms.Refusal` with a stable code."""
