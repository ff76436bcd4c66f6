package io.mjrouter.provider.internal;

import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.wire.HttpAnswer;
import io.mjrouter.wire.OutgoingRequest;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks what costs nothing, and turns whatever happens into a reading. */
final class FreeCalls {

  /** A call that may fail on the way. */
  @FunctionalInterface
  interface Asked<T> {
    Reading<T> ask() throws ExchangeFailure;
  }

  private static final Logger LOG = LoggerFactory.getLogger(FreeCalls.class);

  private final MjApi api;
  private final URI base;
  private final ProviderInfo info;
  private final Missing missing;
  private final Redactor redactor;
  private final String name;

  FreeCalls(MjApi api, HttpProviderConfig config, Redactor redactor) {
    this.api = api;
    this.base = config.base();
    this.info = config.info();
    this.missing = new Missing(config.time());
    this.redactor = redactor;
    this.name = config.id().name();
  }

  /** Whether it is listed and was not found missing. */
  boolean can(Capability capability) {
    return info.can(capability) && !missing.contains(capability);
  }

  /** Asks something that every host answers. */
  <T> Reading<T> ask(
      Supplier<OutgoingRequest> request, Call call, Function<HttpAnswer, Reading<T>> read) {
    return guarded(() -> read.apply(send(request.get(), call)));
  }

  /** Asks something that a host may lack. */
  <T> Reading<T> askOptional(
      Capability capability,
      Supplier<OutgoingRequest> request,
      Call call,
      Function<HttpAnswer, Reading<T>> read) {
    return optional(capability, () -> send(request.get(), call), read);
  }

  /** A step that brings an answer. */
  @FunctionalInterface
  interface Sent {
    HttpAnswer send() throws ExchangeFailure;
  }

  <T> Reading<T> optional(Capability capability, Sent sent, Function<HttpAnswer, Reading<T>> read) {
    if (!can(capability)) {
      return Reading.unsupported(capability);
    }
    return guarded(
        () -> {
          HttpAnswer answer = sent.send();
          Reading<T> reading = read.apply(answer);
          boolean lacks =
              reading instanceof Reading.Unsupported
                  || (reading instanceof Reading.Failed && Missing.means(answer));
          return lacks ? lack(capability) : reading;
        });
  }

  <T> Reading<T> lack(Capability capability) {
    if (missing.add(capability)) {
      LOG.info("{}: the host lacks {}, which its profile lists", name, capability.key());
    }
    return Reading.unsupported(capability);
  }

  private HttpAnswer send(OutgoingRequest request, Call call) throws ExchangeFailure {
    URI url = request.below(base);
    return request.method().equals("GET")
        ? api.get(url, call)
        : api.post(url, call.with(request.body()));
  }

  <T> Reading<T> guarded(Asked<T> call) {
    try {
      return redactor.clean(call.ask());
    } catch (ExchangeFailure e) {
      return redactor.clean(Reading.failed(e.toReadFailure()));
    } catch (IllegalArgumentException e) {
      return Reading.failed(
          ReadFailure.Reason.INVALID_REQUEST,
          redactor.clean("this cannot be sent: " + e.getMessage()));
    } catch (RuntimeException e) {
      LOG.warn("{}: an answer made {}", name, e.getClass().getName());
      return Reading.failed(ReadFailure.Reason.GARBLED, "the answer could not be read");
    }
  }
}
