package io.mjrouter.spi;

/** What a host's picture links are worth. */
public enum ImageRule {
  /** Usable as they are, but for local, private and placeholder hosts. */
  AS_IS,
  /** Always fetched through {@code /mj/image/{id}}. */
  VIA_IMAGE_ENDPOINT,
  /** The path is right and the host is not: it is replaced by the one of the base address. */
  REWRITE_HOST
}
