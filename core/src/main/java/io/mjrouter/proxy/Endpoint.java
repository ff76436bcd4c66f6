package io.mjrouter.proxy;

/** What can be asked, and with which method. */
enum Endpoint {
  SUBMIT("POST"),
  FETCH("GET"),
  LIST_BY_CONDITION("POST"),
  LIST("GET"),
  QUEUE("GET"),
  CANCEL("POST"),
  SEED("GET"),
  IMAGE("GET"),
  ADMIN_PROVIDERS("GET"),
  ADMIN_DRAIN("POST"),
  ADMIN_READMIT("POST"),
  ADMIN_TASKS("GET"),
  ADMIN_TASK("GET"),
  ADMIN_REFRESH("POST"),
  ADMIN_UNRESOLVED("GET"),
  ADMIN_SPEND("GET"),
  ADMIN_EXPLAIN("POST"),
  ADMIN_OPENAPI("GET"),
  UNKNOWN("");

  private final String method;

  Endpoint(String method) {
    this.method = method;
  }

  String method() {
    return method;
  }

  /** Whether a request with this method is meant; HEAD is a GET whose body is not written. */
  boolean takes(String asked) {
    return asked.equals(method) || (asked.equals("HEAD") && method.equals("GET"));
  }

  boolean isAdmin() {
    return compareTo(ADMIN_PROVIDERS) >= 0 && this != UNKNOWN;
  }
}
