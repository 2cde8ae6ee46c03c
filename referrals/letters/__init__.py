"""What a letter is made of: the placeholders of its template, and its PDF."""
