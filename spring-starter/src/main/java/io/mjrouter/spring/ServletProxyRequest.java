package io.mjrouter.spring;

import com.google.common.net.InetAddresses;
import io.mjrouter.proxy.ProxyRequest;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A servlet container's request, as the proxy reads it. */
record ServletProxyRequest(HttpServletRequest request, String path, InetAddress bound)
    implements ProxyRequest {

  private static final String READ_BY_TOMCAT = "org.apache.tomcat.request.forwarded";
  private static final InetAddress NOBODY = new InetSocketAddress(0).getAddress();

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

  /** Nobody's where what stands before has put an address of its choice in the place of it. */
  @Override
  public InetAddress remote() {
    return isForwarded() ? NOBODY : address(request.getRemoteAddr());
  }

  /**
   * Spring's filter hides the headers that it has read. Tomcat's valve takes them away, and marks
   * every request of a neighbour, forwarded or not.
   */
  private boolean isForwarded() {
    ServletRequest asItCame = request;
    while (asItCame instanceof ServletRequestWrapper wrapper) {
      asItCame = wrapper.getRequest();
    }
    return asItCame.getAttribute(READ_BY_TOMCAT) != null
        || (asItCame instanceof HttpServletRequest http
            && Collections.list(http.getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals("forwarded") || name.startsWith("x-forwarded-")));
  }

  @Override
  public InetAddress local() {
    return address(request.getLocalAddr());
  }

  /** Of an address as digits: no name is looked up. */
  private static InetAddress address(String digits) {
    try {
      boolean named = digits.indexOf(':') < 0 && !InetAddresses.isInetAddress(digits);
      return named ? NOBODY : InetAddress.getByName(digits);
    } catch (UnknownHostException e) {
      return NOBODY;
    }
  }

  @Override
  public InputStream body() throws IOException {
    return request.getInputStream();
  }
}
