package io.mjrouter.wire.read;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.BotType;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.Upload;
import io.mjrouter.model.Video;
import io.mjrouter.wire.HostIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The members that each endpoint has of its own. */
final class SubmissionBody {

  /** Stands in for a parent whose id is not of our form. */
  private static final TaskId STAND_IN = TaskId.of("1000000000000000");

  // Whatever is kept with a task is kept a hundred thousand times.
  private static final Optional<BotType> MID_JOURNEY = Optional.of(BotType.MID_JOURNEY);
  private static final Optional<BotType> NIJI_JOURNEY = Optional.of(BotType.NIJI_JOURNEY);

  private final Members members;
  private @Nullable String parentId;

  private SubmissionBody(Members members) {
    this.members = members;
  }

  record Read(Submission submission, Optional<String> parentId) {}

  static Read read(String endpoint, Members members) throws BadRequestException {
    SubmissionBody body = new SubmissionBody(members);
    Submission submission =
        switch (endpoint) {
          case "submit/imagine" -> body.imagine();
          case "submit/blend" -> body.blend();
          case "submit/describe" -> body.describe();
          case "submit/shorten" -> new Shorten(body.prompt(), body.botType());
          case "submit/action" -> body.press();
          case "submit/change" -> body.change();
          case "submit/simple-change" -> body.simpleChange();
          case "submit/modal" -> body.answer();
          case "submit/video" -> body.video();
          case "submit/edits", "submit/edit" -> body.edits(Edits.Operation.EDIT);
          case "submit/retexture" -> body.edits(Edits.Operation.RETEXTURE);
          case "submit/upload-discord-images" -> new Upload(body.uploads());
          case "insight-face/swap" -> body.swapFace();
          default -> throw new BadRequestException("unknown_relay_action");
        };
    return new Read(submission, Optional.ofNullable(body.parentId));
  }

  /** An id as the client wrote it; a number keeps its digits. */
  static String idText(@Nullable Object value) {
    return value instanceof Number
        ? Members.asWhole(value).map(Object::toString).orElse("")
        : Members.asText(value).trim();
  }

  private Imagine imagine() throws BadRequestException {
    return new Imagine(prompt(), pictures(), botType());
  }

  private Blend blend() throws BadRequestException {
    List<ImageData> pictures = pictures();
    String dimensions = members.word("dimensions").orElse("SQUARE").toUpperCase(Locale.ROOT);
    return switch (dimensions) {
      case "PORTRAIT", "SQUARE", "LANDSCAPE" ->
          new Blend(pictures, Blend.Dimensions.valueOf(dimensions), botType());
      default -> throw new BadRequestException("dimensions参数错误");
    };
  }

  private Describe describe() throws BadRequestException {
    String picture = either("base64", "link");
    if (picture.isEmpty()) {
      throw new BadRequestException("base64_is_required");
    }
    return new Describe(PictureTexts.source(picture), botType(), members.word("language"));
  }

  private Press press() throws BadRequestException {
    TaskId parent = parent();
    String customId = members.text("customId").trim();
    boolean remix = members.flag("enableRemix");
    boolean sameChannel = members.flag("chooseSameChannel");
    if (customId.isEmpty()) {
      throw new BadRequestException("custom_id_is_required");
    }
    return new Press(parent, customId, remix, sameChannel);
  }

  private Change change() throws BadRequestException {
    TaskId parent = parent();
    String action = members.text("action").trim().toUpperCase(Locale.ROOT);
    OptionalInt index = members.integer("index");
    return switch (action) {
      case "" -> throw new BadRequestException("action_is_required");
      case "REROLL" -> Change.reroll(parent);
      case "UPSCALE", "VARIATION" -> {
        if (index.orElse(0) == 0) {
          throw new BadRequestException("index_is_required");
        }
        yield new Change(parent, Change.Kind.valueOf(action), index.getAsInt());
      }
      default -> throw new BadRequestException("unknown_action");
    };
  }

  private Change simpleChange() throws BadRequestException {
    String content = members.text("content").trim();
    String[] words = content.split("\\s+", -1);
    if (content.isEmpty()) {
      throw new BadRequestException("content_is_required");
    }
    if (words.length != 2 || !HostIds.isUsable(words[0])) {
      throw new BadRequestException("content_parse_failed");
    }
    parentId = words[0];
    TaskId parent = TaskId.parse(words[0]).orElse(STAND_IN);
    try {
      return Change.parse(parent + " " + words[1]);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("content_parse_failed");
    }
  }

  private Answer answer() throws BadRequestException {
    TaskId parent = parent();
    Optional<ImageData> mask = members.word("maskBase64").map(PictureTexts::data);
    return new Answer(parent, promptIfAny(), mask);
  }

  private Video video() throws BadRequestException {
    Optional<String> image = members.word("image");
    Object index = members.value("index");
    boolean extend =
        members.text("action").trim().equalsIgnoreCase("extend")
            || (image.isEmpty() && members.peek("taskId") != null)
            || (image.isEmpty() && members.peek("task_id") != null);
    Video.Builder video;
    if (extend) {
      video = Video.extend(parent(), index == null ? 0 : Members.asInt(index).orElse(-1));
    } else if (image.isPresent()) {
      video = Video.from(PictureTexts.source(image.get()));
    } else {
      throw new BadRequestException("image_is_required");
    }
    video.prompt(promptIfAny());
    video.motion(
        members.text("motion").trim().equalsIgnoreCase("high")
            ? Video.Motion.HIGH
            : Video.Motion.LOW);
    members.word("endImage").map(PictureTexts::source).ifPresent(video::endImage);
    members.word("videoType").ifPresent(video::videoType);
    members.integer("batchSize").ifPresent(video::batchSize);
    animateMode().ifPresent(video::animateMode);
    return video.loop(members.flag("loop")).build();
  }

  private Optional<Video.AnimateMode> animateMode() {
    return switch (members.text("animateMode").trim().toLowerCase(Locale.ROOT)) {
      case "auto" -> Optional.of(Video.AnimateMode.AUTO);
      case "manual" -> Optional.of(Video.AnimateMode.MANUAL);
      default -> Optional.empty();
    };
  }

  private Edits edits(Edits.Operation operation) throws BadRequestException {
    String prompt = prompt();
    Optional<String> image = members.word("image");
    Optional<ImageData> mask = members.word("maskBase64").map(PictureTexts::data);
    if (image.isEmpty()) {
      throw new BadRequestException("image_is_required");
    }
    return new Edits(operation, prompt, PictureTexts.source(image.get()), mask, botType());
  }

  private List<ImageData> uploads() throws BadRequestException {
    List<ImageData> pictures = pictures();
    if (pictures.isEmpty()) {
      throw new BadRequestException("base64_array_is_required");
    }
    return pictures;
  }

  private SwapFace swapFace() throws BadRequestException {
    String face = either("sourceBase64", "sourceUrl");
    String target = either("targetBase64", "targetUrl");
    if (face.isEmpty() || target.isEmpty()) {
      throw new BadRequestException("sour_base64_and_target_base64_is_required");
    }
    return new SwapFace(PictureTexts.source(face), PictureTexts.source(target));
  }

  private String prompt() throws BadRequestException {
    String prompt = promptIfAny();
    if (prompt.isBlank()) {
      throw new BadRequestException("prompt_is_required");
    }
    return prompt;
  }

  /** Words are drawn for money, so that what is no text is a mistake, not a text of it. */
  private String promptIfAny() throws BadRequestException {
    Object prompt = members.value("prompt");
    if (prompt != null && !(prompt instanceof String)) {
      throw new BadRequestException("bind_request_body_failed");
    }
    return members.text("prompt");
  }

  /** The pictures of the array, and the one of the days before there was an array. */
  private List<ImageData> pictures() {
    Object array = members.value("base64Array");
    List<@Nullable Object> items = Json.array(array).orElseGet(() -> asList(array));
    Optional<String> single = members.word("base64");
    List<ImageData> pictures = new ArrayList<>();
    for (Object item : items) {
      String text = Members.asText(item);
      if (!text.isBlank()) {
        pictures.add(PictureTexts.data(text));
      }
    }
    single.map(PictureTexts::data).ifPresent(pictures::add);
    return pictures;
  }

  private static List<@Nullable Object> asList(@Nullable Object value) {
    return value == null ? List.of() : List.of(value);
  }

  private TaskId parent() throws BadRequestException {
    String id = idText(members.value("taskId", "task_id"));
    if (id.isEmpty()) {
      throw new BadRequestException("task_id_is_required");
    }
    if (!HostIds.isUsable(id)) {
      throw new BadRequestException("task_not_found");
    }
    parentId = id;
    return TaskId.parse(id).orElse(STAND_IN);
  }

  /** trueai and some hosts also take short names; an unknown one is the default, as there. */
  private Optional<BotType> botType() {
    return switch (members.text("botType").trim().toUpperCase(Locale.ROOT)) {
      case "" -> Optional.empty();
      case "NIJI_JOURNEY", "NIJI" -> NIJI_JOURNEY;
      default -> MID_JOURNEY;
    };
  }

  private String either(String name, String otherName) {
    Optional<String> one = members.word(name);
    Optional<String> other = members.word(otherName);
    return one.or(() -> other).orElse("");
  }
}
