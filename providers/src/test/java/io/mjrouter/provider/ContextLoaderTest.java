package io.mjrouter.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.spi.Extensions;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.WebhookSender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the library is loaded by another class loader than the thread's, as in the JDK's pools. */
class ContextLoaderTest {

  @Test
  void of_threadsLoaderDoesNotKnowTheLibrary_partsAreFound() {
    assertFound(ClassLoader.getPlatformClassLoader());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void of_threadsLoaderKnowsTheLibrary_eachPartIsThereOnce(boolean own) {
    assertFound(own ? Extensions.class.getClassLoader() : ClassLoader.getSystemClassLoader());
  }

  private static void assertFound(ClassLoader loader) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      List<String> types =
          Extensions.of(ProviderFactory.class).stream().map(ProviderFactory::type).toList();
      assertEquals(1, types.stream().filter("simulator"::equals).count(), types::toString);
      assertEquals(1, Extensions.of(WebhookSender.Factory.class).size());
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
