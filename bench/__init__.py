"""The benchmark: `./ct bench`. A command to read ratios from, not a test with a time limit."""
