package io.mjrouter.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.store.TaskStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of H2 in a process that is told to end. By default H2 closes it in a shutdown hook of its
 * own, while others still wait for submissions whose outcomes are to be recorded.
 */
@Timeout(60)
class H2EndTest {

  @Test
  void processEnds_storeCanBeWrittenUntilItIsClosed(@TempDir Path dir) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ending.class.getName(),
                dir.resolve("tasks").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertEquals(0, process.waitFor(), said);
    assertTrue(said.strip().endsWith(Ending.WRITTEN), said);
  }

  /** Writes while it ends, once whatever H2 does then is done. */
  static final class Ending {

    private static final String WRITTEN = "written";

    private Ending() {}

    public static void main(String[] args) {
      TaskStore store = JdbcTaskStore.h2File(Path.of(args[0]));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(store)));
      System.exit(0);
    }

    private static void end(TaskStore store) {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getClass().getName().startsWith("org.h2.engine.OnExit")) {
          join(thread);
        }
      }
      store.shared().common("end", "seen");
      store.close();
      System.out.println(WRITTEN);
    }

    private static void join(Thread thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
