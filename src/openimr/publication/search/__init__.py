"""Search of the library: what is asked, what it also means, what an index answers."""
