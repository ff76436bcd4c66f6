package io.mjrouter.provider.simulator;

import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.wire.HttpAnswer;
import io.mjrouter.wire.OutgoingRequest;
import io.mjrouter.wire.read.AnswerReader;
import io.mjrouter.wire.write.RequestWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;

/** The plainest client there can be: the library's words on the JDK's HTTP. */
final class WireClient {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Profile profile;
  private final URI base;
  private final RequestWriter writer;
  private final AnswerReader reader;
  private final TimeSource time;
  Duration timeout = Duration.ofSeconds(20);

  WireClient(HttpSimulatedHost host, TimeSource time) {
    profile = host.profile();
    base = host.baseUrl();
    writer = new RequestWriter(profile);
    reader = new AnswerReader(profile, base);
    this.time = time;
  }

  SubmitOutcome submit(SubmitAttempt attempt) {
    try {
      return reader.submitted(attempt.submission(), exchange(writer.submit(attempt)), time.now());
    } catch (HttpTimeoutException e) {
      return new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, "");
    } catch (IOException e) {
      return new SubmitOutcome.Unknown(UnknownReason.CONNECTION_LOST, "");
    }
  }

  Reading<TaskSnapshot> fetch(String id) throws IOException {
    return reader.task(id, exchange(writer.fetch(id)), time.now());
  }

  AnswerReader reader() {
    return reader;
  }

  HttpAnswer exchange(OutgoingRequest request) throws IOException {
    return send(request.method(), request.path(), request.body(), "application/json");
  }

  HttpAnswer get(String path, String... moreHeaders) throws IOException {
    return send("GET", path, new byte[0], "", moreHeaders);
  }

  HttpAnswer send(
      String method, String path, byte[] body, String contentType, String... moreHeaders)
      throws IOException {
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(URI.create(base + path))
            .timeout(timeout)
            .header("User-Agent", "a test")
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    switch (profile.auth()) {
      case BEARER -> request.header("Authorization", "Bearer " + HttpSimulatedHost.KEY);
      case BARE -> request.header("Authorization", HttpSimulatedHost.KEY);
      case MJ_API_SECRET -> request.header("mj-api-secret", HttpSimulatedHost.KEY);
      case BOTH ->
          request.headers(
              "Authorization",
              "Bearer " + HttpSimulatedHost.KEY,
              "mj-api-secret",
              HttpSimulatedHost.KEY);
    }
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    for (int i = 0; i < moreHeaders.length; i += 2) {
      request.setHeader(moreHeaders[i], moreHeaders[i + 1]);
    }
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new HttpAnswer(
          response.statusCode(),
          java.util.Map.copyOf(
              new java.util.HashMap<String, List<String>>(response.headers().map())),
          response.body());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
