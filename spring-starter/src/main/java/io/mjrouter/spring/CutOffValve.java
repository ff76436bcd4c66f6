package io.mjrouter.spring;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;

/**
 * Lets {@link MjProxyFilter} end the connection under a picture that broke off. A servlet can do
 * that by an exception only, which Tomcat logs as a failure of the application, with its trace.
 */
final class CutOffValve extends ValveBase {

  private static final String PICTURES = "/mj/image/";

  private CutOffValve() {
    super(true);
  }

  /** Puts one into a server. */
  static void addTo(ConfigurableTomcatWebServerFactory factory) {
    factory.addEngineValves(new CutOffValve());
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    String path = request.getRequestURI();
    if (path != null && path.contains(PICTURES)) {
      Runnable end = () -> request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
      request.setAttribute(MjProxyFilter.CUT_OFF, end);
    }
    getNext().invoke(request, response);
  }
}
