package io.mjrouter.spring;

import io.mjrouter.proxy.ProxyRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** A servlet container's request, as the proxy reads it. */
record ServletProxyRequest(HttpServletRequest request, String path, InetAddress bound)
    implements ProxyRequest {

  static ServletProxyRequest of(HttpServletRequest request, InetAddress bound) {
    return new ServletProxyRequest(
        request, request.getRequestURI().substring(request.getContextPath().length()), bound);
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String query() {
    String query = request.getQueryString();
    return query == null ? "" : query;
  }

  @Override
  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  @Override
  public String base() {
    String scheme = request.getScheme();
    int port = request.getServerPort();
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    return scheme
        + "://"
        + request.getServerName()
        + (usual ? "" : ":" + port)
        + request.getContextPath();
  }

  @Override
  public InetAddress remote() {
    return address(request.getRemoteAddr());
  }

  @Override
  public InetAddress local() {
    return address(request.getLocalAddr());
  }

  /** Of an address as digits: no name is looked up. */
  private static InetAddress address(String digits) {
    try {
      return InetAddress.getByName(digits);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public InputStream body() throws IOException {
    return request.getInputStream();
  }
}
