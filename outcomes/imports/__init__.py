"""The outcomes file, and an import as a whole: participants first, then outcomes, in one transaction."""
