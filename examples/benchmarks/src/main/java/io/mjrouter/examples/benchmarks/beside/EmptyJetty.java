package io.mjrouter.examples.benchmarks.beside;

import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The empty servlet in Jetty, with the connector and the threads that Spring Boot gives it. */
final class EmptyJetty {

  private static final int MOST_THREADS = 200;
  private static final int LEAST_THREADS = 8;
  private static final int IDLE_MS = 60_000;

  /** As many as Jetty thinks fit. */
  private static final int ANY = -1;

  private EmptyJetty() {}

  public static void main(String[] arguments) throws Exception {
    start(Integer.parseInt(arguments[0])).join();
  }

  /**
   * A server on the loopback.
   *
   * @param port where it listens; 0 for any
   */
  static Server start(int port) throws Exception {
    Server server = new Server(new QueuedThreadPool(MOST_THREADS, LEAST_THREADS, IDLE_MS));
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector =
        new ServerConnector(server, ANY, ANY, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new EmptyServlet(), "/");
    server.setHandler(context);
    server.start();
    return server;
  }
}
