package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A second process on one H2 file. */
class FileInUseFailureAnalyzerTest {

  private static DataSource database(Path file) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + file + ";WRITE_DELAY=0");
    return source;
  }

  @Test
  void fileInUse_isSaidInASentence(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("tasks");
    database(file).getConnection().close();
    Path opened = directory.resolve("tasks.mv.db");
    try (FileChannel other = FileChannel.open(opened, StandardOpenOption.WRITE);
        FileLock held = other.lock()) {
      assertThat(held.isValid()).isTrue();
      Contexts.simulated()
          .withBean(DataSource.class, () -> database(file))
          .withPropertyValues("midjourney.store.type=jdbc")
          .run(
              context -> {
                FailureAnalysis page =
                    new FileInUseFailureAnalyzer().analyze(context.getStartupFailure());
                assertThat(page.getDescription())
                    .isEqualTo(
                        "The file of the database is open in another process: " + opened + ".");
                assertThat(page.getAction()).isNotBlank();
              });
    }
  }

  @Test
  void otherTrouble_isLeftToOthers() {
    RuntimeException failure = new IllegalStateException(new SQLException("no", "08001", 90_046));
    assertThat(new FileInUseFailureAnalyzer().analyze(failure)).isNull();
  }
}
