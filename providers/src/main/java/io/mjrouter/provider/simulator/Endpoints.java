package io.mjrouter.provider.simulator;

import io.mjrouter.model.Mode;
import io.mjrouter.model.PromptFlags;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.provider.simulator.HostTraits.Family;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ModeSignal;
import io.mjrouter.spi.Profile;
import io.mjrouter.wire.HttpAnswer;
import io.mjrouter.wire.read.BadRequestException;
import io.mjrouter.wire.read.IncomingSubmission;
import io.mjrouter.wire.read.RequestReader;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a host answers to which request. Safe for use by many threads. */
final class Endpoints {

  private static final Pattern PATH = Pattern.compile("(?:/([^/]+))?/mj/(.+)");
  private static final Pattern TASK =
      Pattern.compile("task/([0-9A-Za-z_-]{1,64})/(fetch|image-seed|cancel)");
  private static final Pattern SUBMISSION = Pattern.compile("submit/[a-z-]+|insight-face/swap");

  private final Profile profile;
  private final HostCalls host;
  private final Dialect dialect;
  private final BalancePages balance;
  private final String key;
  private final URI base;

  Endpoints(Profile profile, HostCalls host, String key, URI base) {
    this.profile = profile;
    this.host = host;
    this.key = key;
    this.base = base;
    dialect = new Dialect(profile);
    balance = new BalancePages(profile, host, this::link, key);
  }

  /** Whether a request is cut off before its body is read. */
  boolean cutsOffUnread(HttpRequest request) {
    return host.condition() == Condition.UNREACHABLE
        || (request.method().equals("POST")
            && host.condition() == Condition.WELL
            && isAllowed(request)
            && below(request).filter(path -> SUBMISSION.matcher(path).matches()).isPresent()
            && host.hangsUpUnread());
  }

  WireReply answer(HttpRequest request, byte[] body) {
    if (host.condition() == Condition.BROKEN) {
      return WireReply.whole(dialect.badGateway());
    }
    if (profile.demandsUserAgent() && request.header("user-agent").isBlank()) {
      return WireReply.whole(dialect.edgeBlocked());
    }
    Optional<HttpAnswer> page = balance.answer(request);
    if (page.isPresent()) {
      return WireReply.whole(page.get());
    }
    Optional<String> path = below(request);
    if (path.isEmpty()) {
      return WireReply.whole(dialect.noSuchPath(request));
    }
    if (path.get().startsWith("image/") && request.method().equals("GET")) {
      return WireReply.whole(image(path.get().substring("image/".length())));
    }
    if (!isAllowed(request) || host.condition() == Condition.LOCKED) {
      return WireReply.whole(dialect.unauthorized());
    }
    return request.method().equals("POST") && SUBMISSION.matcher(path.get()).matches()
        ? submission(request, path.get(), body)
        : WireReply.whole(free(request, path.get(), body));
  }

  private HttpAnswer free(HttpRequest request, String path, byte[] body) {
    Matcher task = TASK.matcher(path);
    boolean get = request.method().equals("GET");
    if (task.matches()) {
      String id = task.group(1);
      return switch (task.group(2)) {
        case "fetch" -> get ? dialect.task(host.fetch(id, this::link)) : missing(request);
        case "image-seed" ->
            get && can(Capability.SEED) ? dialect.seed(host.seed(id)) : missing(request);
        default ->
            !get && can(Capability.CANCEL)
                ? dialect.cancelled(host.cancel(id), id)
                : missing(request);
      };
    }
    if (path.equals("task/list-by-condition") && !get && can(Capability.BATCH_FETCH)) {
      try {
        return dialect.tasks(host.fetchAll(RequestReader.ids(body), this::link));
      } catch (BadRequestException e) {
        return dialect.error(e.code(), e.description());
      }
    }
    boolean lists = can(Capability.LIST) && !dialect.isGateway();
    return path.equals("task/list") && get && lists
        ? dialect.tasks(host.list(host.traits().listed(), this::link))
        : missing(request);
  }

  private WireReply submission(HttpRequest request, String path, byte[] body) {
    IncomingSubmission incoming;
    try {
      boolean isJson =
          request.header("content-type").toLowerCase(Locale.ROOT).startsWith("application/json");
      // Without its content type, gin binds nothing, and every member is missing.
      incoming = RequestReader.submission(path, isJson ? body : new byte[0]);
    } catch (BadRequestException e) {
      return WireReply.whole(
          e.description().equals("unknown_relay_action")
              ? missing(request)
              : dialect.error(e.code(), e.description()));
    }
    if (!can(Capability.neededFor(incoming.submission()))) {
      return WireReply.whole(missing(request));
    }
    Mode mode = mode(request, incoming);
    if (!profile.modes().contains(mode)) {
      String model = mode.key() + "_" + incoming.submission().action().key().replace('-', '_');
      return WireReply.whole(dialect.noChannel(model));
    }
    Reply reply =
        host.submit(new Order(incoming.submission(), incoming.parentId(), mode, incoming.state()));
    return send(reply, incoming.submission().prompt());
  }

  private WireReply send(Reply reply, String prompt) {
    boolean window = reply.kind() == Reply.Kind.WINDOW && host.announcesWindow(reply.taskId());
    Optional<TaskSnapshot> existing =
        reply.kind() == Reply.Kind.EXISTED
            ? host.fetch(reply.taskId(), this::link)
            : Optional.empty();
    HttpAnswer answer = dialect.reply(reply, window, this::link, existing, prompt);
    return switch (reply.lost()) {
      case BAD_GATEWAY -> WireReply.whole(dialect.badGateway());
      case BARE_429 -> WireReply.whole(dialect.tooMany());
      case HTML -> WireReply.whole(dialect.page());
      case EMPTY -> WireReply.whole(new HttpAnswer(200, Map.of(), new byte[0]));
      case TRUNCATED -> new WireReply(answer, WireReply.Ending.TRUNCATED);
      case LATE_ANSWER -> new WireReply(answer, WireReply.Ending.SILENT);
      case DRIP -> new WireReply(answer, WireReply.Ending.DRIPPING);
      case RESET -> new WireReply(answer, WireReply.Ending.RESET);
      case HANG_UP_BEFORE_READING, HANG_UP_AFTER_READING ->
          new WireReply(answer, WireReply.Ending.CUT);
      default -> WireReply.whole(answer);
    };
  }

  private HttpAnswer image(String name) {
    Optional<Media> media = host.media(name);
    if (media.isEmpty()) {
      return HttpAnswer.of(400, Dialect.JSON, "{\"error\":\"midjourney_task_not_found\"}");
    }
    return new HttpAnswer(
        200, Map.of("content-type", List.of(media.get().contentType())), media.get().bytes());
  }

  /** The path below {@code /mj/}, where the host knows what stands before it. */
  private Optional<String> below(HttpRequest request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return Optional.empty();
    }
    String segment = path.group(1);
    return segment == null || isMode(segment) ? Optional.of(path.group(2)) : Optional.empty();
  }

  /** new-api takes any segment; trueai its own three; other workers none. */
  private boolean isMode(String segment) {
    return switch (host.traits().family()) {
      case GATEWAY -> true;
      case TRUEAI -> segment.startsWith("mj-") && Mode.parse(segment.substring(3)).isPresent();
      case MIDJOURNEY_PROXY, PLUS -> false;
    };
  }

  /** The path's mode before the body's before the prompt's before the host's own. */
  private Mode mode(HttpRequest request, IncomingSubmission incoming) {
    Matcher path = PATH.matcher(request.path());
    String segment = path.matches() && path.group(1) != null ? path.group(1) : "";
    for (Map.Entry<Mode, String> prefix : profile.modePrefixes().entrySet()) {
      if (!segment.isEmpty() && prefix.getValue().equals("/" + segment)) {
        return prefix.getKey();
      }
    }
    Optional<Mode> spelled = Mode.parse(segment.startsWith("mj-") ? segment.substring(3) : segment);
    if (spelled.isPresent()) {
      return spelled.get();
    }
    boolean pathDecides =
        profile.modeSignal() == ModeSignal.PREFIX && profile.barePathMode().isPresent();
    if (!pathDecides && !incoming.modes().isEmpty()) {
      return incoming.modes().get(0);
    }
    return PromptFlags.of(incoming.submission().prompt()).modes().stream()
        .findFirst()
        .or(profile::barePathMode)
        .orElse(
            profile.modes().contains(Mode.FAST) ? Mode.FAST : profile.modes().iterator().next());
  }

  private boolean isAllowed(HttpRequest request) {
    String authorization = request.header("authorization");
    boolean bearer = authorization.equals("Bearer " + key);
    boolean secret = request.header("mj-api-secret").equals(key);
    if (host.traits().family() == Family.TRUEAI && request.hasHeader("authorization")) {
      return authorization.equals(key);
    }
    return switch (profile.auth()) {
      case BEARER -> bearer;
      case BARE -> authorization.equals(key);
      case MJ_API_SECRET -> secret;
      case BOTH -> bearer && secret;
    };
  }

  private boolean can(Capability capability) {
    return profile.capabilities().contains(capability);
  }

  private HttpAnswer missing(HttpRequest request) {
    return dialect.noSuchPath(request);
  }

  private URI link(String name) {
    return URI.create(base + "/mj/image/" + name);
  }
}
