package io.mjrouter.metrics;

/** The names of the observations. */
public final class ObservationNames {

  /** A submission, from its hand-over to its answer. */
  public static final String SUBMISSION = "mj.submission";

  /** One provider asked once. */
  public static final String ATTEMPT = "mj.attempt";

  private ObservationNames() {}
}
