package io.mjrouter.proxy;

import io.mjrouter.Midjourney;
import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.error.MediaUnavailableException;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.proxy.ImageLinks.Shelf;
import io.mjrouter.spi.MediaStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves pictures and videos, streamed through us, to whoever has the link or the key. */
final class Images {

  private static final Logger LOG = LoggerFactory.getLogger(Images.class);

  private final Midjourney mj;
  private final Gate gate;

  Images(Midjourney mj, Gate gate) {
    this.mj = mj;
    this.gate = gate;
  }

  ProxyReply serve(ProxyRequest request, Target target) {
    String query = request.query();
    Optional<Task> found = TaskId.parse(target.name()).flatMap(mj::find);
    boolean signed =
        found.filter(t -> ImageLinks.isSigned(t, Query.value(query, "sig"))).isPresent();
    Client client = signed ? null : gate.enter(request);
    Task task =
        found
            .filter(t -> client == null || t.isFor(client.name()))
            .orElseThrow(() -> Refusal.of(404, Refusal.INVALID, "task_no_found"));
    MediaLink link = link(task, query);
    try {
      return reply(request, mj.open(task, link))
          .with("Cache-Control", task.status().isFinal() ? "private, max-age=86400" : "no-store")
          .with("X-Content-Type-Options", "nosniff")
          .with("Cross-Origin-Resource-Policy", "cross-origin")
          .with("Access-Control-Allow-Origin", "*");
    } catch (MediaUnavailableException | HostUnavailableException | IOException e) {
      LOG.info("task {}: a picture could not be fetched: {}", task.id(), e.getMessage());
      throw unavailable();
    }
  }

  static Refusal unavailable() {
    return Refusal.of(502, Refusal.INVALID, "the picture could not be fetched");
  }

  /** A part can be asked for where the length is known; without validators, not conditionally. */
  private static ProxyReply reply(ProxyRequest request, MediaStream picture) throws IOException {
    if (picture.length().isEmpty()) {
      return ProxyReply.stream(200, picture);
    }
    long length = picture.length().getAsLong();
    String range = request.header("If-Range") == null ? request.header("Range") : null;
    try {
      Optional<ByteRange> part = ByteRange.of(range, length);
      ProxyReply reply =
          part.isEmpty()
              ? ProxyReply.stream(200, picture)
              : ProxyReply.stream(206, part.get().of(picture))
                  .with("Content-Range", part.get().inside(length));
      return reply.with("Accept-Ranges", "bytes");
    } catch (IOException | RuntimeException e) {
      picture.close();
      throw e;
    }
  }

  private static MediaLink link(Task task, String query) {
    String video = Query.value(query, Shelf.VIDEO.parameter());
    String image = Query.value(query, Shelf.IMAGE.parameter());
    List<MediaLink> links = video == null ? task.images() : task.videos();
    if (video == null && image == null && links.isEmpty()) {
      links = task.videos();
    }
    int index = index(video == null ? image : video);
    if (index < 0 || index >= links.size()) {
      throw Refusal.of(404, Refusal.INVALID, "no such picture");
    }
    return links.get(index);
  }

  private static int index(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    return text.length() == 1 && Character.isDigit(text.charAt(0)) ? text.charAt(0) - '0' : -1;
  }
}
