"""The voluntary questions about a candidate's groups, kept where no name stands."""
