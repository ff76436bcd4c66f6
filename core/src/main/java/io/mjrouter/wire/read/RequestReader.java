package io.mjrouter.wire.read;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client of the MJ protocol asks, as every known client spells it: ids as texts or numbers,
 * old and new endpoints, the content type whatever it is.
 */
public final class RequestReader {

  private static final int MOST_IDS = 10_000;

  private RequestReader() {}

  /**
   * Reads a submission.
   *
   * @param path below {@code /mj/}, such as {@code submit/imagine} or {@code insight-face/swap}
   * @param body JSON; not kept
   * @throws BadRequestException when the endpoint is unknown or the body cannot be taken
   */
  public static IncomingSubmission submission(String path, byte[] body) throws BadRequestException {
    Members members = members(body);
    String endpoint = path.startsWith("/") ? path.substring(1) : path;
    try {
      SubmissionBody.Read read = SubmissionBody.read(endpoint, members);
      return envelope(read.submission(), read.parentId(), members);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(HostWords.safe(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Reads the ids of {@code list-by-condition}, each once, in order; none where the member is null.
   *
   * @throws BadRequestException when the body is no JSON or has more than 10,000 ids
   */
  public static List<String> ids(byte[] body) throws BadRequestException {
    Set<String> ids = new LinkedHashSet<>();
    for (Object id : members(body).array("ids")) {
      String text = SubmissionBody.idText(id);
      if (!text.isEmpty()) {
        ids.add(text);
      }
    }
    if (ids.size() > MOST_IDS) {
      throw new BadRequestException("ids: more than " + MOST_IDS);
    }
    return List.copyOf(ids);
  }

  private static Members members(byte[] body) throws BadRequestException {
    if (body.length == 0) {
      return Members.of(null);
    }
    Optional<Json.Document> document = Json.request(body);
    if (document.isPresent() && document.get().value() == null) {
      return Members.of(null);
    }
    return document
        .flatMap(json -> Json.object(json.value()))
        .map(Members::new)
        .orElseThrow(() -> new BadRequestException("bind_request_body_failed"));
  }

  private static IncomingSubmission envelope(
      Submission submission, Optional<String> parentId, Members members) {
    String state = members.text("state");
    Optional<String> notifyHook = members.word("notifyHook");
    Members filter = members.object("accountFilter");
    List<Mode> modes = modes(filter.array("modes"), members.text("mode"));
    Map<String, @Nullable Object> extra = new LinkedHashMap<>(members.rest());
    Map<String, @Nullable Object> restOfFilter = new LinkedHashMap<>(filter.rest());
    restOfFilter.values().removeIf(value -> value == null);
    if (!restOfFilter.isEmpty()) {
      extra.put("accountFilter", restOfFilter);
    }
    extra.values().removeIf(value -> value == null);
    extra.keySet().removeIf(SubmitOptions::isOurs);
    return new IncomingSubmission(submission, parentId, state, notifyHook, modes, extra);
  }

  private static List<Mode> modes(List<@Nullable Object> filter, String mode) {
    Set<Mode> modes = new LinkedHashSet<>();
    for (Object name : filter) {
      Mode.parse(Members.asText(name)).ifPresent(modes::add);
    }
    if (modes.isEmpty()) {
      Mode.parse(mode).ifPresent(modes::add);
    }
    return new ArrayList<>(modes);
  }
}
