package io.mjrouter.provider.internal;

import feign.Request;
import feign.RequestTemplate;
import feign.Target;

/** A target that adds nothing: each call of {@link MjApi} says where it goes. */
final class WholeAddress implements Target<MjApi> {

  static final Target<MjApi> TARGET = new WholeAddress();

  private WholeAddress() {}

  @Override
  public Class<MjApi> type() {
    return MjApi.class;
  }

  @Override
  public String name() {
    return "whole addresses";
  }

  @Override
  public String url() {
    return "";
  }

  @Override
  public Request apply(RequestTemplate input) {
    return input.request();
  }
}
