package io.mjrouter.provider.internal;

import feign.Headers;
import feign.Param;
import feign.RequestLine;
import io.mjrouter.wire.HttpAnswer;

/**
 * What is asked of a host below its base address. The paths come from the wire layer, which has
 * checked the ids in them: Feign leaves a slash in a parameter as it is.
 */
interface MjApi {

  @RequestLine("POST {path}")
  @Headers("Content-Type: application/json")
  HttpAnswer post(@Param("path") String path, byte[] body, Call call) throws ExchangeFailure;

  @RequestLine("GET {path}")
  HttpAnswer get(@Param("path") String path, Call call) throws ExchangeFailure;
}
