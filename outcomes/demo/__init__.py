"""The demonstration: real organisations, made-up people, the same on every run."""
