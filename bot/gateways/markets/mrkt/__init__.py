"""MRKT: JSON under `/api/v1`, let in by a cookie that a log-in with launch data gives."""
