package io.mjrouter.model;

import java.util.Locale;

/**
 * What is done to a picture, as price lists and meters distinguish it.
 *
 * <p>Hosts name actions differently for one and the same button, so an action is always derived
 * from what was asked (kind of submission, meaning of the button), never from a host's answer.
 */
public enum Action {
  IMAGINE,
  UPSCALE,
  VARIATION,
  REROLL,
  ZOOM,
  /** Opens a window that asks for the zoom; many hosts bill the answer ({@link #MODAL}) instead. */
  CUSTOM_ZOOM,
  PAN,
  /** Vary Region: opens a window that asks for a mask; many hosts bill the answer instead. */
  INPAINT,
  /** The answer to a window. */
  MODAL,
  DESCRIBE,
  BLEND,
  SHORTEN,
  /** Draw one of the prompts that a describe or shorten proposed. */
  PICK_PROMPT,
  VIDEO,
  EDITS,
  SWAP_FACE,
  UPLOAD,
  /** A button this version does not know. */
  OTHER;

  /** The action as configuration and meters spell it: lower case with hyphens. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
