"""WHO: organisations, people, roles, and what each room needs of a person: keys, drafts, audit, mail."""
