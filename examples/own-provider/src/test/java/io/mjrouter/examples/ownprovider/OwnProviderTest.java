package io.mjrouter.examples.ownprovider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnProviderTest {

  @Test
  void main_always_showsThePicture() throws IOException {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      OwnProvider.main(new String[0]);
    } finally {
      System.setOut(console);
    }

    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(lines.get(0).startsWith("mine can [IMAGINE"), lines.get(0));
    assertEquals(
        "1768464763141701 SUCCESS [https://img.acme.example/1768464763141701.png]", lines.get(1));
  }
}
