package io.mjrouter.provider.internal;

import feign.RequestLine;
import io.mjrouter.wire.HttpAnswer;
import java.net.URI;

/**
 * What is asked of a host. Addresses are whole, and what is sent is in the call, so that Feign has
 * nothing to fill in: reading a template, and making headers, anew for each call takes longer than
 * everything else in it.
 */
interface MjApi {

  @RequestLine("POST")
  HttpAnswer post(URI url, Call call) throws ExchangeFailure;

  @RequestLine("GET")
  HttpAnswer get(URI url, Call call) throws ExchangeFailure;
}
