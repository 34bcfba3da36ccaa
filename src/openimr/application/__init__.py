"""Stage 1, receive: the filed form becomes an Application with its disputed treatments."""
