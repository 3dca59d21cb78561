"""The laboratory of faults: breaks the network, the server and the browsers on purpose, and measures what people notice."""
