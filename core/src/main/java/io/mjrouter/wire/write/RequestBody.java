package io.mjrouter.wire.write;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.BotType;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.ImageSource;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.Upload;
import io.mjrouter.model.Video;
import io.mjrouter.spi.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The endpoint of each kind of submission, and the members that are its own. */
final class RequestBody implements Submission.Visitor<String> {

  private final Profile profile;
  private final String parentId;
  private final Map<String, Object> members = new LinkedHashMap<>();

  private RequestBody(Profile profile, String parentId) {
    this.profile = profile;
    this.parentId = parentId;
  }

  /** Where it goes below {@code /mj/}, and what it says. */
  record Written(String endpoint, Map<String, Object> members) {}

  static Written of(Submission submission, String parentId, Profile profile) {
    RequestBody body = new RequestBody(profile, parentId);
    return new Written(submission.accept(body), body.members);
  }

  @Override
  public String imagine(Imagine imagine) {
    prompt(imagine.prompt());
    pictures("base64Array", imagine.images());
    botType(imagine.botType());
    return "submit/imagine";
  }

  @Override
  public String blend(Blend blend) {
    pictures("base64Array", blend.images());
    members.put("dimensions", blend.dimensions().name());
    botType(blend.botType());
    return "submit/blend";
  }

  @Override
  public String describe(Describe describe) {
    members.put(
        describe.image() instanceof ImageData ? "base64" : "link", describe.image().toWire());
    describe.language().ifPresent(language -> members.put("language", language));
    botType(describe.botType());
    return "submit/describe";
  }

  @Override
  public String shorten(Shorten shorten) {
    prompt(shorten.prompt());
    botType(shorten.botType());
    return "submit/shorten";
  }

  @Override
  public String press(Press press) {
    members.put("taskId", parentId);
    members.put("customId", press.customId());
    if (press.sameChannel()) {
      members.put("chooseSameChannel", true);
    }
    if (press.remix()) {
      members.put("enableRemix", true);
    }
    return "submit/action";
  }

  @Override
  public String change(Change change) {
    members.put("taskId", parentId);
    members.put("action", change.change().name());
    members.put("index", change.index());
    return "submit/change";
  }

  @Override
  public String answer(Answer answer) {
    members.put("taskId", parentId);
    prompt(answer.prompt());
    answer.mask().ifPresent(mask -> members.put("maskBase64", mask.toWire()));
    return "submit/modal";
  }

  @Override
  public String video(Video video) {
    prompt(video.prompt());
    members.put("motion", lower(video.motion()));
    picture("image", video.image());
    picture("endImage", video.endImage());
    if (video.loop()) {
      members.put("loop", true);
    }
    if (video.parent().isPresent()) {
      members.put("action", "extend");
      members.put(profile.videoParentMember(), parentId);
      int index = video.extendedIndex();
      members.put("index", profile.videoIndexAsText() ? Integer.toString(index) : (Object) index);
    }
    video.videoType().ifPresent(type -> members.put("videoType", type));
    video.batchSize().ifPresent(size -> members.put("batchSize", size));
    video.animateMode().ifPresent(mode -> members.put("animateMode", lower(mode)));
    return "submit/video";
  }

  @Override
  public String edits(Edits edits) {
    prompt(edits.prompt());
    members.put("image", edits.image().toWire());
    edits.mask().ifPresent(mask -> members.put("maskBase64", mask.toWire()));
    botType(edits.botType());
    return edits.operation() == Edits.Operation.RETEXTURE ? "submit/retexture" : "submit/edits";
  }

  @Override
  public String upload(Upload upload) {
    pictures("base64Array", upload.images());
    return "submit/upload-discord-images";
  }

  @Override
  public String swapFace(SwapFace swapFace) {
    pictureOrLink("source", swapFace.face());
    pictureOrLink("target", swapFace.target());
    return "insight-face/swap";
  }

  private void prompt(String prompt) {
    if (!prompt.isBlank()) {
      members.put("prompt", PromptText.of(prompt));
    }
  }

  private void pictures(String name, List<ImageData> images) {
    if (!images.isEmpty()) {
      members.put(name, images.stream().map(ImageData::toWire).toList());
    }
  }

  private void picture(String name, Optional<ImageSource> image) {
    image.ifPresent(source -> members.put(name, source.toWire()));
  }

  private void pictureOrLink(String name, ImageSource image) {
    members.put(name + (image instanceof ImageData ? "Base64" : "Url"), image.toWire());
  }

  private void botType(Optional<BotType> botType) {
    if (profile.sendsBotType()) {
      botType.ifPresent(bot -> members.put("botType", bot.name()));
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
