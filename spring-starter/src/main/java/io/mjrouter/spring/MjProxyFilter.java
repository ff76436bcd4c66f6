package io.mjrouter.spring;

import static java.util.Objects.requireNonNull;

import io.mjrouter.proxy.CutOffException;
import io.mjrouter.proxy.MjProxy;
import io.mjrouter.proxy.ProxyReply;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the proxy into any servlet container: mount it at {@code /*}. It answers every path that is
 * the proxy's, whatever the method, and passes on everything else.
 *
 * <p>It is a filter, not a servlet, since the proxy's paths begin with segments that no mapping can
 * name. A request keeps its thread until it is answered, and a submission until a host took it; one
 * that takes long is answered meanwhile, and its connection closed. Bodies and pictures are
 * streamed.
 */
public final class MjProxyFilter extends HttpFilter {

  private static final long serialVersionUID = 1;

  /** An attribute of requests: a {@link Runnable} that ends the connection at once. */
  static final String CUT_OFF = MjProxyFilter.class.getName() + ".cutOff";

  private static final Logger LOG = LoggerFactory.getLogger(MjProxyFilter.class);

  private final transient MjProxy proxy;
  private final InetAddress bound;
  private final String webhooks;

  /**
   * A filter in front of a proxy.
   *
   * @param bound the address that the server listens at; the wildcard address when it listens
   *     everywhere. A proxy without clients serves only a server that listens at the loopback.
   */
  public MjProxyFilter(MjProxy proxy, InetAddress bound) {
    this(proxy, bound, Optional.empty());
  }

  /**
   * The same where hosts call back at the same server, perhaps below a path of the proxy's.
   *
   * @param webhooks what the paths of hosts' webhooks begin with; they are passed on
   */
  public MjProxyFilter(MjProxy proxy, InetAddress bound, Optional<String> webhooks) {
    this.proxy = requireNonNull(proxy, "proxy");
    this.bound = requireNonNull(bound, "bound");
    this.webhooks = webhooks.map(path -> path + "/").orElse("");
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ServletProxyRequest asked = ServletProxyRequest.of(request, bound);
    if (!MjProxy.serves(asked.path()) || isWebhook(asked.path())) {
      chain.doFilter(request, response);
      return;
    }
    Optional<ProxyReply> reply = proxy.handle(asked, early -> writeEarly(early, request, response));
    if (reply.isPresent()) {
      write(reply.get(), request, response);
    }
  }

  /** Also where what it is read from breaks off: another reply while there can be one. */
  private static void write(
      ProxyReply reply, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      write(reply, response);
    } catch (CutOffException e) {
      LOG.warn("{}: cut off: {}", request.getRequestURI(), e.getMessage());
      if (!response.isCommitted()) {
        response.reset();
        write(e.instead(), response);
      } else if (request.getAttribute(CUT_OFF) instanceof Runnable end) {
        end.run();
      } else {
        throw e;
      }
    }
  }

  private static void write(ProxyReply reply, HttpServletResponse response) throws IOException {
    try (reply) {
      response.setStatus(reply.status());
      reply.headers().forEach(response::setHeader);
      reply.length().ifPresent(response::setContentLengthLong);
      reply.writeTo(response.getOutputStream());
    }
  }

  /** The request goes on, so that nothing else can be asked over its connection. */
  private static void writeEarly(
      ProxyReply reply, HttpServletRequest request, HttpServletResponse response) {
    if (request.getProtocol().startsWith("HTTP/1")) {
      response.setHeader("Connection", "close");
    }
    try {
      write(reply, response);
      response.flushBuffer();
    } catch (IOException e) {
      LOG.debug("whoever asked is gone", e);
    }
  }

  private boolean isWebhook(String path) {
    return !webhooks.isEmpty() && path.startsWith(webhooks);
  }
}
