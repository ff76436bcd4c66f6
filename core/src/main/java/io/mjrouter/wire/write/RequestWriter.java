package io.mjrouter.wire.write;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Change;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.Submission;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ModeSignal;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.wire.HostIds;
import io.mjrouter.wire.OutgoingRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a host is sent, by its profile. One writer serves one provider.
 *
 * <p>Every request names the mode exactly once, the way the profile says. Calls that cost nothing
 * take the path without prefix, which every known host understands. Immutable and safe for use by
 * many threads. Whether a body is larger than the host takes is the caller's to check.
 */
public final class RequestWriter {

  private static final byte[] NOTHING = {};
  private static final String ACCOUNT_FILTER = "accountFilter";
  private static final String MODES = "modes";

  /**
   * What the library says itself or not at all; no extra member may say it instead, in whatever
   * case: hosts written in Go read members in any.
   */
  private static final Set<String> OURS =
      inAnyCase(
          "prompt",
          "botType",
          "base64",
          "base64Array",
          "maskBase64",
          "image",
          "endImage",
          "link",
          "sourceBase64",
          "targetBase64",
          "sourceUrl",
          "targetUrl",
          "taskId",
          "task_id",
          "customId",
          "action",
          "index",
          "content",
          "state",
          "notifyHook",
          "mode",
          ACCOUNT_FILTER);

  private final Profile profile;

  private static Set<String> inAnyCase(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(Arrays.asList(names));
    return set;
  }

  public RequestWriter(Profile profile) {
    this.profile = requireNonNull(profile, "profile");
  }

  /**
   * The one request of an attempt.
   *
   * @throws IllegalArgumentException when the profile has no way to ask for the mode, or the
   *     parent's id is none that a host gives
   */
  public OutgoingRequest submit(SubmitAttempt attempt) {
    Submission submission = forHost(attempt.submission());
    String parentId = attempt.parentId().map(HostIds::checked).orElse("");
    RequestBody.Written written = RequestBody.of(submission, parentId, profile);
    Map<String, @Nullable Object> body = new LinkedHashMap<>(written.members());
    new TreeMap<>(profile.alwaysSent().getOrDefault(submission.kind(), Map.of()))
        .forEach(body::putIfAbsent);
    if (!attempt.token().isBlank()) {
      body.put("state", attempt.token());
    }
    attempt.notifyHook().ifPresent(hook -> body.put("notifyHook", hook.toString()));
    attempt
        .extra()
        .forEach(
            (name, value) -> {
              if (value != null && !OURS.contains(name)) {
                body.putIfAbsent(name, value);
              }
            });
    accountFilter(attempt).ifPresent(filter -> body.put(ACCOUNT_FILTER, filter));
    if (profile.modeSignal() == ModeSignal.BODY_MODE) {
      body.put("mode", attempt.mode().name());
    }
    return new OutgoingRequest(
        "POST", prefix(attempt.mode()) + "/mj/" + written.endpoint(), JsonBytes.of(body));
  }

  /** Where a host has only the old way of pressing U, V and reroll, it is used. */
  private Submission forHost(Submission submission) {
    boolean oldWay =
        !profile.capabilities().contains(Capability.ACTION)
            && profile.capabilities().contains(Capability.CHANGE);
    return oldWay && submission instanceof Press press
        ? Change.of(press).<Submission>map(change -> change).orElse(press)
        : submission;
  }

  private String prefix(Mode mode) {
    if (profile.modeSignal() != ModeSignal.PREFIX) {
      return "";
    }
    String prefix = profile.modePrefixes().get(mode);
    if (prefix != null) {
      return prefix;
    }
    if (profile.barePathMode().equals(Optional.of(mode))) {
      return "";
    }
    throw new IllegalArgumentException(
        "mode: " + mode + " (expected: one of " + profile.modePrefixes().keySet() + ")");
  }

  /** The caller's filter without its modes, and ours where that is how the host is told. */
  private Optional<Map<String, @Nullable Object>> accountFilter(SubmitAttempt attempt) {
    Map<String, @Nullable Object> filter = new LinkedHashMap<>();
    if (attempt.extra().get(ACCOUNT_FILTER) instanceof Map<?, ?> given) {
      given.forEach((name, value) -> filter.put(String.valueOf(name), value));
    }
    filter.entrySet().removeIf(e -> e.getValue() == null || MODES.equalsIgnoreCase(e.getKey()));
    if (profile.modeSignal() == ModeSignal.ACCOUNT_FILTER) {
      filter.put(MODES, List.of(attempt.mode().name()));
    }
    return filter.isEmpty() ? Optional.empty() : Optional.of(filter);
  }

  /**
   * Asks where one task stands.
   *
   * @throws IllegalArgumentException when the id is none that a host gives
   */
  public OutgoingRequest fetch(String hostTaskId) {
    return get("/mj/task/" + HostIds.checked(hostTaskId) + "/fetch");
  }

  /**
   * Asks where many tasks stand.
   *
   * @throws IllegalArgumentException when an id is none that a host gives
   */
  public OutgoingRequest fetchAll(Collection<String> hostTaskIds) {
    List<String> ids = hostTaskIds.stream().map(HostIds::checked).toList();
    return new OutgoingRequest(
        "POST", "/mj/task/list-by-condition", JsonBytes.of(Map.of("ids", ids)));
  }

  /** Asks for the account's recent tasks. */
  public OutgoingRequest list() {
    return get("/mj/task/list");
  }

  /**
   * Asks for the seed of a picture.
   *
   * @throws IllegalArgumentException when the id is none that a host gives
   */
  public OutgoingRequest seed(String hostTaskId) {
    return get("/mj/task/" + HostIds.checked(hostTaskId) + "/image-seed");
  }

  /**
   * Asks to stop a task.
   *
   * @throws IllegalArgumentException when the id is none that a host gives
   */
  public OutgoingRequest cancel(String hostTaskId) {
    return new OutgoingRequest(
        "POST", "/mj/task/" + HostIds.checked(hostTaskId) + "/cancel", NOTHING);
  }

  /**
   * Asks for the picture of a task.
   *
   * @throws IllegalArgumentException when the id is none that a host gives
   */
  public OutgoingRequest image(String hostTaskId) {
    return get("/mj/image/" + HostIds.checked(hostTaskId));
  }

  private static OutgoingRequest get(String path) {
    return new OutgoingRequest("GET", path, NOTHING);
  }
}
