"""Media servers under load: the generator, and who is compared."""
