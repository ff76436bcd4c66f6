package io.mjrouter.provider.simulator;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Submission;
import java.util.Optional;

/**
 * A submission as a host receives it.
 *
 * @param parentId the host's own id of the task it follows up
 * @param state what the host is to give back
 */
record Order(Submission submission, Optional<String> parentId, Mode mode, String state) {}
