package io.mjrouter.provider.simulator;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.MjProviderContract;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.testing.FakeTime;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;

/**
 * What every provider must do, of the simulator's provider in front of a host that is put into each
 * state; how the real simulated host behaves is tested beside this.
 */
class SimulatorContractTest {

  @Nested
  class WithEveryCapability extends Contract {
    WithEveryCapability() {
      super(Sim.ALL);
    }
  }

  @Nested
  class LikeDataEyes extends Contract {
    LikeDataEyes() {
      super(KnownProfiles.dataEyes());
    }
  }

  @Nested
  class LikeMidjourneyProxy extends Contract {
    LikeMidjourneyProxy() {
      super(KnownProfiles.midjourneyProxy());
    }
  }

  abstract static class Contract extends MjProviderContract {

    private static final String ID = "1320098173412546";

    private final Profile profile;
    private final Puppet host;

    Contract(Profile profile) {
      this.profile = profile;
      host = new Puppet(HostTraits.of(profile));
    }

    @Override
    protected MjProvider newProvider() {
      Set<Capability> capabilities = EnumSet.copyOf(profile.capabilities());
      capabilities.remove(Capability.WEBHOOK);
      ProviderInfo info =
          new ProviderInfo(
              "simulator", profile.modes(), capabilities, PriceList.unknown(), false, true);
      return new SimulatedProvider(ProviderId.of("sim"), info, host, FakeTime.create());
    }

    @Override
    protected MjProvider newProviderOfAHostThatIsGone() {
      host.condition = Condition.UNREACHABLE;
      return newProvider();
    }

    @Override
    protected Optional<String> secret() {
      return Optional.empty();
    }

    @Override
    protected String hostAccepts() {
      host.reply = Reply.accepted(Reply.Kind.STARTED, ID, 0, "");
      return ID;
    }

    @Override
    protected void hostHangsUpAfterReadingTheRequest() {
      host.reply = Reply.lost(Fault.HANG_UP_AFTER_READING);
    }

    @Override
    protected void hostStaysSilent() {
      host.reply = Reply.lost(Fault.LATE_ANSWER);
    }

    @Override
    protected void hostRefusesTheKey() {
      host.reply = Reply.refused(Reply.Kind.BAD_KEY, "");
      host.condition = Condition.LOCKED;
    }

    @Override
    protected void hostShowsAnErrorPage() {
      host.condition = Condition.BROKEN;
    }

    @Override
    protected String hostKnowsAFinishedTask() {
      host.known =
          Optional.of(
              TaskSnapshot.builder(ID, HostStatus.SUCCESS)
                  .images(List.of(MediaLink.of(URI.create("http://simulator.invalid/mj/image/1"))))
                  .build());
      return ID;
    }

    @Override
    protected void hostKnowsNoTask() {
      host.known = Optional.empty();
    }

    @Override
    protected String hostTellsSeeds() {
      return "636646138";
    }

    @Override
    protected void hostStopsTasks() {}

    @Override
    protected Money hostHasMoney() {
      return Money.usd("3.25");
    }

    @Override
    protected URI hostServes(byte[] picture) {
      host.picture = picture;
      return URI.create("http://simulator.invalid/mj/image/" + ID);
    }

    @Override
    protected int requestsSeen() {
      return host.calls.get();
    }

    @Override
    protected List<Mode> modesSeen() {
      return host.last.map(order -> List.of(order.mode())).orElse(List.of());
    }

    @Override
    protected Optional<String> tokenSeen() {
      return host.last.map(Order::state).filter(state -> !state.isEmpty());
    }

    @Override
    protected Optional<String> parentSeen() {
      return host.last.flatMap(Order::parentId);
    }
  }

  /** A host that does as it is told, and counts. */
  private static final class Puppet implements HostCalls {
    private final HostTraits traits;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Reply reply = Reply.refused(Reply.Kind.TROUBLE, "");
    private volatile Condition condition = Condition.WELL;
    private volatile Optional<TaskSnapshot> known = Optional.empty();
    private volatile Optional<Order> last = Optional.empty();
    private volatile byte[] picture = {};

    Puppet(HostTraits traits) {
      this.traits = traits;
    }

    /** A host that is there sees the call before it answers badly. */
    @Override
    public Condition condition() {
      if (condition == Condition.BROKEN || condition == Condition.LOCKED) {
        calls.incrementAndGet();
      }
      return condition;
    }

    @Override
    public HostTraits traits() {
      return traits;
    }

    @Override
    public boolean hangsUpUnread() {
      return false;
    }

    @Override
    public Reply submit(Order order) {
      calls.incrementAndGet();
      last = Optional.of(order);
      return order.submission().kind() == SubmissionKind.UPLOAD && reply.kind().isAcceptance()
          ? Reply.uploaded(List.of("u1-1"))
          : reply;
    }

    @Override
    public boolean announcesWindow(String taskId) {
      return false;
    }

    @Override
    public Optional<TaskSnapshot> fetch(String id, Function<String, URI> links) {
      calls.incrementAndGet();
      return known.filter(task -> task.id().equals(id));
    }

    @Override
    public List<TaskSnapshot> fetchAll(Collection<String> ids, Function<String, URI> links) {
      calls.incrementAndGet();
      List<TaskSnapshot> found = new ArrayList<>();
      known.filter(task -> ids.contains(task.id())).ifPresent(found::add);
      return found;
    }

    @Override
    public List<TaskSnapshot> list(int atMost, Function<String, URI> links) {
      calls.incrementAndGet();
      return known.map(List::of).orElse(List.of());
    }

    @Override
    public Optional<String> seed(String id) {
      calls.incrementAndGet();
      return Optional.of("636646138");
    }

    @Override
    public Optional<Boolean> cancel(String id) {
      calls.incrementAndGet();
      return Optional.of(true);
    }

    @Override
    public Optional<Media> media(String name) {
      calls.incrementAndGet();
      return Optional.of(new Media("image/png", picture));
    }

    @Override
    public Optional<Money> balance() {
      calls.incrementAndGet();
      return Optional.of(Money.usd("3.25"));
    }

    @Override
    public Money charged() {
      return Money.ZERO;
    }
  }
}
