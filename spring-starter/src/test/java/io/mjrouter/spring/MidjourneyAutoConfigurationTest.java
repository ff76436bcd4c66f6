package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mjrouter.Midjourney;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MidjourneyAutoConfigurationTest {

  @Test
  void midjourney_oneProvider_draws() {
    Contexts.simulated()
        .run(
            context -> {
              System.out.println(java.util.Arrays.toString(context.getBeanDefinitionNames()));
              Midjourney midjourney = context.getBean(Midjourney.class);
              Task grid = midjourney.await(midjourney.submit(Imagine.of("a red fox")).id());
              assertThat(grid.status()).isEqualTo(TaskStatus.SUCCEEDED);
            });
  }

  @Test
  void midjourney_noProvider_isNotMade() {
    Contexts.empty()
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Midjourney.class));
  }

  @Test
  void store_nothingConfigured_isMemory() {
    Contexts.simulated()
        .run(
            context ->
                assertThat(context).getBean(TaskStore.class).isInstanceOf(MemoryTaskStore.class));
  }
}
