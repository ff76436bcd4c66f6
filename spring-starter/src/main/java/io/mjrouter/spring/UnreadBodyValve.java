package io.mjrouter.spring;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.function.Predicate;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;

/**
 * Ends the connection of whoever was answered before all was sent that was announced. Tomcat would
 * read up to two megabytes of it, however slowly they come, and keep a thread for that.
 */
final class UnreadBodyValve extends ValveBase {

  private final transient Predicate<String> paths;

  private UnreadBodyValve(Predicate<String> paths) {
    super(true);
    this.paths = paths;
  }

  /**
   * Puts one into a server, before everything that may answer: ending a connection counts as an
   * error, of which pages would be made.
   *
   * @param paths the paths that are meant, below wherever the application is mounted
   */
  static void addTo(ConfigurableTomcatWebServerFactory factory, Predicate<String> paths) {
    factory.addEngineValves(new UnreadBodyValve(paths));
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (isMeant(request) && !request.getCoyoteRequest().isFinished()) {
      // Tomcat would end the connection without a word, under the client's next request.
      response.setHeader("Connection", "close");
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  private boolean isMeant(Request request) {
    return request.getContext() != null
        && paths.test(request.getRequestURI().substring(request.getContextPath().length()));
  }
}
