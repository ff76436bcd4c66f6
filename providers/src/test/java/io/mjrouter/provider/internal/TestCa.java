package io.mjrouter.provider.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.primitives.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority that lives as long as a test, and the certificates it signs. */
final class TestCa {

  private static final char[] PASSWORD = "test".toCharArray();
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  // AlgorithmIdentifier of ecdsa-with-SHA256, and the OIDs used below.
  private static final byte[] ECDSA =
      sequence(bytes(0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  private static final byte[] COMMON_NAME = bytes(0x06, 0x03, 0x55, 0x04, 0x03);
  private static final byte[] BASIC_CONSTRAINTS = bytes(0x06, 0x03, 0x55, 0x1d, 0x13);
  private static final byte[] SUBJECT_ALT_NAME = bytes(0x06, 0x03, 0x55, 0x1d, 0x11);
  private static final byte[] TRUE = bytes(0x01, 0x01, 0xff);

  private final KeyPair keys = newKeys();
  private final Certificate certificate;

  TestCa() {
    byte[] isCa = extension(BASIC_CONSTRAINTS, sequence(TRUE));
    certificate = sign("test ca", keys, isCa, Instant.now().plusSeconds(86_400));
  }

  /** A context that trusts what this authority signed, and nothing else. */
  SSLContext trust() {
    try {
      KeyStore store = emptyStore();
      store.setCertificateEntry("ca", certificate);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A TLS server socket on loopback, with a certificate for a name. */
  ServerSocket server(String name, Instant until) {
    try {
      KeyPair own = newKeys();
      byte[] dnsName = tagged(0x82, name.getBytes(US_ASCII));
      Certificate signed = sign(name, own, extension(SUBJECT_ALT_NAME, sequence(dnsName)), until);
      KeyStore store = emptyStore();
      store.setKeyEntry("key", own.getPrivate(), PASSWORD, new Certificate[] {signed, certificate});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context
          .getServerSocketFactory()
          .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** An X.509 certificate of version 3 in DER. */
  private Certificate sign(String name, KeyPair subject, byte[] extension, Instant until) {
    byte[] content =
        sequence(
            tagged(0xa0, bytes(0x02, 0x01, 0x02)),
            tagged(0x02, BigInteger.valueOf(System.nanoTime()).toByteArray()),
            ECDSA,
            name("test ca"),
            sequence(time(until.minusSeconds(172_800)), time(until)),
            name(name),
            subject.getPublic().getEncoded(),
            tagged(0xa3, sequence(extension)));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(content);
      byte[] bits = Bytes.concat(new byte[] {0}, signature.sign());
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(
              new ByteArrayInputStream(sequence(content, ECDSA, tagged(0x03, bits))));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] name(String common) {
    return sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, common.getBytes(US_ASCII)))));
  }

  private static byte[] time(Instant at) {
    return tagged(0x17, UTC_TIME.format(at).getBytes(US_ASCII));
  }

  private static byte[] extension(byte[] oid, byte[] value) {
    return sequence(oid, tagged(0x04, value));
  }

  private static byte[] sequence(byte[]... parts) {
    return tagged(0x30, Bytes.concat(parts));
  }

  private static byte[] tagged(int tag, byte[] value) {
    int length = value.length;
    byte[] head =
        length < 128
            ? bytes(tag, length)
            : length < 256 ? bytes(tag, 0x81, length) : bytes(tag, 0x82, length >> 8, length);
    return Bytes.concat(head, value);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
