package io.mjrouter.spring;

import static java.util.Objects.requireNonNull;

import io.mjrouter.Midjourney;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Takes what hosts send, in any servlet container: mount it at {@code midjourney.webhooks.path}
 * with {@code /*} behind it. Its answers have no body.
 *
 * <p>Whoever knows an address of a task may send to it, so no login and no CSRF token can be asked
 * for: where Spring Security guards the application, permit the path and leave it out of CSRF
 * protection. What is sent is a hint that is verified at the host.
 */
public final class WebhookServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Midjourney midjourney;

  public WebhookServlet(Midjourney midjourney) {
    this.midjourney = requireNonNull(midjourney, "midjourney");
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    String below = request.getPathInfo();
    String part = below == null || below.isEmpty() ? "" : below.substring(1);
    try {
      response.setStatus(midjourney.webhook(part, request.getInputStream()).status());
    } catch (IllegalStateException e) {
      // The router is closed; the host is asked about the task after the next start.
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }
}
