package io.mjrouter.provider.internal;

import static io.mjrouter.provider.internal.Setup.assertNotSent;
import static io.mjrouter.provider.internal.Setup.attempt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider refuses by itself: the host never hears of it. */
@Timeout(30)
class LocalRefusalsTest {

  private static final TaskId PARENT = TaskId.of("1700000000000001");

  private final RawHost host = RawHost.answering(RawHost.ACCEPTED);

  @AfterEach
  void close() throws Exception {
    host.close();
  }

  private SubmitOutcome submit(Profile.Builder profile, SubmitAttempt attempt) {
    try (HttpProvider provider = Setup.at(host.base()).profile(profile.build()).provider()) {
      return provider.submit(attempt);
    }
  }

  private static SubmitAttempt followUp(Submission submission) {
    return SubmitAttempt.of(submission, Mode.FAST).withParentId("1712345678901234");
  }

  private void assertUnsupported(SubmitOutcome outcome) {
    var rejected = assertInstanceOf(SubmitOutcome.Rejected.class, outcome, outcome::toString);
    assertEquals(RejectReason.UNSUPPORTED, rejected.reason());
    assertTrue(rejected.mayMove());
    assertEquals(0, host.connections());
  }

  @Test
  void submit_kindNotListed_isUnsupported() {
    assertUnsupported(
        submit(
            Profile.builder("test").remove(Capability.SHORTEN),
            SubmitAttempt.of(Shorten.of("a red fox"), Mode.FAST)));
  }

  @Test
  void submit_modeNotOffered_isUnsupported() {
    assertUnsupported(
        submit(
            Profile.builder("test").modes(List.of(Mode.FAST)),
            SubmitAttempt.of(attempt().submission(), Mode.TURBO)));
  }

  @Test
  void submit_buttonOfTodayAtAHostOfOld_isUnsupported() {
    Profile.Builder old = Profile.builder("test").remove(Capability.ACTION).add(Capability.CHANGE);
    assertUnsupported(submit(old, followUp(Press.of(PARENT, "MJ::Outpaint::50::1::abc::SOLO"))));
    assertInstanceOf(
        SubmitOutcome.Accepted.class,
        submit(old, followUp(Press.of(PARENT, "MJ::JOB::upsample::1::abc"))));
    assertTrue(host.heads().get(0).contains("/mj/submit/change "), host.heads().get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../1", "1/2", "1?x=1", "1\\r\\nX: y", "1 2", "%2e"})
  void submit_parentThatMustNotBeSent_isNotSent(String parent) {
    SubmitAttempt attempt =
        followUp(Press.of(PARENT, "MJ::JOB::upsample::1::abc")).withParentId(parent);
    assertNotSent(NotSentReason.INVALID_REQUEST, submit(Profile.builder("test"), attempt));
    assertEquals(0, host.connections());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mj-fast", "/mj fast", "/mj\\r\\nX: y", "/mj?x", "/..%2f", "/mj/", "//x"})
  void construction_modePrefixThatIsNoPath_isRefused(String prefix) {
    Profile.Builder profile = Profile.builder("test").modePrefixes(Map.of(Mode.FAST, prefix));
    assertThrows(IllegalArgumentException.class, () -> submit(profile, attempt()));
  }

  @Test
  void fetchAll_ofNothing_asksNothing() {
    try (HttpProvider provider = Setup.at(host.base()).provider()) {
      assertEquals(Reading.found(List.of()), provider.fetchAll(List.of()));
    }
    assertEquals(0, host.connections());
  }
}
