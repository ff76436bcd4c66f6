package io.mjrouter.proxy;

import com.google.common.net.InetAddresses;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that a test makes up; from this machine, as a tool sends it, unless said otherwise. */
final class TestRequest implements ProxyRequest {

  static final String HOST = "127.0.0.1:8080";

  private final String method;
  private final String target;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private InputStream body = InputStream.nullInputStream();
  private InetAddress remote = InetAddress.getLoopbackAddress();
  private InetAddress local = InetAddress.getLoopbackAddress();
  private InetAddress bound = InetAddress.getLoopbackAddress();

  private TestRequest(String method, String target) {
    this.method = method;
    this.target = target;
    header("Host", HOST);
  }

  static TestRequest get(String target) {
    return new TestRequest("GET", target);
  }

  static TestRequest post(String target, String json) {
    return new TestRequest("POST", target)
        .header("Content-Type", "application/json")
        .body(json.getBytes(StandardCharsets.UTF_8));
  }

  static TestRequest of(String method, String target) {
    return new TestRequest(method, target);
  }

  TestRequest header(String name, String value) {
    headers.put(name.toLowerCase(Locale.ROOT), value);
    return this;
  }

  TestRequest without(String name) {
    headers.remove(name.toLowerCase(Locale.ROOT));
    return this;
  }

  TestRequest key(String key) {
    return header("Authorization", "Bearer " + key);
  }

  TestRequest body(byte[] bytes) {
    body = new ByteArrayInputStream(bytes);
    return this;
  }

  TestRequest body(InputStream stream) {
    body = stream;
    return this;
  }

  TestRequest from(String address) {
    remote = InetAddresses.forString(address);
    return this;
  }

  TestRequest at(String address) {
    local = InetAddresses.forString(address);
    return this;
  }

  TestRequest boundTo(String address) {
    bound = InetAddresses.forString(address);
    return this;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  @Override
  public String query() {
    int question = target.indexOf('?');
    return question < 0 ? "" : target.substring(question + 1);
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public String base() {
    return "http://" + headers.getOrDefault("host", HOST);
  }

  @Override
  public InetAddress remote() {
    return remote;
  }

  @Override
  public InetAddress local() {
    return local;
  }

  @Override
  public InetAddress bound() {
    return bound;
  }

  @Override
  public InputStream body() {
    return body;
  }
}
