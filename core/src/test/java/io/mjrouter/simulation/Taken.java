package io.mjrouter.simulation;

import io.mjrouter.model.Action;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Mode;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a host took and bills, in its own books, and what really becomes of it. No process sees
 * these books.
 */
final class Taken {

  final String id;
  final String token;
  final int owner;
  final Action action;
  final Mode mode;
  final Optional<URI> hook;
  final Optional<String> parent;
  final long at;
  final boolean hasWindow;
  long begins;
  long ends;
  HostStatus end;
  boolean forgotten;

  /** Whether it was given as the answer to other submissions as well. */
  boolean shared;

  /** Others of its host that were shown under its id, where nobody can tell. */
  final Set<Taken> disguises = new HashSet<>();

  boolean cancelled;
  boolean answered;

  Taken(
      String id,
      String token,
      int owner,
      Action action,
      Mode mode,
      Optional<URI> hook,
      Optional<String> parent,
      long at,
      boolean hasWindow) {
    this.id = id;
    this.token = token;
    this.owner = owner;
    this.action = action;
    this.mode = mode;
    this.hook = hook;
    this.parent = parent;
    this.at = at;
    this.hasWindow = hasWindow;
    this.begins = Long.MAX_VALUE;
    this.ends = Long.MAX_VALUE;
    this.end = HostStatus.SUCCESS;
  }

  boolean isWaiting() {
    return isUnanswered() && !cancelled;
  }

  private boolean isUnanswered() {
    return hasWindow && !answered;
  }

  boolean isOver(long now) {
    return now - ends >= 0;
  }

  /** How it stands at a time. */
  HostStatus status(long now) {
    if (isOver(now)) {
      return cancelled ? HostStatus.CANCEL : end;
    }
    if (isUnanswered()) {
      return HostStatus.MODAL;
    }
    return now - begins >= 0 ? HostStatus.IN_PROGRESS : HostStatus.SUBMITTED;
  }

  int progress(long now) {
    if (now - begins < 0) {
      return 0;
    }
    return isOver(now) ? 100 : (int) (100.0 * (now - begins) / (ends - begins));
  }

  @Override
  public String toString() {
    return id + " of request " + owner + " (" + action + ", " + end + ")";
  }
}
