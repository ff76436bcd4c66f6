package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pressing a button does, read from its customId.
 *
 * <p>The grammar is the one that midjourney-proxy, its forks and new-api share: parts separated by
 * {@code ::}, {@code MJ} first, an optional {@code JOB}, a name, perhaps a number, a job id,
 * perhaps {@code SOLO}. A customId outside it is {@link Kind#UNKNOWN}, never an error. The customId
 * itself is always sent verbatim.
 *
 * <p>The text form, as in {@code U1}, {@code V3}, {@code REROLL}, {@code ZOOM_OUT 1.5x}, {@code PAN
 * left}, is what {@link Task#button(String)} accepts.
 *
 * @param kind the family
 * @param detail which of the family: an index, a direction, a factor; empty where there is but one
 */
public record ButtonMeaning(Kind kind, String detail) {

  /** When a button opens a window that must be answered before anything is drawn. */
  public enum Window {
    NEVER,
    /** Only where the host's account has remix switched on. */
    WITH_REMIX,
    ALWAYS
  }

  /** The families of buttons. */
  public enum Kind {
    /** One picture of the grid, 1 to 4. */
    UPSCALE(Action.UPSCALE, Window.NEVER),
    /** A new grid like one picture of the grid, 1 to 4. */
    VARIATION(Action.VARIATION, Window.WITH_REMIX),
    REROLL(Action.REROLL, Window.WITH_REMIX),
    VARY_STRONG(Action.VARIATION, Window.WITH_REMIX),
    VARY_SUBTLE(Action.VARIATION, Window.WITH_REMIX),
    /** Asks for a mask and a prompt. */
    VARY_REGION(Action.INPAINT, Window.ALWAYS),
    UPSCALE_SUBTLE(Action.UPSCALE, Window.NEVER),
    UPSCALE_CREATIVE(Action.UPSCALE, Window.NEVER),
    UPSCALE_2X(Action.UPSCALE, Window.NEVER),
    UPSCALE_4X(Action.UPSCALE, Window.NEVER),
    /** Detail {@code 1.5x} or {@code 2x}; empty where the host does not say. */
    ZOOM_OUT(Action.ZOOM, Window.NEVER),
    MAKE_SQUARE(Action.ZOOM, Window.NEVER),
    /** Asks for a prompt with {@code --zoom}. */
    CUSTOM_ZOOM(Action.CUSTOM_ZOOM, Window.ALWAYS),
    /** Detail {@code left}, {@code right}, {@code up} or {@code down}. */
    PAN(Action.PAN, Window.WITH_REMIX),
    /** Detail {@code high} or {@code low}: the amount of motion. */
    ANIMATE(Action.VIDEO, Window.WITH_REMIX),
    /** Detail: motion and number of the video, such as {@code high 2}. */
    EXTEND_VIDEO(Action.VIDEO, Window.WITH_REMIX),
    /** A video with a prompt of its own: asks for it. */
    ANIMATE_MANUAL(Action.VIDEO, Window.ALWAYS),
    /** The file of one of the videos, 1 to 4. */
    TAKE_VIDEO(Action.VIDEO, Window.NEVER),
    /** Draw one of the proposed prompts; asks to confirm it. */
    PICK_PROMPT(Action.PICK_PROMPT, Window.ALWAYS),
    PICK_ALL_PROMPTS(Action.PICK_PROMPT, Window.NEVER),
    DESCRIBE_AGAIN(Action.DESCRIBE, Window.NEVER),
    SHORTEN_DETAILS(Action.SHORTEN, Window.NEVER),
    BOOKMARK(Action.OTHER, Window.NEVER),
    CANCEL(Action.OTHER, Window.NEVER),
    SETTINGS(Action.OTHER, Window.NEVER),
    /** A link to a page: cannot be pressed. */
    LINK(Action.OTHER, Window.NEVER),
    UNKNOWN(Action.OTHER, Window.NEVER);

    private final Action action;
    private final Window window;

    Kind(Action action, Window window) {
      this.action = action;
      this.window = window;
    }
  }

  private static final Pattern SEPARATOR = Pattern.compile("::");
  private static final Pattern HD_UPSCALE =
      Pattern.compile("upsample_v\\d+(?:r\\d+)?_(2x|4x)(?:_(subtle|creative))?");
  private static final Pattern ANIMATION = Pattern.compile("animate_(high|low)(_extend)?");

  public ButtonMeaning {
    requireNonNull(kind, "kind");
    requireNonNull(detail, "detail");
  }

  /** What this is, for prices and meters. */
  public Action action() {
    return kind.action;
  }

  /** Whether pressing it opens a window. */
  public Window window() {
    return kind.window;
  }

  /** Reads a customId; never fails. */
  public static ButtonMeaning of(String customId) {
    return of(customId, "");
  }

  /**
   * Reads a customId; never fails.
   *
   * @param label the button's text, which tells what the few ambiguous customIds mean
   */
  public static ButtonMeaning of(String customId, String label) {
    if (customId.isBlank()) {
      return new ButtonMeaning(Kind.LINK, "");
    }
    List<String> parts = List.of(SEPARATOR.split(customId.trim(), -1));
    if (parts.size() < 2 || !parts.get(0).equalsIgnoreCase("MJ")) {
      return new ButtonMeaning(Kind.UNKNOWN, "");
    }
    int nameAt = parts.size() > 2 && parts.get(1).equalsIgnoreCase("JOB") ? 2 : 1;
    String name = parts.get(nameAt).toLowerCase(Locale.ROOT);
    String first = nameAt + 1 < parts.size() ? parts.get(nameAt + 1) : "";
    return byName(name, first, customId.toLowerCase(Locale.ROOT), label);
  }

  private static ButtonMeaning byName(String name, String first, String customId, String label) {
    return switch (name) {
      case "upsample" -> indexed(Kind.UPSCALE, first, 4);
      case "variation" -> indexed(Kind.VARIATION, first, 4);
      case "reroll" -> plain(Kind.REROLL);
      case "high_variation" -> plain(Kind.VARY_STRONG);
      case "low_variation" -> plain(Kind.VARY_SUBTLE);
      case "inpaint" -> plain(Kind.VARY_REGION);
      case "outpaint" -> outpaint(first, label);
      case "customzoom" -> plain(Kind.CUSTOM_ZOOM);
      case "pan_left", "pan_right", "pan_up", "pan_down" ->
          new ButtonMeaning(Kind.PAN, name.substring("pan_".length()));
      case "video_virtual_upscale" -> indexed(Kind.TAKE_VIDEO, first, 4);
      case "picreader" ->
          first.equalsIgnoreCase("all")
              ? plain(Kind.PICK_ALL_PROMPTS)
              : indexed(Kind.PICK_PROMPT, first, 4);
      case "picread" ->
          first.equalsIgnoreCase("retry") ? plain(Kind.DESCRIBE_AGAIN) : plain(Kind.UNKNOWN);
      case "promptanalyzer" -> indexed(Kind.PICK_PROMPT, first, 5);
      case "promptanalyzerextended" -> plain(Kind.SHORTEN_DETAILS);
      case "bookmark" -> plain(Kind.BOOKMARK);
      case "canceljob" -> plain(Kind.CANCEL);
      case "settings" -> plain(Kind.SETTINGS);
      default -> byPattern(name, first, customId);
    };
  }

  private static ButtonMeaning byPattern(String name, String first, String customId) {
    Matcher upscale = HD_UPSCALE.matcher(name);
    if (upscale.matches()) {
      if (upscale.group(2) != null) {
        return plain(
            upscale.group(2).equals("subtle") ? Kind.UPSCALE_SUBTLE : Kind.UPSCALE_CREATIVE);
      }
      return plain(upscale.group(1).equals("2x") ? Kind.UPSCALE_2X : Kind.UPSCALE_4X);
    }
    if (name.contains("video") && customId.contains("::manual")) {
      return plain(Kind.ANIMATE_MANUAL);
    }
    Matcher animation = ANIMATION.matcher(name);
    if (animation.matches()) {
      return animation.group(2) == null
          ? new ButtonMeaning(Kind.ANIMATE, animation.group(1))
          : new ButtonMeaning(Kind.EXTEND_VIDEO, animation.group(1) + " " + first);
    }
    return plain(Kind.UNKNOWN);
  }

  private static ButtonMeaning outpaint(String first, String label) {
    return switch (first) {
      case "50" -> new ButtonMeaning(Kind.ZOOM_OUT, "2x");
      case "75" -> new ButtonMeaning(Kind.ZOOM_OUT, "1.5x");
      case "100" -> plain(Kind.MAKE_SQUARE);
      default -> {
        if (label.contains("1.5")) {
          yield new ButtonMeaning(Kind.ZOOM_OUT, "1.5x");
        }
        yield new ButtonMeaning(Kind.ZOOM_OUT, label.contains("2") ? "2x" : "");
      }
    };
  }

  private static ButtonMeaning plain(Kind kind) {
    return new ButtonMeaning(kind, "");
  }

  private static ButtonMeaning indexed(Kind kind, String index, int max) {
    boolean known = index.length() == 1 && index.charAt(0) >= '1' && index.charAt(0) <= '0' + max;
    return known ? new ButtonMeaning(kind, index) : plain(Kind.UNKNOWN);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case UPSCALE -> "U" + detail;
      case VARIATION -> "V" + detail;
      default -> detail.isEmpty() ? kind.name() : kind.name() + " " + detail;
    };
  }
}
