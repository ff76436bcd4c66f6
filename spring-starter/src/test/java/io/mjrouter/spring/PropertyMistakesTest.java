package io.mjrouter.spring;

import java.util.List;
import org.junit.jupiter.api.Test;

class PropertyMistakesTest {

  private static List<String> problems(String... properties) {
    List<String> found = new java.util.ArrayList<>();
    Contexts.simulated()
        .withPropertyValues(properties)
        .run(context -> found.addAll(Contexts.problems(context)));
    return found;
  }

  @Test
  void manyMistakes_allInOneReport() {
    System.out.println(
        String.join(
            "\n",
            problems(
                "midjourney.routing.attempts=abc",
                "midjourney.routing.policy=cheepest",
                "midjourney.routing.daily-spnd=5",
                "midjourney.tasks.accept=soon",
                "midjourney.tasks.poll.min=0s",
                "midjourney.routing.modes=relax,slow",
                "midjourney.routing.max-price=0.1234567",
                "midjourney.provider.x=1",
                "midjourney.providers.demo.limits.concurrent=0",
                "midjourney.providers.demo.timeouts.read=0s",
                "midjourney.providers.demo.timeouts.submit=0s",
                "midjourney.providers.demo.prices.upscale.warp=1",
                "midjourney.providers.demo.prices.upscal.fast=1",
                "midjourney.providers.demo.balance.endpoint=toke-usage",
                "midjourney.providers.demo.simulator.speed=fastish",
                "midjourney.providers.demo.htpp.auth=bearer",
                "midjourney.providers.comet.type=cometapi",
                "midjourney.providers.comet.api-key=${NO_SUCH_VARIABLE}",
                "midjourney.providers.Bad_Name.type=cometapi",
                "midjourney.providers.deer.type=deerapy",
                "midjourney.store.type=jdbc",
                "midjourney.store.table-prefix=9",
                "midjourney.webhooks.base-url=${HOOKS}",
                "midjourney.webhooks.secret=short",
                "midjourney.proxy.enabled=true",
                "midjourney.proxy.clients.web.key=",
                "midjourney.proxy.clients.web.providers=nobody",
                "midjourney.proxy.clients.app.admin=yes please")));
  }
}
