"""The pages of the meldpunt: the list of reports, one report, writing one down, other parties, personal interests."""
