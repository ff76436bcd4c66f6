package io.mjrouter.examples.gateway;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Tells in the protocol's shape what fails before or beside the proxy: a request that Tomcat cannot
 * read, a path that is nobody's. It tells nothing of the cause.
 *
 * <p>Made by Tomcat.
 */
public final class JsonErrors extends ErrorReportValve {

  private static final int INVALID = 4;
  private static final int FAILURE = 9;

  /** Puts it in the place of Tomcat's pages. */
  static void takeOver(Context context) {
    ((StandardHost) context.getParent()).setErrorReportValveClass(JsonErrors.class.getName());
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      response.setContentType("application/json");
      response.setCharacterEncoding("UTF-8");
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(body(status));
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("an error could not be told", e);
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
