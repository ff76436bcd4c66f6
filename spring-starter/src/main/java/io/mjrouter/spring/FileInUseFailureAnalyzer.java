package io.mjrouter.spring;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence that another process has the H2 file open, instead of a stack trace. */
final class FileInUseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

  /** DATABASE_ALREADY_OPEN_1 of H2. */
  private static final int IN_USE = 90_020;

  private static final Pattern FILE = Pattern.compile("\"([^\"]+\\.mv\\.db)\"");

  /** Made by Spring Boot. */
  FileInUseFailureAnalyzer() {}

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
    if (cause.getErrorCode() != IN_USE) {
      return null;
    }
    Matcher file = FILE.matcher(String.valueOf(cause.getMessage()));
    return new FailureAnalysis(
        "The file of the database is open in another process"
            + (file.find() ? ": " + file.group(1) : "")
            + ".",
        "End that process, or give this one another file; several share a PostgreSQL or MariaDB.",
        cause);
  }
}
