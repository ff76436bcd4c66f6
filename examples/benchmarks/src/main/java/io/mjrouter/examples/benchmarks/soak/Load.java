package io.mjrouter.examples.benchmarks.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What clients do: submissions at a steady rate, looks at those that were taken, and now and then a
 * button pressed and a picture fetched. Ends with {@link #close()}.
 */
final class Load implements AutoCloseable {

  private static final Pattern ID = Pattern.compile("\"result\":\"(\\d{16})\"");
  private static final Pattern IMAGE = Pattern.compile("\"imageUrl\":\"(http[^\"]+)\"");
  private static final Pattern BUTTON =
      Pattern.compile("\"customId\":\"(MJ::JOB::upsample::1::[^\"]+)\"");
  private static final int LOOKS_A_SUBMISSION = 4;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);
  private final ConcurrentLinkedQueue<String> open = new ConcurrentLinkedQueue<>();
  private final URI gateway;

  final AtomicLong submitted = new AtomicLong();
  final AtomicLong taken = new AtomicLong();
  final AtomicLong errors = new AtomicLong();

  private Load(URI gateway) {
    this.gateway = gateway;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What goes wrong is counted.
  static Load at(URI gateway, int perSecond) {
    Load load = new Load(gateway);
    long gap = TimeUnit.SECONDS.toMicros(1) / perSecond;
    load.threads.scheduleWithFixedDelay(load::submit, 0, gap, TimeUnit.MICROSECONDS);
    load.threads.scheduleWithFixedDelay(
        load::look, 0, gap / LOOKS_A_SUBMISSION, TimeUnit.MICROSECONDS);
    return load;
  }

  private void submit() {
    long number = submitted.incrementAndGet();
    threads.execute(
        () -> {
          String answer = post("/mj/submit/imagine", "{\"prompt\":\"fox " + number + "\"}");
          Matcher id = ID.matcher(answer);
          if (id.find()) {
            taken.incrementAndGet();
            open.add(id.group(1));
          }
        });
  }

  private void look() {
    String id = open.poll();
    if (id == null) {
      return;
    }
    String task = get("/mj/task/" + id + "/fetch");
    if (!task.contains("\"progress\":\"100%\"")) {
      open.add(id);
    } else if (task.contains("\"SUCCESS\"") && submitted.get() % 10 == 0) {
      enjoy(id, task);
    }
  }

  private void enjoy(String id, String task) {
    Matcher button = BUTTON.matcher(task);
    if (button.find()) {
      post(
          "/mj/submit/action",
          "{\"taskId\":\"" + id + "\",\"customId\":\"" + button.group(1) + "\"}");
    }
    Matcher image = IMAGE.matcher(task);
    if (image.find()) {
      send(HttpRequest.newBuilder(URI.create(image.group(1))).GET());
    }
  }

  private String post(String path, String body) {
    return send(
        HttpRequest.newBuilder(gateway.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private String get(String path) {
    return send(HttpRequest.newBuilder(gateway.resolve(path)).GET());
  }

  private String send(HttpRequest.Builder request) {
    try {
      return client
          .send(
              request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      errors.incrementAndGet();
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
