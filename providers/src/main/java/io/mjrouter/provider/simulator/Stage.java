package io.mjrouter.provider.simulator;

/** What a finished task shows, which decides its buttons. */
enum Stage {
  /** Four pictures in one. */
  GRID,
  /** One picture of a grid. */
  UPSCALED,
  /** One picture with twice or four times the pixels. */
  ENLARGED,
  DESCRIBED,
  SHORTENED,
  /** Videos with a still picture of them. */
  ANIMATED,
  /** The file of one video. */
  VIDEO_FILE,
  /** A picture that nothing more can be done with. */
  FINAL
}
