package io.mjrouter.provider.dataeyes;

import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.ProfiledProviderFactory;

/** Type {@code dataeyes}: DataEyes, as {@link KnownProfiles#dataEyes()} describes it. */
public final class DataEyesFactory extends ProfiledProviderFactory {

  public DataEyesFactory() {
    super(KnownProfiles.dataEyes());
  }
}
