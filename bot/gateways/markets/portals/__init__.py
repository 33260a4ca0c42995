"""Portals: JSON under `/api`, open to all, or under `/partners` with a partner's token."""
