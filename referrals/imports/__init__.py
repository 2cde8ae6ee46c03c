"""The participants file: its columns, how it compares with what is known, and how it is taken over."""
