package io.mjrouter.provider.simulator;

import io.mjrouter.model.BotType;
import io.mjrouter.model.Mode;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The free map of a task, as it was recorded at each kind of host: a gateway's reduced to two
 * texts, yutoai's and midjourney-proxy-plus' with all that Discord said.
 */
final class TaskProperties {

  private static final String CHANNEL = "1050703772185268251";
  private static final String INSTANCE = "1648406635623804928";
  private static final BigInteger CHANNEL_NUMBER = new BigInteger("8774786694361674000");
  private static final BigInteger INSTANCE_NUMBER = new BigInteger("7415633538733103000");
  private static final String AUTHOR = "<@1050702627576483930>";

  private TaskProperties() {}

  /**
   * The properties of a task.
   *
   * @param finalPrompt what was drawn, or the texts that were answered; empty while it runs
   */
  static Map<String, @Nullable Object> of(
      SimulatedTask task, String finalPrompt, HostTraits traits) {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    switch (traits.properties()) {
      case TWO_TEXTS -> {
        properties.put("finalPrompt", finalPrompt);
        properties.put("finalZhPrompt", "");
      }
      case ONE_TEXT -> properties.put("finalPrompt", finalPrompt);
      case DISCORD -> discord(properties, task, finalPrompt);
      case DISCORD_SORTED -> sorted(properties, task, finalPrompt);
    }
    return properties;
  }

  private static void discord(
      Map<String, @Nullable Object> properties, SimulatedTask task, String finalPrompt) {
    boolean drawn = task.artwork().filter(made -> !made.pictures().isEmpty()).isPresent();
    if (!drawn) {
      properties.put("finalZhPrompt", finalPrompt);
    }
    properties.put("discordChannelId", CHANNEL);
    properties.put("botType", BotType.MID_JOURNEY.name());
    properties.put("notifyHook", null);
    properties.put("discordInstanceId", INSTANCE);
    properties.put("flags", 0);
    properties.put("messageId", snowflake(task, 1));
    if (drawn) {
      properties.put("messageHash", task.job());
    }
    properties.put("nonce", snowflake(task, 2));
    properties.put("finalPrompt", finalPrompt);
    properties.put("progressMessageId", snowflake(task, 3));
    if (drawn) {
      properties.put("messageContent", message(task, finalPrompt));
    }
  }

  private static void sorted(
      Map<String, @Nullable Object> properties, SimulatedTask task, String finalPrompt) {
    properties.put("botType", BotType.MID_JOURNEY.name());
    properties.put("discordChannelId", CHANNEL_NUMBER);
    properties.put("discordInstanceId", INSTANCE_NUMBER);
    properties.put("finalPrompt", finalPrompt);
    properties.put("flags", 0);
    properties.put("messageContent", message(task, finalPrompt));
    properties.put("messageHash", task.job());
    properties.put("messageId", snowflake(task, 1));
    properties.put("nonce", snowflake(task, 2));
    properties.put("notifyHook", "");
    properties.put("progressMessageId", snowflake(task, 3));
  }

  /** Discord's words under a picture: the only trace of the mode at some hosts. */
  private static String message(SimulatedTask task, String finalPrompt) {
    String mode = task.mode() == Mode.RELAX ? "relaxed" : task.mode().key();
    boolean drawn = task.artwork().filter(made -> !made.pictures().isEmpty()).isPresent();
    return finalPrompt.isEmpty() || !drawn
        ? ""
        : "**" + finalPrompt + "** - " + AUTHOR + " (" + mode + ")";
  }

  private static String snowflake(SimulatedTask task, int which) {
    return Long.toString(1_300_000_000_000_000_000L + (Chance.mix(task.seed(), 50 + which) >>> 6));
  }
}
