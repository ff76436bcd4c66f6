package io.mjrouter.provider.simulator;

import io.mjrouter.model.ButtonMeaning;
import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.Code21;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.Profile;

/**
 * How a host of a dialect behaves where the profile, which tells a client how to speak to it, does
 * not say.
 *
 * @param family whose software answers
 * @param code21 what it says with code 21
 * @param echoesState whether it gives back the state that it was sent
 * @param newIdForAnswer whether the answer to a window makes a task of its own, as the workflow
 *     pages of CometAPI and DeerAPI show; elsewhere the waiting task goes on
 * @param linkByIdOnly whether a picture's link is made of the task's id, so that nothing in a task
 *     shows whether there is one
 * @param properties what a task's free map holds
 * @param taken what it says to a submission that it took
 */
record HostTraits(
    Family family,
    Code21 code21,
    boolean echoesState,
    boolean newIdForAnswer,
    boolean linkByIdOnly,
    Properties properties,
    String taken) {

  /** Whose software answers. */
  enum Family {
    /** new-api and its many forks, which stand in front of a worker. */
    GATEWAY,
    /** novicezk/midjourney-proxy. */
    MIDJOURNEY_PROXY,
    /** litter-coder/midjourney-proxy-plus. */
    PLUS,
    /** trueai-org/midjourney-proxy. */
    TRUEAI
  }

  /** What a task's free map holds. */
  enum Properties {
    /** {@code finalPrompt} and {@code finalZhPrompt}, as new-api leaves them. */
    TWO_TEXTS,
    ONE_TEXT,
    /** All that Discord said, as midjourney-proxy-plus has it. */
    DISCORD,
    /** The same in the order of the alphabet, with numbers for ids, as yutoai has it. */
    DISCORD_SORTED
  }

  static HostTraits of(Profile profile) {
    Family family =
        switch (profile.name()) {
          case "midjourney-proxy" -> Family.MIDJOURNEY_PROXY;
          case "plus" -> Family.PLUS;
          case "trueai" -> Family.TRUEAI;
          default ->
              profile.auth() == AuthScheme.MJ_API_SECRET ? Family.MIDJOURNEY_PROXY : Family.GATEWAY;
        };
    boolean newId = profile.name().equals("cometapi") || profile.name().equals("deerapi");
    return new HostTraits(
        family,
        profile.code21(),
        profile.echoesState(),
        newId,
        profile.imageRule() == ImageRule.VIA_IMAGE_ENDPOINT,
        properties(profile, family),
        taken(profile));
  }

  private static Properties properties(Profile profile, Family family) {
    return switch (family) {
      case GATEWAY ->
          profile.name().equals("yutoai") ? Properties.DISCORD_SORTED : Properties.TWO_TEXTS;
      case MIDJOURNEY_PROXY -> Properties.ONE_TEXT;
      case PLUS, TRUEAI -> Properties.DISCORD;
    };
  }

  private static String taken(Profile profile) {
    return switch (profile.name()) {
      case "cometapi", "deerapi", "dataeyes", "yutoai" -> "提交成功";
      case "midjourney-proxy" -> "成功";
      default -> "Submit success";
    };
  }

  /** How many tasks one list shows: the newest hundred, but for those who show all they have. */
  int listed() {
    return switch (family) {
      case MIDJOURNEY_PROXY, PLUS -> Integer.MAX_VALUE;
      case GATEWAY, TRUEAI -> 100;
    };
  }

  /** Whether the prompt that was drawn ends in a flag of the mode, as DataEyes shows it. */
  boolean flagsMode() {
    return properties == Properties.TWO_TEXTS;
  }

  /** Whether anything in a task shows the mode it was drawn in. */
  boolean showsMode() {
    return properties != Properties.ONE_TEXT;
  }

  /** Whether the same upscale a second time is answered with the first one. */
  boolean namesExisting() {
    return code21 == Code21.EXISTED;
  }

  /**
   * Whether it announces a window, rather than leaving it to the task's status. new-api turns 21
   * into 1 but for Vary Region and Custom Zoom (relay/relay-mj.go at ef8ae4db).
   */
  boolean announces(ButtonMeaning.Kind window) {
    return switch (code21) {
      case EXISTED -> false;
      case MODAL -> true;
      case BY_SHAPE ->
          family != Family.GATEWAY
              || window == ButtonMeaning.Kind.VARY_REGION
              || window == ButtonMeaning.Kind.CUSTOM_ZOOM;
    };
  }
}
