package io.mjrouter.provider.internal;

import feign.ExceptionPropagationPolicy;
import feign.Feign;
import feign.Logger.Level;
import feign.Retryer;
import io.mjrouter.model.Balance;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.wire.HttpAnswer;
import io.mjrouter.wire.OutgoingRequest;
import io.mjrouter.wire.read.AnswerReader;
import io.mjrouter.wire.write.RequestWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host that speaks the MJ protocol over HTTP, whichever: everything in which hosts differ is in
 * the profile.
 *
 * <p>An optional endpoint (batch fetch, list, seed, cancel, balance) that answers 404, 405 or a
 * page is taken as missing: {@link #info()} stays as it is, and the operation answers {@link
 * Reading.Unsupported} for the next hour.
 */
public final class HttpProvider implements MjProvider {

  private static final Logger LOG = LoggerFactory.getLogger(HttpProvider.class);

  /** Without a page number: new-api counts from 0 or 1, by its version. */
  private static final String CONSOLE_TASKS = "/api/mj/self?page_size=100";

  private static final Pattern PREFIX = Pattern.compile("(/[0-9A-Za-z._~-]+)*");

  private final ProviderId id;
  private final ProviderInfo info;
  private final Profile profile;
  private final URI base;
  private final TimeSource time;
  private final boolean proxied;
  private final boolean hasConsole;
  private final Duration submitTimeout;
  private final RequestWriter writer;
  private final AnswerReader reader;
  private final Transport transport;
  private final MjApi api;
  private final FreeCalls calls;
  private final Credentials credentials;
  private final Call read;
  private final Call seed;
  private final Call console;
  private final Pictures pictures;
  private final Balances balances;
  private final Redactor redactor;

  /**
   * Connects to nothing yet.
   *
   * @throws IllegalArgumentException when the address, the key or a header must not be sent; never
   *     with the value
   */
  public HttpProvider(HttpProviderConfig config) {
    this(config, Network.system());
  }

  HttpProvider(HttpProviderConfig config, Network network) {
    id = config.id();
    info = config.info();
    profile = config.profile();
    base = config.base();
    time = config.time();
    proxied = config.proxy().isPresent();
    submitTimeout = config.timeouts().submit();
    Origin.of(base);
    if (base.getRawQuery() != null || base.getRawFragment() != null) {
      throw new IllegalArgumentException("base address: (expected: no query and no fragment)");
    }
    for (String prefix : profile.modePrefixes().values()) {
      if (!PREFIX.matcher(prefix).matches()) {
        throw new IllegalArgumentException(
            "mode prefix: '" + prefix + "' (expected: " + PREFIX.pattern() + ")");
      }
    }
    Credentials.check("User-Agent", profile.userAgent());
    Credentials plain = Credentials.of(profile.headers());
    credentials = plain.and(Credentials.of(profile.auth(), config.key()));
    Credentials consoleCredentials = console(config.balance());
    hasConsole = !consoleCredentials.headers().isEmpty();
    writer = new RequestWriter(profile);
    reader = new AnswerReader(profile, base);
    transport = new Transport(config, network);
    read = new Call(transport.reads(), credentials, config.timeouts().read());
    seed = new Call(transport.reads(), credentials, config.timeouts().seed());
    console = new Call(transport.reads(), plain.and(consoleCredentials), config.timeouts().read());
    api =
        Feign.builder()
            .client(transport)
            .retryer(Retryer.NEVER_RETRY)
            .responseInterceptor(Answered::unwrap)
            .exceptionPropagationPolicy(ExceptionPropagationPolicy.UNWRAP)
            .logLevel(Level.NONE)
            .target(WholeAddress.TARGET);
    redactor = new Redactor(config);
    calls = new FreeCalls(api, config, redactor);
    pictures = new Pictures(transport, config, credentials, reader);
    balances = new Balances(transport, config, consoleCredentials, reader);
  }

  /** What new-api's console asks for, where both are configured: a token and the user's number. */
  private static Credentials console(BalanceSettings settings) {
    return settings
        .accessToken()
        .flatMap(
            token ->
                settings
                    .userId()
                    .map(user -> Map.of("Authorization", token.reveal(), "New-Api-User", user)))
        .map(Credentials::of)
        .orElseGet(Credentials::none);
  }

  @Override
  public ProviderId id() {
    return id;
  }

  @Override
  public ProviderInfo info() {
    return info;
  }

  @Override
  public SubmitOutcome submit(SubmitAttempt attempt) {
    return redactor.clean(send(attempt));
  }

  private SubmitOutcome send(SubmitAttempt attempt) {
    if (!info.modes().contains(attempt.mode()) || !info.canTake(attempt.submission())) {
      return SubmitOutcome.Rejected.of(
          RejectReason.UNSUPPORTED,
          attempt.submission().kind() + " in mode " + attempt.mode() + " is not offered here");
    }
    OutgoingRequest request;
    URI url;
    try {
      request = writer.submit(attempt);
      url = request.below(base);
    } catch (IllegalArgumentException e) {
      return new SubmitOutcome.NotSent(
          NotSentReason.INVALID_REQUEST, "this cannot be sent: " + e.getMessage());
    }
    int size = request.body().length;
    if (size > profile.maxRequestBytes()) {
      return SubmitOutcome.Rejected.of(
          RejectReason.PAYLOAD_TOO_LARGE,
          size + " bytes (expected: at most " + profile.maxRequestBytes() + ")");
    }
    Duration whole =
        attempt.timeout().compareTo(submitTimeout) < 0 ? attempt.timeout() : submitTimeout;
    try {
      HttpAnswer answer =
          api.post(url, new Call(transport.submits(), credentials, whole, request.body()));
      return viaProxy(reader.submitted(attempt.submission(), answer, time.now()), answer);
    } catch (ExchangeFailure e) {
      return e.toOutcome();
    } catch (RuntimeException e) {
      LOG.warn("{}: an answer made {}", id, e.getClass().getName());
      return new SubmitOutcome.Unknown(
          UnknownReason.NOT_JSON, base.getHost() + ": the answer could not be read");
    }
  }

  /** A page or a refusal may be the proxy's own; what it did with the request nobody knows. */
  private SubmitOutcome viaProxy(SubmitOutcome outcome, HttpAnswer answer) {
    if (proxied && answer.status() == 407) {
      return new SubmitOutcome.Unknown(
          UnknownReason.SERVER_ERROR, "the proxy wants a name and password (HTTP 407)");
    }
    if (proxied && outcome instanceof SubmitOutcome.Unknown unknown) {
      return new SubmitOutcome.Unknown(
          unknown.reason(), unknown.message() + " (answered by the proxy, or through it)");
    }
    return outcome;
  }

  @Override
  public Reading<TaskSnapshot> fetch(String hostTaskId) {
    return calls.ask(
        () -> writer.fetch(hostTaskId),
        read,
        answer -> reader.task(hostTaskId, answer, time.now()));
  }

  @Override
  public Reading<List<TaskSnapshot>> fetchAll(Collection<String> hostTaskIds) {
    if (hostTaskIds.isEmpty() && calls.can(Capability.BATCH_FETCH)) {
      return Reading.found(List.of());
    }
    return calls.askOptional(
        Capability.BATCH_FETCH,
        () -> writer.fetchAll(hostTaskIds),
        read,
        answer -> reader.tasks(hostTaskIds, answer, time.now()));
  }

  /** By new-api's console where its token and a user are configured, else by the protocol. */
  @Override
  public Reading<List<TaskSnapshot>> list() {
    return hasConsole
        ? console("")
        : calls.askOptional(
            Capability.LIST, writer::list, read, answer -> reader.list(answer, time.now()));
  }

  /** By new-api's console alone: the protocol knows no such question. */
  @Override
  public Reading<List<TaskSnapshot>> listUntil(Instant latest) {
    return hasConsole
        ? console("&end_timestamp=" + latest.toEpochMilli())
        : Reading.unsupported(Capability.LIST);
  }

  private Reading<List<TaskSnapshot>> console(String condition) {
    URI url = URI.create(base + CONSOLE_TASKS + condition);
    return calls.optional(
        Capability.LIST,
        () -> transport.exchange("GET", url, console),
        answer -> reader.consoleTasks(answer, time.now()));
  }

  @Override
  public Reading<String> seed(String hostTaskId) {
    return calls.askOptional(
        Capability.SEED,
        () -> writer.seed(hostTaskId),
        seed,
        answer -> reader.seed(answer, time.now()));
  }

  @Override
  public Reading<Boolean> cancel(String hostTaskId) {
    return calls.askOptional(
        Capability.CANCEL,
        () -> writer.cancel(hostTaskId),
        read,
        answer -> reader.cancelled(answer, time.now()));
  }

  @Override
  public Reading<Balance> balance() {
    if (!calls.can(Capability.BALANCE)) {
      return Reading.unsupported(Capability.BALANCE);
    }
    Reading<Balance> reading = calls.guarded(balances::read);
    return reading instanceof Reading.Unsupported ? calls.lack(Capability.BALANCE) : reading;
  }

  @Override
  public Reading<MediaStream> open(MediaLink link, long maxBytes) {
    return calls.guarded(() -> pictures.open(link, maxBytes));
  }

  @Override
  public void close() {
    transport.close();
  }

  @Override
  public String toString() {
    return "HttpProvider[" + id + ", " + profile.name() + "]";
  }
}
