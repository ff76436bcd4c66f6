package io.mjrouter.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {

  private static final int JAVA_8 = 52;

  @Test
  void launcher_classFile_runsOnJava8() throws IOException {
    try (var bytes =
        new DataInputStream(
            Launcher.class.getResourceAsStream(
                "/" + Launcher.class.getName().replace('.', '/') + ".class"))) {
      assertEquals(0xCAFEBABE, bytes.readInt());
      bytes.readUnsignedShort();
      assertEquals(JAVA_8, bytes.readUnsignedShort());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8", "9", "11", "16"})
  void refusal_oldJava_saysWhatItNeedsInOneLine(String specification) {
    String line = Launcher.refusal(specification, "/opt/old").orElseThrow();

    String feature = specification.replace("1.8", "8");
    assertTrue(
        line.startsWith("mj-router needs Java 17 or later, and this is Java " + feature + " "),
        line);
    assertTrue(line.contains("/opt/old"), line);
    assertTrue(line.contains("Nothing was bought."), line);
    assertEquals(1, line.lines().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "21", "25"})
  void refusal_recentJava_isNone(String specification) {
    assertEquals(Optional.empty(), Launcher.refusal(specification, "/opt/jdk"));
  }
}
