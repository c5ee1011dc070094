"""The parts of the sample operation that are made, not written: people, requests, past weeks, volumes."""
