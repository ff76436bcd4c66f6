package io.mjrouter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.HostStatus;
import io.mjrouter.spi.Secret;
import io.mjrouter.testing.ScriptedProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;

/** What tests of webhooks share: a router that is called back, and the calls of its hosts. */
final class Hooks {

  static final String BASE = "https://app.example/base";
  static final String PREFIX = BASE + "/mjr/hooks/";
  static final WebhookSettings HOOKS =
      WebhookSettings.defaults()
          .withBaseUrl(URI.create(BASE))
          .withSecret(Secret.of("hard to guess, I hope"));

  /** What lies between two looks at one task. */
  static final Duration MIN = Duration.ofSeconds(3);

  private Hooks() {}

  static Rig rig(ScriptedProvider... hosts) {
    return Rig.with(builder -> builder.webhooks(HOOKS), hosts);
  }

  /** What the n-th submission told the host to call, without what all have in common. */
  static String part(ScriptedProvider host, int n) {
    String hook = host.attempts().get(n).notifyHook().orElseThrow().toString();
    assertTrue(hook.startsWith(PREFIX), hook);
    return hook.substring(PREFIX.length());
  }

  static WebhookAnswer call(Rig rig, String part, String body) {
    return rig.mj.webhook(part, new ByteArrayInputStream(body.getBytes(UTF_8)));
  }

  static double counted(Rig rig, String result) {
    return rig.meters.counter("mj.webhook.in", "result", result).count();
  }

  static String body(String id, HostStatus status) {
    return "{\"id\":\"" + id + "\",\"status\":\"" + status + "\",\"progress\":\"50%\"}";
  }
}
