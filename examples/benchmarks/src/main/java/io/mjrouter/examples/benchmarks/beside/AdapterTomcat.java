package io.mjrouter.examples.benchmarks.beside;

import java.io.IOException;
import org.apache.catalina.LifecycleException;

/** An adapter alone in the gateway's container, before the stub host's two addresses. */
final class AdapterTomcat {

  private AdapterTomcat() {}

  public static void main(String[] arguments) throws IOException, LifecycleException {
    AdapterServlet servlet = new AdapterServlet("http://127.0.0.1:9401", "http://127.0.0.1:9402");
    EmptyTomcat.start(Integer.parseInt(arguments[0]), servlet).getServer().await();
  }
}
