package io.mjrouter.proxy;

import com.google.common.io.BaseEncoding;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks as Standard Webhooks has it: {@code v1,} and the HMAC-SHA256 of id, time and body.
 */
final class HookSignature {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String ENCODED = "whsec_";
  private static final BaseEncoding BASE64 = BaseEncoding.base64();
  private static final String PROPERTY = "webhook-secret";

  private final SecretKeySpec key;

  /**
   * A secret that begins with {@code whsec_} is Base64 behind that; any other is as it stands.
   *
   * @throws IllegalArgumentException when there is no Base64 behind it
   */
  HookSignature(Secret secret) {
    this.key = new SecretKeySpec(bytes(secret.reveal()), ALGORITHM);
  }

  private static byte[] bytes(String secret) {
    return secret.startsWith(ENCODED)
        ? BASE64.decode(secret.substring(ENCODED.length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }

  /** Reports a secret that nothing can be signed with, or that a receiver would read otherwise. */
  static void validate(Secret secret, Problems problems) {
    Keys.validate(secret, PROPERTY, problems);
    String text = secret.reveal();
    String behind = text.substring(Math.min(ENCODED.length(), text.length()));
    if (text.startsWith(ENCODED) && (behind.isEmpty() || !BASE64.canDecode(behind))) {
      problems.add(PROPERTY, "no Base64 behind " + ENCODED + " (expected: as it was given)");
    }
  }

  String sign(String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + BASE64.encode(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
