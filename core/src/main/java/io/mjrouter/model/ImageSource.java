package io.mjrouter.model;

/** A picture given to a submission: its bytes, or a link that the host can reach. */
public sealed interface ImageSource permits ImageData, ImageUrl {

  /** The picture as the protocol carries it: a data URI or a link. */
  String toWire();
}
