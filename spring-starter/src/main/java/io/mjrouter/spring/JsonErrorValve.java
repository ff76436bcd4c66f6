package io.mjrouter.spring;

import java.io.IOException;
import java.io.Writer;
import java.util.function.Predicate;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;

/**
 * Tells in the protocol's shape what fails before or beside the proxy: a request that Tomcat cannot
 * read, a path that is nobody's. It tells nothing of the cause. Refusals of other paths are left to
 * the valve before this one.
 */
public final class JsonErrorValve extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(JsonErrorValve.class);
  private static final int INVALID = 4;
  private static final int FAILURE = 9;

  private final transient Predicate<String> paths;

  private JsonErrorValve(Predicate<String> paths) {
    this.paths = paths;
  }

  /**
   * Puts one into a server.
   *
   * @param paths the paths that it speaks for, beside those that cannot be read at all
   */
  public static void addTo(ConfigurableTomcatWebServerFactory factory, Predicate<String> paths) {
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new JsonErrorValve(paths)));
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    String path = request.getRequestURI();
    boolean ours = path == null || path.isEmpty() || paths.test(path);
    boolean refused = response.getStatus() >= 400 && response.getContentWritten() == 0;
    if (ours && refused && response.setErrorReported()) {
      write(response);
    }
  }

  private static void write(Response response) {
    response.setContentType("application/json");
    response.setCharacterEncoding("utf-8");
    try {
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(body(response.getStatus()));
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("whoever asked is gone", e);
    }
  }

  private static String body(int status) {
    String description =
        switch (status) {
          case 400 -> "not a valid request";
          case 404 -> "no such path";
          case 405 -> "no such method here";
          case 503 -> "not just now";
          default -> status < 500 ? "not served" : "internal failure";
        };
    int code = status < 500 ? INVALID : FAILURE;
    return "{\"code\":" + code + ",\"description\":\"" + description + "\",\"properties\":{}}";
  }
}
