package io.mjrouter.proxy;

import io.mjrouter.model.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a path leads to. Nothing in a path is decoded: what would have to be leads nowhere.
 *
 * @param endpoint what is asked
 * @param mode the mode that the path names
 * @param name the endpoint of a submission as the protocol spells it, or the id or name that stands
 *     in the path; empty text where there is none
 */
record Target(Endpoint endpoint, Optional<Mode> mode, String name) {

  private static final Target NOWHERE = new Target(Endpoint.UNKNOWN, Optional.empty(), "");
  private static final int MOST_SEGMENTS = 6;
  private static final int MOST_PREFIXES = 2;
  private static final Set<String> SUBMITS =
      Set.of(
          "imagine",
          "change",
          "simple-change",
          "describe",
          "blend",
          "shorten",
          "action",
          "modal",
          "video",
          "edits",
          "edit",
          "retexture",
          "upload-discord-images");

  /** Reads a path as it came. */
  static Target of(String path) {
    List<String> segments = segments(path);
    if (segments.isEmpty()) {
      return NOWHERE;
    }
    if (segments.get(0).equals("mjr")) {
      return admin(segments);
    }
    for (int at = 0; at <= MOST_PREFIXES && at < segments.size(); at++) {
      if (segments.get(at).equals("mj")) {
        Target found = protocol(segments, at);
        if (found.endpoint() != Endpoint.UNKNOWN) {
          return found;
        }
      }
    }
    return NOWHERE;
  }

  /** Whether a path is the proxy's, be there anything at its end or not. */
  static boolean isOurs(String path) {
    int at = 1;
    for (int i = 0; i <= MOST_PREFIXES && path.startsWith("/"); i++) {
      int end = path.indexOf('/', at);
      String segment = path.substring(at, end < 0 ? path.length() : end);
      if (segment.equals("mj") || (i == 0 && segment.equals("mjr"))) {
        return true;
      }
      if (end < 0) {
        return false;
      }
      at = end + 1;
    }
    return false;
  }

  /** None for a path with an empty segment or too many; one slash at the end is overlooked. */
  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(MOST_SEGMENTS);
    int length = path.endsWith("/") ? path.length() - 1 : path.length();
    if (length < 2 || path.charAt(0) != '/') {
      return List.of();
    }
    int at = 1;
    while (at <= length) {
      int slash = path.indexOf('/', at);
      int end = slash < 0 || slash > length ? length : slash;
      if (end == at || segments.size() == MOST_SEGMENTS) {
        return List.of();
      }
      segments.add(path.substring(at, end));
      at = end + 1;
    }
    return segments;
  }

  private static Target protocol(List<String> segments, int mj) {
    Optional<Mode> mode = mode(segments, mj);
    int rest = segments.size() - mj - 1;
    String first = rest > 0 ? segments.get(mj + 1) : "";
    String second = rest > 1 ? segments.get(mj + 2) : "";
    if (rest == 2) {
      return switch (first) {
        case "submit" ->
            SUBMITS.contains(second)
                ? new Target(Endpoint.SUBMIT, mode, "submit/" + second)
                : NOWHERE;
        case "insight-face" ->
            second.equals("swap")
                ? new Target(Endpoint.SUBMIT, mode, "insight-face/swap")
                : NOWHERE;
        case "image" -> new Target(Endpoint.IMAGE, mode, second);
        case "task" -> tasks(second, mode);
        default -> NOWHERE;
      };
    }
    return rest == 3 && first.equals("task") ? task(second, segments.get(mj + 3), mode) : NOWHERE;
  }

  private static Target tasks(String what, Optional<Mode> mode) {
    return switch (what) {
      case "list-by-condition", "list-by-ids" -> new Target(Endpoint.LIST_BY_CONDITION, mode, "");
      case "list" -> new Target(Endpoint.LIST, mode, "");
      case "queue" -> new Target(Endpoint.QUEUE, mode, "");
      default -> NOWHERE;
    };
  }

  private static Target task(String id, String what, Optional<Mode> mode) {
    return switch (what) {
      case "fetch" -> new Target(Endpoint.FETCH, mode, id);
      case "cancel" -> new Target(Endpoint.CANCEL, mode, id);
      case "image-seed" -> new Target(Endpoint.SEED, mode, id);
      default -> NOWHERE;
    };
  }

  /** The inner segment wins; one that names no mode says nothing. */
  private static Optional<Mode> mode(List<String> segments, int mj) {
    for (int i = mj - 1; i >= 0; i--) {
      String segment = segments.get(i);
      Optional<Mode> named = Mode.parse(segment.startsWith("mj-") ? segment.substring(3) : segment);
      if (named.isPresent()) {
        return named;
      }
    }
    return Optional.empty();
  }

  private static Target admin(List<String> segments) {
    String first = segments.size() > 1 ? segments.get(1) : "";
    return switch (segments.size()) {
      case 2 ->
          switch (first) {
            case "providers" -> admin(Endpoint.ADMIN_PROVIDERS, "");
            case "tasks" -> admin(Endpoint.ADMIN_TASKS, "");
            case "unresolved" -> admin(Endpoint.ADMIN_UNRESOLVED, "");
            case "spend" -> admin(Endpoint.ADMIN_SPEND, "");
            case "explain" -> admin(Endpoint.ADMIN_EXPLAIN, "");
            case "openapi.json" -> admin(Endpoint.ADMIN_OPENAPI, "");
            default -> NOWHERE;
          };
      case 3 -> first.equals("tasks") ? admin(Endpoint.ADMIN_TASK, segments.get(2)) : NOWHERE;
      case 4 ->
          switch (first + " " + segments.get(3)) {
            case "providers drain" -> admin(Endpoint.ADMIN_DRAIN, segments.get(2));
            case "providers readmit" -> admin(Endpoint.ADMIN_READMIT, segments.get(2));
            case "tasks refresh" -> admin(Endpoint.ADMIN_REFRESH, segments.get(2));
            default -> NOWHERE;
          };
      default -> NOWHERE;
    };
  }

  private static Target admin(Endpoint endpoint, String name) {
    return new Target(endpoint, Optional.empty(), name);
  }
}
