package io.mjrouter.provider.yutoai;

import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.ProfiledProviderFactory;

/** Type {@code yutoai}: yutoai, as {@link KnownProfiles#yutoAi()} describes it. */
public final class YutoAiFactory extends ProfiledProviderFactory {

  public YutoAiFactory() {
    super(KnownProfiles.yutoAi());
  }
}
