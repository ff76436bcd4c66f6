package io.mjrouter.examples.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.Midjourney;
import io.mjrouter.examples.migration.after.After;
import io.mjrouter.model.TaskId;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The client of docs/jdk-8.md, compiled for JDK 8, at the proxy. */
@Timeout(120)
class Jdk8ClientTest {

  private static final String KEY = "old-0123456789abcdef";
  private static final Path SOURCE = Path.of("src/jdk8/java/GatewayClient.java");

  private static Class<?> compiled(Path classes) throws Exception {
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "8",
                "-Xlint:-options",
                "-d",
                classes.toString(),
                SOURCE.toString());
    assertEquals(0, result);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      return loader.loadClass("GatewayClient");
    }
  }

  private static ConfigurableApplicationContext proxy(Path directory) {
    return new SpringApplicationBuilder(After.class)
        .run(
            "--spring.config.name=none",
            "--spring.datasource.url=jdbc:h2:file:" + directory.resolve("tasks;WRITE_DELAY=0"),
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--midjourney.providers.sim.type=simulator",
            "--midjourney.providers.sim.simulator.speed=1000",
            "--midjourney.tasks.poll.min=20ms",
            "--midjourney.tasks.poll.max=200ms",
            "--midjourney.proxy.enabled=true",
            "--midjourney.proxy.clients.old.key=" + KEY);
  }

  @Test
  void client_ofJdk8_submitsAndFetches(@TempDir Path directory) throws Exception {
    Class<?> type = compiled(directory);
    try (ConfigurableApplicationContext proxy = proxy(directory)) {
      String url = "http://127.0.0.1:" + proxy.getEnvironment().getProperty("local.server.port");
      Object client =
          type.getConstructor(String.class, String.class).newInstance(url + "/mj-fast", KEY);
      Object taken =
          type.getMethod("submit", String.class, String.class)
              .invoke(client, "imagine", "{\"prompt\":\"a red fox\"}");
      Matcher id = Pattern.compile("\"result\":\"(\\d+)\"").matcher(String.valueOf(taken));
      assertTrue(id.find(), String.valueOf(taken));
      proxy.getBean(Midjourney.class).await(TaskId.of(id.group(1)));

      Object task = type.getMethod("fetch", String.class).invoke(client, id.group(1));
      assertTrue(String.valueOf(task).contains("\"status\":\"SUCCESS\""), String.valueOf(task));
      Object nobodys = type.getMethod("fetch", String.class).invoke(client, "1");
      assertTrue(String.valueOf(nobodys).contains("task_no_found"), String.valueOf(nobodys));
    }
  }
}
