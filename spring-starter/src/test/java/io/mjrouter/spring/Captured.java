package io.mjrouter.spring;

import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.testing.ScriptedProvider;

/** A type of provider that remembers what it was made of. */
final class Captured implements ProviderFactory {

  ProviderSettings settings;

  @Override
  public String type() {
    return "captured";
  }

  @Override
  public void validate(ProviderSettings settings, Problems problems) {}

  @Override
  public MjProvider create(ProviderSettings settings, ProviderContext context) {
    this.settings = settings;
    return ScriptedProvider.named(settings.id().name());
  }
}
