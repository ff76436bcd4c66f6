package io.mjrouter.provider;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.mjrouter.Midjourney;
import io.mjrouter.MidjourneyBuilder;
import io.mjrouter.spi.ProviderSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the library is loaded by another class loader than the thread's, as in the JDK's pools. */
class ContextLoaderTest {

  private final MidjourneyBuilder builder =
      Midjourney.builder().provider(ProviderSettings.builder("sim", "simulator").build());

  @Test
  void validate_threadsLoaderDoesNotKnowTheLibrary_typesAreFound() {
    with(ClassLoader.getPlatformClassLoader());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void validate_threadsLoaderKnowsTheLibrary_eachTypeIsThereOnce(boolean own) {
    with(own ? Midjourney.class.getClassLoader() : ClassLoader.getSystemClassLoader());
  }

  private void with(ClassLoader loader) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      assertDoesNotThrow(builder::validate);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
