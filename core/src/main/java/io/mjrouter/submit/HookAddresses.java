package io.mjrouter.submit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.mjrouter.model.TaskId;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where hosts call back: an address for each attempt, which nobody can guess and which says nothing
 * of its token. Whether an address is one of ours is found without asking anybody. Immutable.
 */
public final class HookAddresses {

  private static final HookAddresses NONE = new HookAddresses(null, null);
  private static final int SIGN_BYTES = 16;
  private static final Pattern PART =
      Pattern.compile("([0-9]{16})-([1-9][0-9]{0,5})-([0-9a-f]{32})");

  private final @Nullable URI prefix;
  private final @Nullable HashFunction hmac;

  private HookAddresses(@Nullable URI prefix, @Nullable HashFunction hmac) {
    this.prefix = prefix;
    this.hmac = hmac;
  }

  /** Hosts are not asked to call back. */
  public static HookAddresses none() {
    return NONE;
  }

  /**
   * Addresses below a prefix.
   *
   * @param prefix ends with a slash
   * @param key keeps others from making addresses; the same at all times and on all nodes
   */
  public static HookAddresses below(URI prefix, byte[] key) {
    return new HookAddresses(prefix, Hashing.hmacSha256(key));
  }

  /**
   * Whose address was called.
   *
   * @param task the task
   * @param attempt the number of the attempt that the host was sent
   */
  public record Called(TaskId task, int attempt) {}

  /** The address of an attempt; empty where hosts are not asked to call back. */
  Optional<URI> of(TaskId task, int attempt) {
    if (prefix == null || hmac == null) {
      return Optional.empty();
    }
    String sign = HexFormat.of().formatHex(sign(hmac, task, attempt));
    return Optional.of(prefix.resolve(task + "-" + attempt + "-" + sign));
  }

  /**
   * Whose address it is.
   *
   * @param part what follows the prefix
   * @return empty for a forged one, as for any other text
   */
  public Optional<Called> find(String part) {
    Matcher parts = PART.matcher(part);
    if (hmac == null || !parts.matches()) {
      return Optional.empty();
    }
    int attempt = Integer.parseInt(parts.group(2));
    byte[] given = HexFormat.of().parseHex(parts.group(3));
    return TaskId.parse(parts.group(1))
        .filter(task -> MessageDigest.isEqual(sign(hmac, task, attempt), given))
        .map(task -> new Called(task, attempt));
  }

  /** Whether a text has the shape of an address: one that is not found is then a forged one. */
  public static boolean isShaped(String part) {
    return PART.matcher(part).matches();
  }

  private static byte[] sign(HashFunction hmac, TaskId task, int attempt) {
    byte[] whole = hmac.hashString("hook " + task + " " + attempt, US_ASCII).asBytes();
    return Arrays.copyOf(whole, SIGN_BYTES);
  }
}
