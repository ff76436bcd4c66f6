package io.mjrouter.examples.ownprovider;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Accepted;
import java.io.IOException;
import java.util.ServiceLoader;
import java.util.random.RandomGenerator;

/** Finds the type {@code acme} as the router does, and draws a picture with it. */
public final class OwnProvider {

  private OwnProvider() {}

  /**
   * Prints what the provider can do and what came of one picture; sends nothing off this machine.
   */
  public static void main(String[] args) throws IOException {
    ProviderFactory factory =
        ServiceLoader.load(ProviderFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.type().equals("acme"))
            .findFirst()
            .orElseThrow();
    ProviderContext context =
        new ProviderContext(TimeSource.system(), RandomGenerator.getDefault());
    try (Acme host = new Acme()) {
      ProviderSettings settings =
          ProviderSettings.builder("mine", "acme").baseUrl(host.baseUrl()).apiKey("none").build();
      try (MjProvider provider = factory.create(settings, context)) {
        System.out.println(provider.id() + " can " + provider.info().capabilities());
        System.out.println(draw(provider));
      }
    }
  }

  private static String draw(MjProvider provider) {
    SubmitOutcome outcome =
        provider.submit(SubmitAttempt.of(Imagine.of("a paper boat"), Mode.FAST));
    if (outcome instanceof Accepted accepted) {
      TaskSnapshot task = provider.fetch(accepted.hostTaskId()).value().orElseThrow();
      return accepted.hostTaskId() + " " + task.status() + " " + task.images();
    }
    return "not taken: " + outcome.message();
  }
}
