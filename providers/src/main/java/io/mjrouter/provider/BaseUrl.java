package io.mjrouter.provider;

import io.mjrouter.model.Mode;
import java.net.URI;
import java.util.Optional;

/**
 * A base address as calls need it.
 *
 * @param uri scheme, host and path, without {@code /mj} and without a slash at its end
 * @param mode the mode that the user's spelling asked for, as {@code /mj-relax/mj} does
 */
record BaseUrl(URI uri, Optional<Mode> mode) {}
