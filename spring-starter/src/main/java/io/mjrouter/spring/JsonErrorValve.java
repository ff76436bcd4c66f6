package io.mjrouter.spring;

import io.mjrouter.proxy.MjProxy;
import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in JSON what Tomcat itself refuses before any filter sees it, such as a path that it cannot
 * decode, where the path is the proxy's or cannot be read at all. Other refusals are left to the
 * valve before this one.
 */
final class JsonErrorValve extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(JsonErrorValve.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    String path = request.getRequestURI();
    boolean ours = path == null || path.isEmpty() || MjProxy.serves(path);
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
        writer.write("{\"code\":4,\"description\":\"not understood\",\"properties\":{}}");
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("whoever asked is gone", e);
    }
  }
}
