"""GetGems: its official public API, and the GraphQL of its site as a second path."""
