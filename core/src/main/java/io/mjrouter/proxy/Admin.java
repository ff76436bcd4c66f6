package io.mjrouter.proxy;

import io.mjrouter.Midjourney;
import io.mjrouter.ProviderSummary;
import io.mjrouter.Records;
import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.model.Decision;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.task.Unresolved;
import io.mjrouter.wire.write.AnswerWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What operators see and decide: everybody's tasks, every provider, all money. */
final class Admin {

  private final Midjourney mj;
  private final Submits submits;
  private final TaskStore store;
  private final ZoneId zone;
  private final TaskSearch search;
  private final TimeSource time;
  private final Bodies bodies;
  private final byte[] description;

  Admin(Midjourney mj, Submits submits, TimeSource time, Bodies bodies) {
    this.mj = mj;
    this.submits = submits;
    Records records = Records.of(mj);
    this.store = records.store();
    this.zone = records.zone();
    this.search = new TaskSearch(store);
    this.time = time;
    this.bodies = bodies;
    this.description = description();
  }

  private static byte[] description() {
    try (InputStream in = Admin.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is not there");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProxyReply answer(ProxyRequest request, Target target, Client client) {
    if (!client.settings().admin()) {
      throw Refusal.of(403, Refusal.INVALID, "not for this client (expected: one with admin)");
    }
    return switch (target.endpoint()) {
      case ADMIN_PROVIDERS -> providers();
      case ADMIN_DRAIN -> drain(target.name());
      case ADMIN_READMIT -> readmit(target.name());
      case ADMIN_TASKS -> json(search.tasks(request.query()));
      case ADMIN_TASK -> json(TaskDocs.whole(record(target.name())));
      case ADMIN_REFRESH -> refresh(target.name());
      case ADMIN_UNRESOLVED -> unresolved(request.query());
      case ADMIN_SPEND -> json(SpendDocs.of(request.query(), store.spend(), today()));
      case ADMIN_EXPLAIN -> explain(request, client);
      case ADMIN_OPENAPI -> ProxyReply.json(200, description);
      default -> throw Refusal.of(404, Refusal.INVALID, "no such path");
    };
  }

  private LocalDate today() {
    return LocalDate.ofInstant(time.now(), zone);
  }

  private static ProxyReply json(Map<String, ? extends @Nullable Object> document) {
    return ProxyReply.json(200, AnswerWriter.document(document)).with("Cache-Control", "no-store");
  }

  // ---- Providers.

  private ProxyReply providers() {
    return json(Map.of("providers", mj.providers().stream().map(ProviderDocs::of).toList()));
  }

  private ProxyReply drain(String name) {
    ProviderId id = provider(name).id();
    mj.drain(id, true);
    return json(ProviderDocs.of(provider(name)));
  }

  private ProxyReply readmit(String name) {
    ProviderId id = provider(name).id();
    mj.readmit(id);
    return json(ProviderDocs.of(provider(name)));
  }

  private ProviderSummary provider(String name) {
    return mj.providers().stream()
        .filter(provider -> provider.id().name().equals(name))
        .findFirst()
        .orElseThrow(() -> Refusal.of(404, Refusal.INVALID, "no such provider"));
  }

  // ---- Tasks.

  private TaskRecord record(String id) {
    return TaskId.parse(id)
        .flatMap(store::find)
        .orElseThrow(() -> Refusal.of(404, Refusal.INVALID, "task_no_found"));
  }

  private ProxyReply refresh(String name) {
    TaskId id = record(name).id();
    try {
      mj.refresh(id);
    } catch (HostUnavailableException e) {
      throw Refusal.of(503, Refusal.INVALID, String.valueOf(e.getMessage()))
          .retryAfter(Duration.ofSeconds(5));
    }
    return json(TaskDocs.whole(record(name)));
  }

  /** The attempts that somebody may have to look into; those of one task are on one page. */
  private ProxyReply unresolved(String query) {
    int limit = TaskSearch.limit(query);
    long after = TaskSearch.cursor(query).map(TaskId::value).orElse(0L);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    TaskId last = null;
    boolean more = false;
    for (Unresolved each : mj.unresolved()) {
      TaskId id = each.task().id();
      more = rows.size() >= limit && !id.equals(last);
      if (more) {
        break;
      }
      if (id.value() > after) {
        rows.add(TaskDocs.unresolved(each));
        last = id;
      }
    }
    Optional<String> cursor =
        more ? Optional.ofNullable(last).map(TaskId::toString) : Optional.empty();
    return json(new Doc().put("attempts", rows).put("cursor", cursor).members());
  }

  // ---- Decisions.

  /** What would be decided; nothing is recorded, sent or counted. */
  private ProxyReply explain(ProxyRequest request, Client client) {
    String action = Query.value(request.query(), "action");
    String name = action == null || action.isBlank() ? "imagine" : action.trim();
    String path = name.equals("swap") ? "/mj/insight-face/swap" : "/mj/submit/" + name;
    Target target = Target.of(path);
    if (target.endpoint() != Endpoint.SUBMIT) {
      throw Refusal.invalid("action: (expected: such as imagine, as in /mj/submit/imagine)");
    }
    byte[] body = bodies.read(request);
    Submits.Wanted wanted = submits.read(request, target, client, body, Optional.empty());
    Decision decision;
    try {
      decision = mj.explain(wanted.submission(), wanted.options());
    } catch (RuntimeException e) {
      throw new SubmitReplies(client, mj).refusal(e, Optional.empty());
    }
    return json(
        new Doc()
            .put("chosen", decision.chosen().map(entry -> entry.route().toString()))
            .put("routes", TaskDocs.decision(decision))
            .members());
  }
}
