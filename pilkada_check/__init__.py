"""Readiness checks before election day: cek, ricek, verdict."""

VERSION = "0.1.0"
