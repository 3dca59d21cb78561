"""How our numbers are made: `make bench`, or some of it with `make bench ARGS="startup idle"`."""
