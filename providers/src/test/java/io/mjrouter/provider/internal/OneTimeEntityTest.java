package io.mjrouter.provider.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.junit.jupiter.api.Test;

class OneTimeEntityTest {

  private final Exchange exchange =
      new Exchange(
          new HttpUriRequestBase("POST", URI.create("http://host.test/")), "/", Map.of(), 0);

  /** Notes the most that it was given at once. */
  private static final class Wire extends ByteArrayOutputStream {
    private int most;

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      most = Math.max(most, length);
      super.write(bytes, offset, length);
    }
  }

  /**
   * A JDK copies what a socket of a channel is given at once, and keeps that room for the thread.
   */
  @Test
  void writeTo_largeBody_isHandedOverInSmallParts() throws IOException {
    byte[] body = new byte[(5 << 20) + 7];
    new Random(1).nextBytes(body);
    Wire wire = new Wire();

    new OneTimeEntity(body, "application/json", exchange).writeTo(wire);

    assertArrayEquals(body, wire.toByteArray());
    assertTrue(wire.most <= 64 << 10, () -> wire.most + " bytes at once");
  }

  @Test
  void writeTo_again_isRefused() throws IOException {
    OneTimeEntity entity = new OneTimeEntity(new byte[] {1}, "application/json", exchange);
    entity.writeTo(new Wire());

    assertThrows(IOException.class, () -> entity.writeTo(new Wire()));
  }
}
