package io.mjrouter.examples.boot3;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.mjrouter.ImageSettings;
import io.mjrouter.Midjourney;
import io.mjrouter.WebhookSettings;
import io.mjrouter.event.MjListener;
import io.mjrouter.metrics.MjMeters;
import io.mjrouter.metrics.MjObservations;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.store.StoreSettings;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.jdbc.JdbcTaskStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the starter does for Spring Boot 4, by hand. */
@Configuration
class MidjourneyConfiguration {

  @Bean
  ProviderSettings deer(
      @Value("${cards.deer.key}") String key, @Value("${cards.deer.url}") String url) {
    return ProviderSettings.builder("deer", "deerapi").apiKey(key).baseUrl(url).build();
  }

  @Bean(destroyMethod = "close")
  TaskStore tasks(DataSource database, @Value("${cards.kept}") Duration kept) {
    StoreSettings settings = StoreSettings.defaults().withRetention(kept);
    return JdbcTaskStore.over(database, settings, TimeSource.system());
  }

  @Bean(destroyMethod = "close")
  Midjourney midjourney(
      List<ProviderSettings> providers,
      TaskStore tasks,
      List<MjListener> listeners,
      MeterRegistry meters,
      ObservationRegistry observations,
      @Value("${cards.pictures}") Path pictures,
      @Value("${cards.kept}") Duration kept,
      @Value("${cards.url}") URI ourUrl) {
    var builder =
        Midjourney.builder()
            .store(tasks)
            .probe(MjMeters.of(meters))
            .probe(MjObservations.of(observations))
            .images(ImageSettings.defaults().withKeep(pictures).withRetention(kept))
            .webhooks(WebhookSettings.defaults().withBaseUrl(ourUrl));
    providers.forEach(builder::provider);
    listeners.forEach(builder::listener);
    return builder.build();
  }
}
