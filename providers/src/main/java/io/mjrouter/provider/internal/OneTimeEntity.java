package io.mjrouter.provider.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A body that says when it begins to leave, and that HttpClient knows not to send again. */
final class OneTimeEntity extends AbstractHttpEntity {

  private final byte[] body;
  private final Exchange exchange;

  OneTimeEntity(byte[] body, String contentType, Exchange exchange) {
    super(contentType, null);
    this.body = body;
    this.exchange = exchange;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (exchange.bodyLeft()) {
      throw new IOException("sent once already");
    }
    if (body.length > 0) {
      exchange.bodyLeaves();
    }
    out.write(body);
  }

  @Override
  public InputStream getContent() {
    throw new UnsupportedOperationException("is only written");
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public long getContentLength() {
    return body.length;
  }

  @Override
  public void close() {}
}
