package io.mjrouter.proxy;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.Task;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Links to pictures at the proxy, which need no key.
 *
 * <p>A signature is made with the token of the task's first attempt: random, kept with the task,
 * known to no client. So it is the same in every answer, at every node and after every restart, and
 * is worth nothing once the task is forgotten.
 */
final class ImageLinks {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  private ImageLinks() {}

  /** Which of a task's pictures or videos; the first picture has no name. */
  enum Shelf {
    IMAGE("n"),
    VIDEO("v");

    private final String parameter;

    Shelf(String parameter) {
      this.parameter = parameter;
    }

    String parameter() {
      return parameter;
    }
  }

  /** The link to one picture. A task with a picture was at a host, and so has an attempt. */
  static Optional<URI> link(String base, Task task, Shelf shelf, int index) {
    String which = shelf == Shelf.IMAGE && index == 0 ? "" : shelf.parameter() + "=" + index + "&";
    return signature(task)
        .map(sig -> URI.create(base + "/mj/image/" + task.id() + "?" + which + "sig=" + sig));
  }

  static boolean isSigned(Task task, @Nullable String signature) {
    return signature != null
        && signature(task)
            .filter(
                right ->
                    MessageDigest.isEqual(
                        right.getBytes(StandardCharsets.US_ASCII),
                        signature.getBytes(StandardCharsets.UTF_8)))
            .isPresent();
  }

  private static Optional<String> signature(Task task) {
    return task.attempts().stream()
        .findFirst()
        .map(Attempt::token)
        .map(token -> HexFormat.of().formatHex(mac(token, "mj-image:" + task.id()), 0, BYTES));
  }

  private static byte[] mac(String key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
