package io.mjrouter.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of one routing choice: of every route its price, expected time, chance of success, and
 * the one reason why it was chosen, kept or left out.
 *
 * <p>Admitted routes come first, in the order in which they are tried. It is held packed, some
 * dozen bytes for a route, since every task carries one. An immutable value.
 *
 * <p>The packed form: one byte of version; then for each route one byte {@code mode + 3 × reason},
 * the provider (0 and the name with its length the first time, else its place among the names so
 * far, from 1), the price in micro-dollars plus one (0: unknown), the expected time in tenths of a
 * second, and the chance in thousandths; numbers in seven bits a byte, lowest first, with the
 * eighth bit where more follow.
 */
public final class Decision {

  private static final byte VERSION = 1;
  private static final Mode[] MODES = Mode.values();
  private static final RouteReason[] REASONS = RouteReason.values();

  private final byte[] packed;

  private Decision(byte[] packed) {
    this.packed = packed;
  }

  /**
   * One route in a decision.
   *
   * @param price empty when unknown
   * @param expected how long it is expected to take, its queue included
   * @param chance the chance that it takes the submission and finishes it
   */
  public record Entry(
      Route route, Optional<Money> price, Duration expected, double chance, RouteReason reason) {}

  /**
   * Reads a packed form back.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Decision unpack(byte[] packed) {
    Decision decision = new Decision(packed.clone());
    try {
      decision.entries();
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("decision: cut short or damaged", e);
    }
    return decision;
  }

  /**
   * Begins a record.
   *
   * @param routes how many there will be
   */
  public static Packer packer(int routes) {
    return new Packer(routes);
  }

  public byte[] packed() {
    return packed.clone();
  }

  /** Every route, those to try first in their order. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    List<ProviderId> names = new ArrayList<>();
    int[] at = {1};
    if (packed[0] != VERSION) {
      throw new IllegalArgumentException("decision: version " + packed[0]);
    }
    while (at[0] < packed.length) {
      int code = packed[at[0]++] & 0xff;
      int place = (int) number(at);
      if (place == 0) {
        int length = (int) number(at);
        String name = new String(packed, at[0], length, ISO_8859_1);
        at[0] += length;
        names.add(new ProviderId(name));
        place = names.size();
      }
      long price = number(at);
      entries.add(
          new Entry(
              new Route(names.get(place - 1), MODES[code % MODES.length]),
              price == 0 ? Optional.empty() : Optional.of(new Money(price - 1)),
              Duration.ofMillis(number(at) * 100),
              number(at) / 1000.0,
              REASONS[code / MODES.length]));
    }
    return entries;
  }

  /** The route to try first; empty when none may be. */
  public Optional<Entry> chosen() {
    return entries().stream().findFirst().filter(entry -> entry.reason().isAdmitted());
  }

  /** Why a route was left out or kept; empty for a route that was not there. */
  public Optional<RouteReason> reason(Route route) {
    return entries().stream()
        .filter(entry -> entry.route().equals(route))
        .map(Entry::reason)
        .findFirst();
  }

  /** The same, a route having been refused when its turn came. */
  public Decision refused(Route route, RouteReason reason) {
    List<Entry> all = entries();
    Packer packer = packer(all.size());
    all.stream()
        .filter(e -> e.reason().isAdmitted() && !e.route().equals(route))
        .forEach(packer::add);
    all.stream()
        .filter(e -> e.route().equals(route))
        .map(e -> new Entry(route, e.price(), e.expected(), e.chance(), reason))
        .forEach(packer::add);
    all.stream()
        .filter(e -> !e.reason().isAdmitted() && !e.route().equals(route))
        .forEach(packer::add);
    return packer.pack();
  }

  /** Whether a cap on money alone keeps every route from being taken that could be. */
  public boolean isCapped() {
    List<Entry> entries = entries();
    return entries.stream().anyMatch(entry -> entry.reason().isCap())
        && entries.stream().noneMatch(e -> e.reason().isAdmitted() || e.reason().passes());
  }

  /** One line for a person. */
  public String summary() {
    return entries().stream()
        .map(entry -> entry.route() + " " + entry.reason())
        .collect(joining(", "));
  }

  private long number(int[] at) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = packed[at[0]++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Decision that && Arrays.equals(packed, that.packed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(packed);
  }

  @Override
  public String toString() {
    return "Decision[" + summary() + "]";
  }

  /** Packs one route after the other. Not safe for use by several threads. */
  public static final class Packer {

    private static final int PER_ROUTE = 24;

    private byte[] bytes;
    private int size;
    private final ProviderId[] names;
    private int named;

    private Packer(int routes) {
      bytes = new byte[PER_ROUTE * routes + 1];
      names = new ProviderId[routes];
      bytes[size++] = VERSION;
    }

    /** Adds a route; those that may be tried come first, in their order. */
    public Packer add(
        Route route, @Nullable Money price, long expectedNanos, double chance, RouteReason reason) {
      if (bytes.length - size < 80) {
        bytes = Arrays.copyOf(bytes, bytes.length * 2 + 80);
      }
      bytes[size++] = (byte) (code(route.mode()) + MODES.length * code(reason));
      provider(route.provider());
      number(price == null ? 0 : price.micros() + 1);
      number(Math.max(0, expectedNanos) / 100_000_000);
      number(Math.round(Math.min(1, Math.max(0, chance)) * 1000));
      return this;
    }

    private void add(Entry entry) {
      Money price = entry.price().orElse(null);
      add(entry.route(), price, entry.expected().toNanos(), entry.chance(), entry.reason());
    }

    public Decision pack() {
      return new Decision(Arrays.copyOf(bytes, size));
    }

    private void provider(ProviderId provider) {
      for (int i = named - 1; i >= 0; i--) {
        if (names[i].equals(provider)) {
          number(i + 1L);
          return;
        }
      }
      names[named++] = provider;
      bytes[size++] = 0;
      byte[] name = provider.name().getBytes(ISO_8859_1);
      number(name.length);
      System.arraycopy(name, 0, bytes, size, name.length);
      size += name.length;
    }

    private void number(long value) {
      long rest = value;
      while (rest > 0x7f) {
        bytes[size++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      bytes[size++] = (byte) rest;
    }

    @SuppressWarnings("EnumOrdinal") // kept in the packed form: constants are only ever appended
    private static int code(Enum<?> constant) {
      return constant.ordinal();
    }
  }
}
