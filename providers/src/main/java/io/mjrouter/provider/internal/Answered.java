package io.mjrouter.provider.internal;

import feign.InvocationContext;
import feign.Response;
import feign.ResponseInterceptor;
import io.mjrouter.wire.HttpAnswer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Carries an answer that was read already through Feign, of whatever status, without a copy. */
record Answered(HttpAnswer answer) implements Response.Body {

  /** Stands in for Feign's decoding: what an answer means is the wire layer's business. */
  static Object unwrap(InvocationContext context, ResponseInterceptor.Chain chain) {
    return ((Answered) context.response().body()).answer();
  }

  @Override
  public Integer length() {
    return answer.body().length;
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public InputStream asInputStream() {
    return new ByteArrayInputStream(answer.body());
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester")
  public Reader asReader() {
    return asReader(StandardCharsets.UTF_8);
  }

  @Override
  public Reader asReader(Charset charset) {
    return new InputStreamReader(asInputStream(), charset);
  }

  @Override
  public void close() {}
}
