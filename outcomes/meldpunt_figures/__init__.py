"""Figures of the Meldpunt: the form of the Wga, the tables of the monitor, and what the meldpunt itself wants to know."""
