package io.mjrouter.proxy;

import static java.util.Objects.requireNonNull;

import io.mjrouter.Midjourney;
import io.mjrouter.error.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Speaks the MJ protocol to any client: a request in, a reply out, whatever server it is mounted
 * in.
 *
 * <p>It never throws, never answers with a page or a stack trace, and shows no client another's
 * task. Safe for use by many threads; a submission blocks its thread. It is made by {@link
 * MjProxyBuilder} and has nothing to close. Once its router is closed, submissions are answered as
 * if every host were busy.
 */
public final class MjProxy {

  private static final Logger LOG = LoggerFactory.getLogger(MjProxy.class);

  private final Gate gate;
  private final Cors cors;
  private final Submits submits;
  private final Reads reads;
  private final Images images;
  private final Admin admin;
  private final RequestIds ids;

  MjProxy(
      Gate gate,
      Cors cors,
      Submits submits,
      Reads reads,
      Images images,
      Admin admin,
      RequestIds ids) {
    this.gate = requireNonNull(gate, "gate");
    this.cors = cors;
    this.submits = submits;
    this.reads = reads;
    this.images = images;
    this.admin = admin;
    this.ids = ids;
  }

  /** Begins a proxy before a router. */
  public static MjProxyBuilder builder(Midjourney mj) {
    return new MjProxyBuilder(mj);
  }

  /**
   * Whether a path is the proxy's: below {@code /mj/} or {@code /mjr/}, or {@code /mj/} after one
   * or two other segments. Such a path is always answered here, be there anything at its end or
   * not.
   */
  public static boolean serves(String path) {
    return Target.isOurs(path);
  }

  /**
   * Answers a request. A submission is answered after the configured wait at the latest: it goes on
   * then, and goes on if this thread is interrupted. What is logged on the way has the request's id
   * as {@code mjRequest}.
   */
  public ProxyReply handle(ProxyRequest request) {
    return handle(request, ids.of(request.header(RequestIds.HEADER)), null);
  }

  /**
   * The same where another thread may tell the client something while this one is still busy: a
   * submission is then done on this thread alone, which costs less than handing it over and back.
   *
   * @param early is given the reply to a submission that takes longer than the configured wait,
   *     mostly on another thread, before this method returns
   * @return the reply; empty when it was given early
   */
  public Optional<ProxyReply> handle(ProxyRequest request, Consumer<ProxyReply> early) {
    String id = ids.of(request.header(RequestIds.HEADER));
    Early once = new Early(reply -> early.accept(dressed(reply, request, id)));
    ProxyReply reply = handle(request, id, once);
    return once.end() ? Optional.empty() : Optional.of(reply);
  }

  private ProxyReply handle(ProxyRequest request, String id, @Nullable Early early) {
    MDC.put(RequestIds.LOGGED, id);
    try {
      ProxyReply reply = replied(request, early);
      boolean bodyIsWanted = !request.method().equals("HEAD");
      return dressed(bodyIsWanted ? reply : reply.withoutBody(), request, id);
    } finally {
      MDC.remove(RequestIds.LOGGED);
    }
  }

  private ProxyReply dressed(ProxyReply reply, ProxyRequest request, String id) {
    cors.dress(request, reply);
    return reply.with(RequestIds.HEADER, id);
  }

  private ProxyReply replied(ProxyRequest request, @Nullable Early early) {
    Asking asking = new Asking();
    try {
      return answer(request, asking, early);
    } catch (Refusal refusal) {
      return refused(refusal, asking.client);
    } catch (StoreException e) {
      LOG.warn("a request was not answered: {}", e.getMessage());
      return refused(Refusal.notNow("not just now", Duration.ofSeconds(5)), asking.client);
    } catch (RuntimeException e) {
      LOG.error("a request failed", e);
      return refused(Refusal.of(500, Refusal.FAILURE, "internal failure"), asking.client);
    }
  }

  /** Who asks, once that is known. */
  private static final class Asking {
    private @Nullable Client client;
  }

  private static ProxyReply refused(Refusal refusal, @Nullable Client client) {
    ProxyReply reply = refusal.reply();
    boolean always200 = client != null && client.is(Compat.HTTP200) && refusal.status() != 401;
    return always200 ? reply.withStatus(200) : reply;
  }

  private ProxyReply answer(ProxyRequest request, Asking asking, @Nullable Early early) {
    Target target = Target.of(request.path());
    if (target.endpoint() == Endpoint.UNKNOWN) {
      throw Refusal.of(404, Refusal.INVALID, "no such path");
    }
    if (Cors.isPreflight(request)) {
      return cors.preflight(request, target.endpoint().method());
    }
    if (!target.endpoint().takes(request.method())) {
      throw Refusal.of(405, Refusal.INVALID, "no such method here")
          .with("Allow", target.endpoint().method());
    }
    if (target.endpoint() == Endpoint.IMAGE) {
      return images.serve(request, target);
    }
    Client client = gate.enter(request);
    asking.client = client;
    return switch (target.endpoint()) {
      case SUBMIT -> submits.submit(request, target, client, early);
      case FETCH -> reads.fetch(request, target, client);
      case LIST_BY_CONDITION -> reads.listByCondition(request, client);
      case LIST -> reads.list(request, client);
      case QUEUE -> reads.queue(request, client);
      case SEED -> reads.seed(target, client);
      case CANCEL -> reads.cancel(target, client);
      default -> admin.answer(request, target, client);
    };
  }
}
