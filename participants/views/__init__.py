"""The pages of participants, by what they are about."""
