package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Say which words of a prompt matter, and propose shorter ones.
 *
 * @param prompt the prompt to shorten
 * @param botType which model judges; empty: the host's choice
 */
public record Shorten(String prompt, Optional<BotType> botType) implements Submission {

  public Shorten {
    Prompts.required(prompt);
    requireNonNull(botType, "botType");
  }

  public static Shorten of(String prompt) {
    return new Shorten(prompt, Optional.empty());
  }

  public Shorten withBotType(BotType botType) {
    return new Shorten(prompt, Optional.of(botType));
  }

  @Override
  public SubmissionKind kind() {
    return SubmissionKind.SHORTEN;
  }

  @Override
  public Action action() {
    return Action.SHORTEN;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.shorten(this);
  }
}
