package io.mjrouter.spring;

import io.mjrouter.proxy.ProxyRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A servlet container's request, as the proxy reads it. */
record ServletProxyRequest(
    HttpServletRequest request,
    String path,
    InetAddress remote,
    InetAddress local,
    InetAddress bound)
    implements ProxyRequest {

  static ServletProxyRequest of(HttpServletRequest request, InetAddress bound) throws IOException {
    return new ServletProxyRequest(
        request,
        request.getRequestURI().substring(request.getContextPath().length()),
        // Addresses as digits: no name is looked up.
        InetAddress.getByName(request.getRemoteAddr()),
        InetAddress.getByName(request.getLocalAddr()),
        bound);
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
  public InputStream body() throws IOException {
    return request.getInputStream();
  }
}
