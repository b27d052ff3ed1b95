"""Protection: a person hides another, or reports a thread to the contact that her organisation has named."""
