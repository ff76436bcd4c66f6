package io.mjrouter.route;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Press;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ProviderInfo;

/**
 * What the router knows of one provider.
 *
 * @param provider its name
 * @param info what it is and can do
 * @param drained whether it takes no new submissions; follow-ups pass
 * @param priority lower first, where prices are equal
 */
public record Offer(ProviderId provider, ProviderInfo info, boolean drained, int priority) {

  public Offer {
    requireNonNull(provider, "provider");
    requireNonNull(info, "info");
  }

  boolean canTake(Submission submission) {
    return info.can(Capability.neededFor(submission))
        || (submission.kind() == SubmissionKind.PRESS
            && info.can(Capability.CHANGE)
            && isChange((Press) submission));
  }

  /** U, V and reroll can be pressed the old way, without a customId. */
  private static boolean isChange(Press press) {
    return switch (press.meaning().kind()) {
      case UPSCALE, VARIATION, REROLL -> true;
      default -> false;
    };
  }
}
