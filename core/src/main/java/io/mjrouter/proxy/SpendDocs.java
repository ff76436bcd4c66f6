package io.mjrouter.proxy;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Money;
import io.mjrouter.store.SpendAccount;
import io.mjrouter.store.SpendBook;
import io.mjrouter.store.SpendSum;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was spent, summed by what an operator asks for. */
final class SpendDocs {

  private static final int MOST_DAYS = 3_660;
  private static final int USUAL_DAYS = 30;

  /** What sums can be told apart by. */
  private static final Map<String, Function<SpendAccount, String>> BY =
      Map.of(
          "day", account -> account.day().toString(),
          "provider", account -> account.provider().name(),
          "client", SpendAccount::caller,
          "mode", account -> account.mode().key(),
          "action", account -> account.action().key());

  private SpendDocs() {}

  /**
   * Sums of some days, both included: the last thirty where nothing is said.
   *
   * @param today the day of money that it is now
   */
  static Map<String, @Nullable Object> of(String query, SpendBook book, LocalDate today) {
    LocalDate to = day(query, "to", today);
    LocalDate from = day(query, "from", to.minusDays(USUAL_DAYS - 1));
    if (from.isAfter(to) || from.plusDays(MOST_DAYS).isBefore(to)) {
      throw Refusal.invalid("from, to: (expected: a time of at most ten years)");
    }
    List<String> by = by(Query.value(query, "by"));
    Map<List<String>, Row> rows = new TreeMap<>(SpendDocs::compare);
    for (SpendSum sum : book.sums(from, to)) {
      List<String> key = by.stream().map(name -> key(name, sum.account())).toList();
      rows.computeIfAbsent(key, any -> new Row()).add(sum);
    }
    List<Map<String, @Nullable Object>> docs = new ArrayList<>();
    rows.forEach((key, row) -> docs.add(row.doc(by, key)));
    return new Doc()
        .put("from", from.toString())
        .put("to", to.toString())
        .put("by", by)
        .put("rows", docs)
        .members();
  }

  private static LocalDate day(String query, String name, LocalDate otherwise) {
    String text = Query.value(query, name);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      // Years of four digits: days can be counted from there in both directions.
      if (text.trim().length() == 10) {
        return LocalDate.parse(text.trim());
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw Refusal.invalid(name + ": (expected: a day, such as 2026-01-31)");
  }

  private static List<String> by(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return List.of("provider");
    }
    List<String> names = List.of(text.toLowerCase(Locale.ROOT).split(",", -1));
    if (!BY.keySet().containsAll(names)) {
      throw Refusal.invalid("by: (expected: of day, provider, client, mode, action)");
    }
    return names.stream().distinct().toList();
  }

  private static String key(String name, SpendAccount account) {
    Function<SpendAccount, String> by = BY.get(name);
    return by == null ? "" : by.apply(account);
  }

  private static int compare(List<String> a, List<String> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** What belongs together. */
  private static final class Row {
    private final Map<ChargeState, Money> sums = new EnumMap<>(ChargeState.class);
    private long attempts;

    void add(SpendSum sum) {
      sums.merge(sum.state(), sum.amount(), Money::plus);
      attempts += sum.count();
    }

    Map<String, @Nullable Object> doc(List<String> by, List<String> key) {
      Doc doc = new Doc();
      for (int i = 0; i < by.size(); i++) {
        doc.put(by.get(i), key.get(i));
      }
      Money spent = Money.ZERO;
      for (Map.Entry<ChargeState, Money> each : sums.entrySet()) {
        spent = each.getKey().isSpent() ? spent.plus(each.getValue()) : spent;
      }
      doc.put("spent", spent);
      for (ChargeState state : ChargeState.values()) {
        doc.put(state.name().toLowerCase(Locale.ROOT), sums.getOrDefault(state, Money.ZERO));
      }
      return doc.put("attempts", attempts).members();
    }
  }
}
