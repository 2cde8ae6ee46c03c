"""Pages of outcomes, figures and reports."""
