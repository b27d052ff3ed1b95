"""What a candidate needs in order to take part: how her pages look, and what she asks HR for."""
