package io.mjrouter.proxy;

import io.mjrouter.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks as Standard Webhooks has it: {@code v1,} and the HMAC-SHA256 of id, time and body.
 */
final class HookSignature {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String ENCODED = "whsec_";

  private final SecretKeySpec key;

  /** A secret that begins with {@code whsec_} is Base64 behind that; any other is as it stands. */
  HookSignature(Secret secret) {
    this.key = new SecretKeySpec(bytes(secret.reveal()), ALGORITHM);
  }

  private static byte[] bytes(String secret) {
    if (secret.startsWith(ENCODED)) {
      try {
        return Base64.getDecoder().decode(secret.substring(ENCODED.length()));
      } catch (IllegalArgumentException e) {
        // Then it only looks like one.
      }
    }
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  String sign(String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
