package io.mjrouter.route;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;

/**
 * How long a task takes at a host that nobody has tried: log-normal, with a published range as its
 * middle nine tenths.
 *
 * <p>For a range from a to b: mu = ln(a b) / 2 and sigma = ln(b / a) / (2 × 1.6449).
 *
 * <p>The ranges. Pictures in fast mode 30 to 120 s (DataEyes' API pages; rixapi's price page has 30
 * to 100 s), in relax mode 90 to 300 s, in turbo mode 10 to 40 s (rixapi). Upscales 15 to 60 s
 * (DataEyes); describe and shorten make no picture and are taken as that. Nobody publishes a range
 * for upscales in other modes, or for videos: the first are scaled as pictures are (relax 3, turbo
 * 1/3), the second are guessed at three times a picture.
 *
 * @param mu the mean of the logarithm of the seconds
 * @param sigma its standard deviation
 */
record DurationPrior(double mu, double sigma) {

  private static final double Z95 = 1.6449;

  static DurationPrior between(double low, double high) {
    return new DurationPrior(Math.log(low * high) / 2, Math.log(high / low) / (2 * Z95));
  }

  static DurationPrior of(Mode mode, Action action) {
    return switch (action) {
      case UPSCALE, DESCRIBE, SHORTEN, UPLOAD ->
          switch (mode) {
            case RELAX -> between(45, 180);
            case FAST -> between(15, 60);
            case TURBO -> between(5, 20);
          };
      case VIDEO ->
          switch (mode) {
            case RELAX -> between(270, 900);
            case FAST -> between(90, 360);
            case TURBO -> between(30, 120);
          };
      case IMAGINE,
          VARIATION,
          REROLL,
          ZOOM,
          CUSTOM_ZOOM,
          PAN,
          INPAINT,
          MODAL,
          BLEND,
          PICK_PROMPT,
          EDITS,
          SWAP_FACE,
          OTHER ->
          switch (mode) {
            case RELAX -> between(90, 300);
            case FAST -> between(30, 120);
            case TURBO -> between(10, 40);
          };
    };
  }

  /** The chance to be finished after so many seconds. */
  double chance(double seconds) {
    return seconds <= 0 ? 0 : normal((Math.log(seconds) - mu) / sigma);
  }

  double mean() {
    return Math.exp(mu + sigma * sigma / 2);
  }

  /**
   * The normal distribution function by Abramowitz and Stegun 7.1.26; its error is below 1.5e-7.
   */
  private static double normal(double z) {
    double x = Math.abs(z) / Math.sqrt(2);
    double t = 1 / (1 + 0.3275911 * x);
    double poly =
        ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592)
            * t;
    double erf = 1 - poly * Math.exp(-x * x);
    return z >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
  }
}
