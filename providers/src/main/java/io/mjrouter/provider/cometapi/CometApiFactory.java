package io.mjrouter.provider.cometapi;

import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.ProfiledProviderFactory;

/** Type {@code cometapi}: CometAPI, as {@link KnownProfiles#cometApi()} describes it. */
public final class CometApiFactory extends ProfiledProviderFactory {

  public CometApiFactory() {
    super(KnownProfiles.cometApi());
  }
}
