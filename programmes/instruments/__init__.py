"""Instruments as versioned data: what they ask, how the answers are scored, and which of them come with casetrack.

Pure functions over dictionaries and dataclasses; no database.
"""
