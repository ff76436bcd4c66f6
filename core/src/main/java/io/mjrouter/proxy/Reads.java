package io.mjrouter.proxy;

import io.mjrouter.Midjourney;
import io.mjrouter.Records;
import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.error.UnsupportedByHostException;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.TaskFilter;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.wire.read.BadRequestException;
import io.mjrouter.wire.read.RequestReader;
import io.mjrouter.wire.write.AnswerStyle;
import io.mjrouter.wire.write.AnswerWriter;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows tasks, from our record: no number of questions costs a host anything. */
final class Reads {

  private static final AnswerWriter WRITER = new AnswerWriter(AnswerStyle.full());

  private static final int NEWEST = 100;
  private static final int MOST_WAITING = 1_000;
  private static final Set<TaskStatus> WAITING = Set.of(TaskStatus.PENDING, TaskStatus.QUEUED);

  private final Midjourney mj;
  private final TaskStore store;
  private final Optional<String> publicBase;
  private final Bodies bodies;
  private final TaskViews views;

  Reads(Midjourney mj, TimeSource time, Optional<String> publicBase, Bodies bodies) {
    this.mj = mj;
    Records records = Records.of(mj);
    this.store = records.store();
    this.publicBase = publicBase;
    this.bodies = bodies;
    this.views = new TaskViews(store, time);
    records.watch(views::changed);
  }

  ProxyReply fetch(ProxyRequest request, Target target, Client client) {
    return TaskId.parse(target.name())
        .flatMap(id -> views.find(id, client, base(request)))
        .map(json -> ProxyReply.json(200, json))
        .orElseThrow(Refusal::noTask);
  }

  ProxyReply listByCondition(ProxyRequest request, Client client) {
    List<String> ids;
    try {
      ids = RequestReader.ids(bodies.read(request));
    } catch (BadRequestException e) {
      throw Refusal.invalid(String.valueOf(e.getMessage()));
    }
    List<TaskId> ours = ids.stream().flatMap(id -> TaskId.parse(id).stream()).toList();
    return array(views.find(ours, client, base(request)));
  }

  /** The client's newest. */
  ProxyReply list(ProxyRequest request, Client client) {
    return array(store.newest(of(client), Optional.empty(), NEWEST).records(), request);
  }

  /** What no host works on yet, in the order in which it was asked for. */
  ProxyReply queue(ProxyRequest request, Client client) {
    List<TaskRecord> waiting =
        new ArrayList<>(
            store.newest(of(client).in(WAITING), Optional.empty(), MOST_WAITING).records());
    Collections.reverse(waiting);
    return array(waiting, request);
  }

  private static TaskFilter of(Client client) {
    TaskFilter all = TaskFilter.all();
    return client.name().isEmpty() ? all : all.ofCaller(client.name());
  }

  private ProxyReply array(List<TaskRecord> records, ProxyRequest request) {
    String base = base(request);
    return array(records.stream().map(record -> views.json(record, base)).toList());
  }

  private static ProxyReply array(List<byte[]> tasks) {
    int length = 2 + tasks.stream().mapToInt(json -> json.length + 1).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream(length);
    out.write('[');
    for (int i = 0; i < tasks.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(tasks.get(i));
    }
    out.write(']');
    return ProxyReply.json(200, out.toByteArray());
  }

  ProxyReply seed(Target target, Client client) {
    TaskRecord record = record(target, client);
    Optional<String> known = record.task().snapshot().flatMap(seen -> seen.seed());
    return ProxyReply.json(
        200, WRITER.seed(known.orElseGet(() -> asked(() -> mj.seed(record.id())))));
  }

  ProxyReply cancel(Target target, Client client) {
    TaskRecord record = record(target, client);
    if (record.task().status().isFinal()) {
      throw Refusal.invalid("task_is_finished");
    }
    if (!asked(() -> mj.cancel(record.id()))) {
      throw Refusal.invalid("the host did not stop it");
    }
    return ProxyReply.json(
        200, WRITER.submitted(1, "Cancel success", record.id().toString(), Map.of()));
  }

  private interface Question<T> {
    T ask();
  }

  private static <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (UnsupportedByHostException e) {
      throw Refusal.invalid("its host does not offer this");
    } catch (SubmissionRefusedException e) {
      throw Refusal.invalid("no host has it");
    } catch (HostUnavailableException e) {
      throw Refusal.of(503, Refusal.INVALID, "its host brought no answer")
          .retryAfter(Duration.ofSeconds(5));
    }
  }

  private TaskRecord record(Target target, Client client) {
    return find(target.name(), client).orElseThrow(Refusal::noTask);
  }

  private Optional<TaskRecord> find(String id, Client client) {
    return TaskId.parse(id)
        .flatMap(store::find)
        .filter(record -> record.task().isFor(client.name()));
  }

  /** What links to pictures begin with. */
  String base(ProxyRequest request) {
    return publicBase.orElseGet(request::base);
  }
}
