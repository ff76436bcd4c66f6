package io.mjrouter.provider.internal;

import io.mjrouter.provider.internal.ExchangeFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/**
 * An answer whose head has arrived. Whoever has it closes it; one that was not read to its end
 * takes its connection with it.
 */
final class Opened implements AutoCloseable {

  private final ClassicHttpResponse response;
  private final Exchange exchange;
  private final Runnable onClose;
  private final String host;
  private final AtomicBoolean closed = new AtomicBoolean();

  Opened(ClassicHttpResponse response, Exchange exchange, String host, Runnable onClose) {
    this.response = response;
    this.exchange = exchange;
    this.host = host;
    this.onClose = onClose;
  }

  String host() {
    return host;
  }

  Exchange exchange() {
    return exchange;
  }

  int status() {
    return response.getCode();
  }

  Optional<String> header(String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? Optional.empty() : Optional.ofNullable(header.getValue());
  }

  /** All headers, names in lower case. */
  Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      String value = header.getValue();
      headers.merge(
          header.getName().toLowerCase(Locale.ROOT),
          List.of(value == null ? "" : value),
          (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
    }
    return headers;
  }

  OptionalLong length() {
    HttpEntity entity = response.getEntity();
    return entity == null || entity.getContentLength() < 0
        ? OptionalLong.empty()
        : OptionalLong.of(entity.getContentLength());
  }

  /** The bytes as they come, at most so many. */
  InputStream content(long cap) throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? InputStream.nullInputStream() : new CappedStream(stream(entity), cap);
  }

  private static InputStream stream(HttpEntity entity) throws IOException {
    InputStream content = entity.getContent();
    return content == null ? InputStream.nullInputStream() : content;
  }

  /** The whole body, unpacked; a bomb is cut at the cap like anything else. */
  byte[] body(int cap) throws ExchangeFailure {
    try {
      InputStream raw = content(cap);
      String encoding = header("content-encoding").orElse("identity").trim();
      if (encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
        return whole(raw, cap);
      }
      if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
        throw new ExchangeFailure(
            Kind.NOT_HTTP,
            exchange.bodyLeft(),
            host + ": the answer is packed in a way that was not asked for",
            null);
      }
      byte[] body = new CappedStream(new Gunzip(raw), cap).readAllBytes();
      raw.readAllBytes();
      return body;
    } catch (ExchangeFailure e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw Failures.classify(exchange, host, e);
    }
  }

  /**
   * With room for what is declared alone, since answers are small; read to the end all the same.
   */
  private byte[] whole(InputStream raw, int cap) throws IOException {
    long declared = length().orElse(0);
    return declared <= 0 || declared > cap
        ? raw.readAllBytes()
        : raw.readNBytes((int) declared + 1);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      // First: closing an answer alone would read the rest of it.
      exchange.abandon();
      try {
        response.close();
      } catch (IOException | RuntimeException e) {
        // Nothing is lost: the connection is gone either way.
      } finally {
        onClose.run();
      }
    }
  }
}
