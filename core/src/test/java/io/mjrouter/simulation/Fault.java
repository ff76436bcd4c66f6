package io.mjrouter.simulation;

import java.util.List;

/** What can go wrong by itself; each seed draws which may, and how often. */
enum Fault {
  // ---- On the way to a host.
  NO_ADDRESS(Row.F01),
  REFUSED_CONNECTION(Row.F02),
  NO_CONNECTION(Row.F03),
  NO_HANDSHAKE(Row.F04),
  BODY_CUT(Row.F05),
  ANSWER_LOST(Row.F06),
  ANSWER_STALLS(Row.F08),
  ANSWER_CUT(Row.F10),
  NO_HTTP(Row.F11),
  LATE(Row.F12),
  SLOW(Row.F14),
  /** The adapter throws what it must not. */
  ADAPTER_BREAKS(),
  // ---- At the edge of a host.
  BAD_KEY(Row.F17),
  EDGE_BLOCK(Row.F18),
  SERVER_PAGE(Row.F19),
  NO_CHANNEL(Row.F20),
  THROTTLED(Row.F21),
  BARE_THROTTLE(Row.F22),
  LOGIN_PAGE(Row.F25),
  EMPTY_ANSWER(Row.F26),
  // ---- What a host says of a submission.
  NO_ID(Row.F33),
  ODD_CODE(Row.F35),
  EXISTS(Row.F37),
  QUEUE_FULL(Row.F40),
  BANNED_WORD(Row.F41),
  PLAN(Row.F42),
  NO_INSTANCE(Row.F43),
  NO_MONEY(Row.F44),
  UNLISTED_CODE(Row.F45),
  PARENT_LAGS(Row.F58),
  // ---- What a host says of a task.
  ABSENT(Row.F27),
  FORGOTTEN(Row.F27),
  NEW_STATUS(Row.F45),
  GOES_BACK(Row.F46),
  BARE_SUCCESS(Row.F47),
  FAILS_WITH_PICTURE(Row.F48),
  ODD_LIST(Row.F49),
  ANOTHERS(Row.F50),
  ODD_PROGRESS(Row.F53),
  ODD_TIMES(Row.F54),
  OTHER_MODE(Row.F56),
  STRIPS_STATE(),
  SKEWED(Row.F89),
  STUCK(),
  FAILS(),
  VIEW_LAGS(),
  // ---- The store.
  STORE_FAILS_BEFORE(Row.F75),
  STORE_FAILS_AFTER(Row.F76),
  STORE_SLOW(Row.F77),
  STORE_CONFLICTS(Row.F79),
  STORE_AWAY(Row.F75),
  STORE_LOSES(Row.F78),
  // ---- Processes and people.
  CRASH(),
  PAUSE(Row.F65),
  INTERRUPT(Row.F66),
  SHUTDOWN(Row.F67),
  WALL_JUMPS(Row.F88),
  REMOVED(Row.F73),
  CHANGED(Row.F87),
  OUTAGE(Row.F100),
  HOOK_FORGED(Row.F91),
  HOOK_TWICE(Row.F69);

  private final List<Row> rows;

  Fault(Row... rows) {
    this.rows = List.of(rows);
  }

  List<Row> rows() {
    return rows;
  }
}
