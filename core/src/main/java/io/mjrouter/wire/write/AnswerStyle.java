package io.mjrouter.wire.write;

import io.mjrouter.spi.Profile;
import java.util.List;
import java.util.Set;

/**
 * How a server of the MJ protocol writes its answers, as recorded from each kind of them.
 *
 * @param members the members of a task, in order; a member that is not listed is left out, but for
 *     what {@code extra} holds
 * @param buttonMembers the members of a button
 * @param nullForBlank whether a blank text or a missing time is null; else empty text and 0
 * @param numericResult whether the id in the answer to a submission is a number where it can be
 * @param alwaysProperties whether the answer to a submission has properties even without any
 * @param imageHost what stands before {@code /mj/image/{id}} in place of a picture's link; empty
 *     text for the link itself
 */
public record AnswerStyle(
    List<String> members,
    Set<String> buttonMembers,
    boolean nullForBlank,
    boolean numericResult,
    boolean alwaysProperties,
    String imageHost) {

  private static final Set<String> BUTTON = Set.of("customId", "emoji", "label", "type", "style");

  /** Calcium-Ion/new-api, dto/midjourney.go; its gateway answers without properties of its own. */
  private static final AnswerStyle NEW_API =
      new AnswerStyle(
          List.of(
              "id",
              "action",
              "customId",
              "botType",
              "prompt",
              "promptEn",
              "description",
              "state",
              "submitTime",
              "startTime",
              "finishTime",
              "imageUrl",
              "status",
              "progress",
              "failReason",
              "buttons",
              "maskBase64",
              "properties"),
          BUTTON,
          false,
          false,
          false,
          "");

  /** CometAPI and DeerAPI, whose pages show a new-api without its empty members. */
  private static final AnswerStyle COMET =
      new AnswerStyle(
          List.of(
              "id",
              "action",
              "prompt",
              "promptEn",
              "description",
              "state",
              "submitTime",
              "startTime",
              "finishTime",
              "status",
              "progress",
              "imageUrl",
              "videoUrl",
              "failReason",
              "buttons",
              "properties"),
          BUTTON,
          false,
          false,
          false,
          "");

  /** DataEyes, document of 2026-06-15. */
  private static final AnswerStyle DATAEYES =
      new AnswerStyle(
          List.of(
              "id",
              "action",
              "prompt",
              "promptEn",
              "description",
              "status",
              "progress",
              "submitTime",
              "startTime",
              "finishTime",
              "imageUrl",
              "failReason",
              "buttons",
              "properties"),
          BUTTON,
          false,
          false,
          false,
          "www.yourdomain.com");

  /** docs.yutoai.net: the id of an answer is a number, properties are always there. */
  private static final AnswerStyle YUTOAI =
      new AnswerStyle(
          List.of(
              "id",
              "action",
              "prompt",
              "promptEn",
              "description",
              "state",
              "submitTime",
              "startTime",
              "finishTime",
              "imageUrl",
              "status",
              "progress",
              "failReason",
              "properties",
              "buttons"),
          BUTTON,
          false,
          true,
          true,
          "");

  /** novicezk/midjourney-proxy, Task.java. */
  private static final AnswerStyle NOVICEZK =
      new AnswerStyle(
          List.of(
              "id",
              "properties",
              "action",
              "status",
              "prompt",
              "promptEn",
              "description",
              "state",
              "submitTime",
              "startTime",
              "finishTime",
              "progress",
              "imageUrl",
              "failReason"),
          Set.of(),
          true,
          false,
          false,
          "");

  /** litter-coder/midjourney-proxy-plus, as recorded. */
  private static final AnswerStyle PLUS =
      new AnswerStyle(
          List.of(
              "id",
              "properties",
              "action",
              "status",
              "prompt",
              "promptEn",
              "description",
              "submitTime",
              "startTime",
              "finishTime",
              "progress",
              "imageUrl",
              "imageHeight",
              "imageWidth",
              "failReason",
              "state",
              "buttons"),
          BUTTON,
          true,
          false,
          false,
          "");

  /** Every member there is; what is read from it is what was written. */
  private static final AnswerStyle FULL =
      new AnswerStyle(
          List.of(
              "id",
              "action",
              "status",
              "progress",
              "prompt",
              "promptEn",
              "description",
              "state",
              "submitTime",
              "startTime",
              "finishTime",
              "imageUrl",
              "imageUrls",
              "videoUrl",
              "videoUrls",
              "failReason",
              "mode",
              "seed",
              "imageWidth",
              "imageHeight",
              "buttons",
              "properties"),
          BUTTON,
          false,
          false,
          true,
          "");

  public AnswerStyle {
    members = List.copyOf(members);
    buttonMembers = Set.copyOf(buttonMembers);
  }

  /** The style of a known kind of server; new-api's for any other profile. */
  public static AnswerStyle of(Profile profile) {
    return switch (profile.name()) {
      case "cometapi", "deerapi" -> COMET;
      case "dataeyes" -> DATAEYES;
      case "yutoai" -> YUTOAI;
      case "midjourney-proxy" -> NOVICEZK;
      case "plus" -> PLUS;
      case "trueai" -> FULL;
      default -> NEW_API;
    };
  }

  /** Everything that is known about a task, without nulls: what our own server answers. */
  public static AnswerStyle full() {
    return FULL;
  }
}
