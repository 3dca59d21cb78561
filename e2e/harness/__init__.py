"""Real browsers, the real server, and how to ask what a person would notice."""
