package io.mjrouter.spi;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/**
 * What came of a free call to a host.
 *
 * @param <T> what was asked for
 */
public sealed interface Reading<T> {

  /** Hands this reading to the function for its case. */
  default <R> R fold(
      Function<? super T, ? extends R> found,
      Function<? super ReadFailure, ? extends R> failed,
      Function<? super Reading<T>, ? extends R> other) {
    return other.apply(this);
  }

  /** The value, where there is one. */
  default Optional<T> value() {
    return Optional.empty();
  }

  static <T> Reading<T> found(T value) {
    return new Found<>(value);
  }

  static <T> Reading<T> absent() {
    return new Absent<>();
  }

  static <T> Reading<T> unsupported(Capability capability) {
    return new Unsupported<>(capability);
  }

  static <T> Reading<T> failed(ReadFailure failure) {
    return new Failed<>(failure);
  }

  static <T> Reading<T> failed(ReadFailure.Reason reason, String message) {
    return new Failed<>(ReadFailure.of(reason, message));
  }

  /** The host answered. */
  record Found<T>(T it) implements Reading<T> {
    public Found {
      requireNonNull(it, "it");
    }

    @Override
    public <R> R fold(
        Function<? super T, ? extends R> found,
        Function<? super ReadFailure, ? extends R> failed,
        Function<? super Reading<T>, ? extends R> other) {
      return found.apply(it);
    }

    @Override
    public Optional<T> value() {
      return Optional.of(it);
    }
  }

  /** The host does not know it, or does not know it yet. */
  record Absent<T>() implements Reading<T> {}

  /** This provider cannot be asked that. */
  record Unsupported<T>(Capability capability) implements Reading<T> {
    public Unsupported {
      requireNonNull(capability, "capability");
    }
  }

  /** No answer that could be used. */
  record Failed<T>(ReadFailure failure) implements Reading<T> {
    public Failed {
      requireNonNull(failure, "failure");
    }

    @Override
    public <R> R fold(
        Function<? super T, ? extends R> found,
        Function<? super ReadFailure, ? extends R> failed,
        Function<? super Reading<T>, ? extends R> other) {
      return failed.apply(failure);
    }
  }
}
