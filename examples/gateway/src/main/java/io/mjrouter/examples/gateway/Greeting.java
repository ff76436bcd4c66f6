package io.mjrouter.examples.gateway;

import io.mjrouter.Midjourney;
import io.mjrouter.proxy.ProxySettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Says where the gateway listens and to whom, and whether what it draws is real. */
final class Greeting implements ApplicationListener<ApplicationReadyEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(Greeting.class);

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    var context = event.getApplicationContext();
    LOG.info(
        "serving the MJ protocol at {}/mj to {}",
        address(context.getEnvironment()),
        clients(context.getEnvironment(), context.getBean(ProxySettings.class)));
    List<String> simulated = simulated(context.getBean(Midjourney.class));
    if (!simulated.isEmpty()) {
      LOG.warn(
          "SIMULATED: {} draw on this machine, and nothing is bought;"
              + " configure midjourney.providers for real hosts",
          simulated);
    }
  }

  private static String address(Environment environment) {
    String scheme =
        environment.getProperty("server.ssl.enabled", Boolean.class, false) ? "https" : "http";
    return scheme + "://" + host(environment) + ":" + environment.getProperty("local.server.port");
  }

  private static String host(Environment environment) {
    return environment.getProperty("server.address", "0.0.0.0");
  }

  private static String clients(Environment environment, ProxySettings settings) {
    if (!settings.clients().isEmpty()) {
      return "clients " + settings.clients().keySet();
    }
    return isLoopback(host(environment))
        ? "this machine only, since midjourney.proxy.clients names nobody"
        : "NOBODY: away from the loopback it takes midjourney.proxy.clients with keys";
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static List<String> simulated(Midjourney midjourney) {
    return midjourney.providers().stream()
        .filter(provider -> provider.info().simulated())
        .map(provider -> provider.id().name())
        .toList();
  }
}
