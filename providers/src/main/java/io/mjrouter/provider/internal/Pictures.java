package io.mjrouter.provider.internal;

import com.google.common.net.MediaType;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.wire.HttpAnswer;
import io.mjrouter.wire.read.AnswerReader;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Opens pictures and videos where a host's links lead.
 *
 * <p>Redirects are followed by hand, a few, never from https to http. The key goes along only while
 * the link and each step of the way are at the base address's own origin.
 */
final class Pictures {

  private static final int MOST_REDIRECTS = 3;
  private static final int MOST_ERROR_BYTES = 64 << 10;
  private static final Map<String, String> HEADERS =
      Map.of("Accept", "image/*,video/*;q=0.9", "Accept-Encoding", "identity");

  private final Transport transport;
  private final Origin base;
  private final Credentials credentials;
  private final AnswerReader reader;
  private final Duration whole;
  private final boolean proxied;
  private final TimeSource time;

  Pictures(
      Transport transport,
      HttpProviderConfig config,
      Credentials credentials,
      AnswerReader reader) {
    this.transport = transport;
    this.base = Origin.of(config.base());
    this.credentials = credentials;
    this.reader = reader;
    this.whole = config.timeouts().image();
    this.proxied = config.proxy().isPresent();
    this.time = config.time();
  }

  Reading<MediaStream> open(MediaLink link, long maxBytes) {
    try {
      return follow(URI.create(link.url().toASCIIString()), maxBytes);
    } catch (ExchangeFailure e) {
      return Reading.failed(e.toReadFailure());
    } catch (ForbiddenAddressException e) {
      return Reading.failed(ReadFailure.Reason.INVALID_REQUEST, "the link: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return Reading.failed(
          ReadFailure.Reason.INVALID_REQUEST,
          "the link, or where it redirects to, is no address that is fetched");
    } catch (IOException e) {
      return Reading.failed(ReadFailure.Reason.UNREACHABLE, "the link could not be opened");
    }
  }

  private Reading<MediaStream> follow(URI link, long maxBytes) throws IOException {
    long deadline = time.nanoTime() + whole.toNanos();
    URI url = link;
    boolean ours = true;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      Origin origin = Origin.of(url);
      ours = ours && origin.equals(base);
      if (proxied) {
        transport.guard().checkName(origin.host());
      }
      Duration left = Duration.ofNanos(Math.max(1, deadline - time.nanoTime()));
      Call call = new Call(transport.pictures(), ours ? credentials : Credentials.none(), left);
      Opened opened = transport.open("GET", url, HEADERS, call);
      Optional<URI> next = Optional.empty();
      try {
        next = redirect(opened, url, origin);
        if (next.isEmpty()) {
          return read(opened, ours, maxBytes);
        }
      } catch (IOException | RuntimeException e) {
        opened.close();
        throw e;
      }
      opened.close();
      url = next.get();
    }
    return Reading.failed(
        ReadFailure.Reason.REDIRECTED, "the link redirects more than " + MOST_REDIRECTS + " times");
  }

  private static Optional<URI> redirect(Opened opened, URI url, Origin from) {
    Optional<String> location = opened.header("location");
    boolean redirects =
        switch (opened.status()) {
          case 301, 302, 303, 307, 308 -> location.isPresent();
          default -> false;
        };
    if (!redirects) {
      return Optional.empty();
    }
    URI next = URI.create(url.resolve(location.orElseThrow().trim()).toASCIIString());
    if (from.isSecure() && !Origin.of(next).isSecure()) {
      throw new IllegalArgumentException("redirects from https to http");
    }
    return Optional.of(next);
  }

  private Reading<MediaStream> read(Opened opened, boolean ours, long maxBytes) throws IOException {
    String type = opened.header("content-type").orElse("application/octet-stream");
    boolean success = opened.status() >= 200 && opened.status() < 300;
    if (!success) {
      Reading<MediaStream> refused = refused(opened, ours);
      opened.close();
      return refused;
    }
    if (!mayBePicture(type)) {
      opened.close();
      return Reading.failed(
          ReadFailure.Reason.GARBLED, opened.host() + ": not a picture but a page or a text");
    }
    OptionalLong length = opened.length();
    if (length.isPresent() && length.getAsLong() > maxBytes) {
      opened.close();
      return Reading.failed(
          ReadFailure.Reason.TOO_LARGE,
          opened.host()
              + ": "
              + length.getAsLong()
              + " bytes (expected: at most "
              + maxBytes
              + ")");
    }
    return Reading.found(new MediaStream(type, length, new PictureStream(opened, maxBytes)));
  }

  private static boolean mayBePicture(String contentType) {
    try {
      MediaType type = MediaType.parse(contentType);
      return !type.is(MediaType.ANY_TEXT_TYPE)
          && !type.subtype().equals("json")
          && !type.subtype().equals("xhtml+xml");
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private Reading<MediaStream> refused(Opened opened, boolean ours) throws ExchangeFailure {
    int status = opened.status();
    if (status == 404 || status == 410) {
      return Reading.absent();
    }
    if (ours) {
      byte[] body = opened.body(MOST_ERROR_BYTES);
      return Reading.failed(
          reader.failure(new HttpAnswer(status, opened.headers(), body), time.now()));
    }
    // A stranger's refusal says nothing about our key; links expire.
    ReadFailure.Reason reason =
        switch (status) {
          case 401, 403 -> ReadFailure.Reason.FORBIDDEN;
          case 429 -> ReadFailure.Reason.THROTTLED;
          default -> status >= 500 ? ReadFailure.Reason.HOST_TROUBLE : ReadFailure.Reason.GARBLED;
        };
    return Reading.failed(reason, opened.host() + ": HTTP " + status + " for the link");
  }
}
