package io.mjrouter.examples.benchmarks.beside;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.AbstractHttp11Protocol;

/** A servlet alone in the gateway's container, set as the gateway sets it: the empty one. */
final class EmptyTomcat {

  private EmptyTomcat() {}

  public static void main(String[] arguments) throws IOException, LifecycleException {
    start(Integer.parseInt(arguments[0]), new EmptyServlet()).getServer().await();
  }

  /**
   * A server on the loopback.
   *
   * @param port where it listens; 0 for any
   * @param servlet answers whatever is asked
   */
  static Tomcat start(int port, HttpServlet servlet) throws IOException, LifecycleException {
    Tomcat tomcat = new Tomcat();
    Path base = Files.createTempDirectory("servlet");
    tomcat.setBaseDir(base.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(port);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    ((AbstractHttp11Protocol<?>) tomcat.getConnector().getProtocolHandler())
        .setMaxKeepAliveRequests(-1);
    Context context = tomcat.addContext("", base.toString());
    Tomcat.addServlet(context, "only", servlet);
    context.addServletMappingDecoded("/", "only");
    tomcat.start();
    return tomcat;
  }
}
