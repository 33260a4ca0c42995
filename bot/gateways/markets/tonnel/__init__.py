"""Tonnel: POST with JSON, whose filters are queries of Mongo written out as text."""
