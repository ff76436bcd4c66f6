package io.mjrouter.provider.deerapi;

import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.ProfiledProviderFactory;

/** Type {@code deerapi}: DeerAPI, as {@link KnownProfiles#deerApi()} describes it. */
public final class DeerApiFactory extends ProfiledProviderFactory {

  public DeerApiFactory() {
    super(KnownProfiles.deerApi());
  }
}
