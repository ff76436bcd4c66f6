package io.mjrouter.provider.internal;

import static java.util.Objects.requireNonNull;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;

/**
 * What a transport takes from the machine.
 *
 * @param dns finds addresses; may block
 * @param tls makes a plain connection a safe one
 */
record Network(DnsResolver dns, TlsSocketStrategy tls) {

  Network {
    requireNonNull(dns, "dns");
    requireNonNull(tls, "tls");
  }

  /** The machine's resolver, and the JVM's certificates and TLS settings. */
  static Network system() {
    return new Network(
        SystemDefaultDnsResolver.INSTANCE, DefaultClientTlsStrategy.createSystemDefault());
  }
}
