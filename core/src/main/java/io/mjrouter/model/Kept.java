package io.mjrouter.model;

/** Whether what a task made is kept where its user wants it, since hosts' links die. */
public enum Kept {
  /** Nobody asked for it, or there is nothing to keep. */
  NOT_ASKED,
  /** It is being fetched and stored. Whoever waits for the task is told afterwards. */
  PENDING,
  /** All of it; each link tells where. */
  KEPT,
  /** Not all of it could be; a link that does not tell where is the host's alone. */
  GIVEN_UP
}
