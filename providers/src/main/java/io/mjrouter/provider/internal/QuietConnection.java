package io.mjrouter.provider.internal;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that never logs what goes over it: HttpClient's own writes every header and byte,
 * the key among them, as soon as an application turns on its debug log.
 */
final class QuietConnection extends DefaultManagedHttpClientConnection {

  QuietConnection(String id, Http1Config config) {
    super(id, null, null, config, null, null, null, new DefaultHttpResponseParserFactory(config));
  }

  @Override
  public void bind(Socket socket) throws IOException {
    bind(new SocketHolder(socket));
  }

  @Override
  public void bind(SSLSocket secure, Socket socket) throws IOException {
    bind(new SocketHolder(secure, socket));
  }

  /**
   * Also whether the peer sent something unasked, such as 408 before it hangs up: that would be
   * taken for the answer to the next request.
   */
  @Override
  public boolean isStale() throws IOException {
    return super.isStale() || isDataAvailable(Timeout.ONE_MILLISECOND);
  }

  @Override
  protected void onRequestSubmitted(@Nullable ClassicHttpRequest request) {}

  @Override
  protected void onResponseReceived(@Nullable ClassicHttpResponse response) {}
}
