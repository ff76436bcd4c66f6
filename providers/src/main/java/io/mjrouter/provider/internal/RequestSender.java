package io.mjrouter.provider.internal;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request over a connection, once, and reads the head of its answer.
 *
 * <p>Stands in for HttpClient's own for four reasons: secrets join the message only here, below
 * everything that logs; a flood of informational answers ends; and a host that answers and hangs up
 * in the middle of a large body is heard, since its refusal (too large, wrong key) says for certain
 * what a broken connection leaves open; and an error, as of memory, ends this exchange alone, where
 * HttpClient would close all of its connections, for good.
 */
final class RequestSender extends HttpRequestExecutor {

  private static final int MOST_INFORMATIONAL = 32;

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      @Nullable HttpResponseInformationCallback callback,
      HttpContext context)
      throws IOException, HttpException {
    Exchange exchange = Exchange.of(context);
    boolean tunnel = Method.CONNECT.isSame(request.getMethod());
    exchange.reached(tunnel ? Exchange.Stage.TUNNELLING : Exchange.Stage.OPEN);
    try {
      if (!tunnel) {
        exchange.reveal(request);
      }
      IOException broken = send(request, connection);
      ClassicHttpResponse response = receive(connection, exchange, broken);
      if (tunnel && response.getCode() != HttpStatus.SC_OK) {
        exchange.proxyRefused(response.getCode());
      }
      if (MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
        connection.receiveResponseEntity(response);
      }
      return response;
    } catch (IOException | HttpException | RuntimeException e) {
      Closer.close(connection, CloseMode.IMMEDIATE);
      throw e;
    } catch (Error e) {
      Closer.close(connection, CloseMode.IMMEDIATE);
      throw new IOException("ended by an error", e);
    }
  }

  private static @Nullable IOException send(
      ClassicHttpRequest request, HttpClientConnection connection)
      throws IOException, HttpException {
    connection.sendRequestHeader(request);
    try {
      if (request.getEntity() != null) {
        connection.sendRequestEntity(request);
      }
      connection.flush();
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private static ClassicHttpResponse receive(
      HttpClientConnection connection, Exchange exchange, @Nullable IOException broken)
      throws IOException, HttpException {
    if (broken == null) {
      return receive(connection);
    }
    exchange.brokeOff();
    if (exchange.ended() != null) {
      throw broken;
    }
    try {
      return receive(connection);
    } catch (IOException | HttpException e) {
      broken.addSuppressed(e);
      throw broken;
    }
  }

  private static ClassicHttpResponse receive(HttpClientConnection connection)
      throws IOException, HttpException {
    for (int heads = 0; heads <= MOST_INFORMATIONAL; heads++) {
      ClassicHttpResponse response = connection.receiveResponseHeader();
      if (response.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
        throw new ProtocolException("switches protocols unasked");
      }
      if (response.getCode() >= HttpStatus.SC_SUCCESS) {
        return response;
      }
    }
    throw new ProtocolException("more than " + MOST_INFORMATIONAL + " informational answers");
  }
}
