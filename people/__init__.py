"""WHO: organisations, people, roles, and what every room needs of a person: keys, drafts, audit, mail, scope."""
