package io.mjrouter.wire.read;

import static java.util.Objects.requireNonNull;

/** A client's request that cannot be taken, in the words of the protocol. */
public final class BadRequestException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int INVALID = 4;

  private final String description;

  BadRequestException(String description) {
    super(description);
    this.description = requireNonNull(description, "description");
  }

  /** The protocol's number for it. */
  public int code() {
    return INVALID;
  }

  /** new-api's name of the error where it has one, else a sentence. */
  public String description() {
    return description;
  }
}
