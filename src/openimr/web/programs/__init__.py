"""Programs that ask and are told, for whoever administers them; and the settings."""
