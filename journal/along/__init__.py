"""Taking moments along and bringing them in: what stands between the files and the database."""
