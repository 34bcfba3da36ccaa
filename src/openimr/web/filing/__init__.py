"""Filing: papers sent over the net, the guided application, records, and papers by mail."""
