"""Pages of organisations, programmes, editions, members and sessions."""
