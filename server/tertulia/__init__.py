"""Tertulia: video meetings that anyone can host with one command."""

__version__ = "0.1.0"
