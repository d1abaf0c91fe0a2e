"""Where submissions come from: each connector brings whole payloads into the raw store, or says why it could not."""
