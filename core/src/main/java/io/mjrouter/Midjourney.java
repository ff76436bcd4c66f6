package io.mjrouter;

import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.error.UnsupportedByHostException;
import io.mjrouter.model.Answer;
import io.mjrouter.model.Balance;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Describe;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.ImageSource;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.Upload;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.submit.Journal;
import io.mjrouter.task.Unresolved;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One API in front of every host: hands submissions to the best host that takes them, follows them
 * to their pictures, and never pays twice.
 *
 * <pre>{@code
 * try (Midjourney mj = Midjourney.builder().provider(settings).build()) {
 *   Task grid = mj.await(mj.submit(Imagine.of("a red fox")).id());
 *   Task fox = mj.await(mj.press(grid, "U1").id());
 *   mj.save(fox, Path.of("fox.png"));
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Calls that ask a host block; a submission returns once a host
 * took it, and tasks are followed in the background. {@link #close} ends the following, not the
 * tasks. Everything it throws is an {@link io.mjrouter.error.MjException} that says what may be
 * done, but for the JDK's own exceptions for wrong arguments and use after closing.
 */
public final class Midjourney implements AutoCloseable {

  private final Engine engine;
  private final FollowUps followUps;
  private final Questions questions;

  Midjourney(Engine engine) {
    this.engine = engine;
    followUps = new FollowUps(engine.journal(), engine.renewal());
    questions = new Questions(engine.roster());
  }

  public static MidjourneyBuilder builder() {
    return new MidjourneyBuilder();
  }

  // ---- Ask.

  /** Hands a submission over, as configured. */
  public Task submit(Submission submission) {
    return submit(submission, SubmitOptions.defaults());
  }

  /**
   * Hands a submission to the best host that takes it and returns once one did.
   *
   * <p>An {@link Answer} does not make a task: the waiting one goes on, and is returned.
   *
   * @throws SubmissionRefusedException when every host would refuse it; nothing was bought
   * @throws NoRouteException when no host took it; nothing was bought
   * @throws io.mjrouter.error.OutcomeUnknownException when it may have been taken; the task is kept
   * @throws TaskNotFoundException when it answers a window that is not known here
   */
  public Task submit(Submission submission, SubmitOptions options) {
    engine.checkOpen();
    return engine.submitter().submit(submission, options);
  }

  /**
   * Hands a submission over in the background: it goes on, whoever stops waiting for it. What can
   * be said against the call itself is thrown here.
   */
  public Submitting begin(Submission submission, SubmitOptions options) {
    Submitting submitting = prepare(submission, options);
    submitting.begin();
    return submitting;
  }

  /**
   * A submission that is still to be begun, for whoever must know it before. What can be said
   * against the call itself is thrown here.
   */
  public Submitting prepare(Submission submission, SubmitOptions options) {
    engine.checkOpen();
    engine.submitter().check(options);
    return new Submitting(
        engine.submitter(), submission, options, engine.calls(), engine.reminders());
  }

  /** Presses a button of a finished task, as configured. */
  public Task press(Task task, String button) {
    return press(task, button, SubmitOptions.defaults());
  }

  /**
   * Presses a button of a finished task; the press is a task of its own.
   *
   * @param button what a person would call it: its meaning ({@code U1}, {@code pan left}), its
   *     label, or its customId
   * @throws SubmissionRefusedException when there is no such button; the message names those there
   *     are
   */
  public Task press(Task task, String button, SubmitOptions options) {
    engine.checkOpen();
    return submit(followUps.press(task, button, options), options);
  }

  /** Answers the window of a task that waits for it; the task goes on and is returned. */
  public Task answer(Task task, String prompt) {
    return submit(Answer.of(task.id(), prompt));
  }

  /**
   * Answers the window of a Vary Region; the task goes on and is returned.
   *
   * @param mask a PNG of the same size as the picture; white is painted anew
   * @throws IllegalArgumentException when the size of the picture is known and is another
   */
  public Task answer(Task task, String prompt, ImageData mask) {
    engine.checkOpen();
    return submit(followUps.answer(task, prompt, mask));
  }

  /** Asks for prompts that would draw a picture: the task's texts, once it is finished. */
  public Task describe(ImageSource image) {
    return submit(Describe.of(image));
  }

  /** Asks for shorter prompts: the task's texts, once it is finished. */
  public Task shorten(String prompt) {
    return submit(Shorten.of(prompt));
  }

  /** Puts pictures where a host can use them: the task is finished and its images are the links. */
  public Task upload(ImageData... images) {
    return submit(Upload.of(images));
  }

  /** What a submission would be sent to first, as configured; nothing is sent. */
  public Quote price(Submission submission) {
    return price(submission, SubmitOptions.defaults());
  }

  /**
   * What a submission would be sent to first, and what that costs; nothing is sent or recorded.
   *
   * @throws NoRouteException when no route may be taken; the message says why
   * @throws SubmissionRefusedException when every host would refuse it
   */
  public Quote price(Submission submission, SubmitOptions options) {
    return Quote.of(
        engine.submitter().plan(submission, options), submission.parent().orElseGet(engine::anyId));
  }

  /** Which route a submission would take, and why; nothing is sent, and nothing changes. */
  public Decision explain(Submission submission) {
    return explain(submission, SubmitOptions.defaults());
  }

  /**
   * Which route a submission would take, and why; nothing is sent, and nothing changes.
   *
   * @throws SubmissionRefusedException when every host would refuse it
   */
  public Decision explain(Submission submission, SubmitOptions options) {
    return engine.submitter().plan(submission, options).decision();
  }

  /** Whether tasks that were open when this began are still being read, and not all followed. */
  public boolean isRecovering() {
    return !engine.tracker().isRecovered();
  }

  // ---- Follow.

  /** The task as it stands. */
  public Task get(TaskId id) {
    return find(id).orElseThrow(() -> new TaskNotFoundException(id));
  }

  /** The task as it stands; empty when it is not known here. */
  public Optional<Task> find(TaskId id) {
    return engine.journal().find(id).map(TaskRecord::task);
  }

  /** The task that was submitted under a reference, where callers are not told apart. */
  public Optional<Task> findReference(String reference) {
    return findReference("", reference);
  }

  /** The task that a caller submitted under a reference of its own. */
  public Optional<Task> findReference(String caller, String reference) {
    return engine.journal().store().findReference(caller, reference).map(TaskRecord::task);
  }

  /** Asks the task's host at once, and returns the task as it stands then. */
  public Task refresh(TaskId id) {
    engine.checkOpen();
    return engine.tracker().refresh(id);
  }

  /**
   * Waits until the task is final, and its pictures are kept where that is configured, or until a
   * window of it waits for an answer. Whoever stops waiting leaves the task alone.
   *
   * @throws InterruptedException when the waiting thread is interrupted; the task goes on
   */
  public Task await(TaskId id) throws InterruptedException {
    return await(id, task -> {});
  }

  /**
   * Waits no longer than this.
   *
   * @throws io.mjrouter.error.WaitTimeoutException when the time is over; the task goes on
   */
  public Task await(TaskId id, Duration longest) throws InterruptedException {
    return await(id, longest, task -> {});
  }

  /** Waits, and shows each step. */
  public Task await(TaskId id, Consumer<Task> progress) throws InterruptedException {
    engine.checkOpen();
    return engine.waiters().await(id, Optional.empty(), progress);
  }

  /**
   * Waits no longer than this, and shows each step.
   *
   * @param progress is given the task at first and whenever it moved, on this thread
   * @throws io.mjrouter.error.WaitTimeoutException when the time is over; the task goes on
   */
  public Task await(TaskId id, Duration longest, Consumer<Task> progress)
      throws InterruptedException {
    engine.checkOpen();
    return engine.waiters().await(id, Optional.of(longest), progress);
  }

  /**
   * A future of what {@link #await(TaskId)} would return. Cancelling it leaves the task alone. What
   * is hung on it while the task is open runs on a thread of the router's own, and may wait.
   */
  public CompletableFuture<Task> future(TaskId id) {
    engine.checkOpen();
    return engine.waiters().future(id);
  }

  /**
   * Ends every wait for a task in this process, with a {@link
   * io.mjrouter.error.WaitStoppedException}. The task is left alone: it goes on, is paid for, and
   * can be waited for again.
   *
   * @return how many waited
   */
  public int stopWaiting(TaskId id) {
    return engine.waiters().stop(id);
  }

  /**
   * The tasks that ended after a cursor, for jobs that work them off: none is missed, and each
   * comes once, in the order in which the ends were stored, whichever node stored them. A page ends
   * before a task whose pictures are still being kept.
   *
   * @param cursor that of the page before; empty for the first
   * @param limit the most that are returned
   * @throws IllegalArgumentException when the cursor is none that a page gave
   */
  public FinishedPage finishedSince(String cursor, int limit) {
    return FinishedPage.after(engine.journal().store().finishes(), cursor, limit);
  }

  /**
   * The attempts that somebody may have to look into, with what they may have cost: of which nobody
   * knows whether a host took them, until that is found out by a webhook or in a host's list where
   * it has one; which were given up as disputed; and which turned out to be paid for nothing. None
   * is bought again unless a caller chose so. Kept as long as their tasks are.
   */
  public List<Unresolved> unresolved() {
    return engine.tracker().unresolved();
  }

  /**
   * The seed of a finished picture; may take half a minute.
   *
   * @throws UnsupportedByHostException when its host does not tell seeds
   * @throws HostUnavailableException when the host brought no answer
   */
  public String seed(TaskId id) {
    return ask(id, Capability.SEED, (provider, at) -> provider.seed(at.id()));
  }

  /**
   * Asks the task's host to stop it. Whether it does shows in the task.
   *
   * @return whether the host said that it would
   * @throws UnsupportedByHostException when its host cannot; most cannot
   * @throws HostUnavailableException when the host brought no answer
   */
  public boolean cancel(TaskId id) {
    boolean said = ask(id, Capability.CANCEL, (provider, at) -> provider.cancel(at.id()));
    engine.tracker().refresh(id);
    return said;
  }

  // ---- Webhooks.

  /**
   * What a host sent to an address of ours: mount it at {@code webhooks.path}, for POST. Its body
   * is a hint and no more: a task that it calls ended is looked at sooner. Never waits for a host.
   *
   * @param part what follows the path and a slash
   * @param body is read only where the address is a task's, and not beyond a megabyte; not closed
   * @return what the host is answered
   */
  public WebhookAnswer webhook(String part, InputStream body) {
    engine.checkOpen();
    return engine.webhooks().received(part, body);
  }

  // ---- Pictures.

  /** Saves the video of a finished task, or else its best picture. See the method below. */
  public Path save(Task task, Path target) {
    return save(task, Media.main(task), target);
  }

  /**
   * Saves a picture or video of a task: streamed beside the target, and moved there once it is
   * whole and a picture. It is taken from where it is kept, or else from its host; a link that has
   * expired is asked for anew.
   *
   * @param target a file, which is replaced, or a directory, where the file is named after the task
   * @return the file
   * @throws io.mjrouter.error.MediaUnavailableException when it could not be fetched or written
   */
  public Path save(Task task, MediaLink link, Path target) {
    engine.checkOpen();
    return engine.media().save(task, link, target);
  }

  /** The bytes of a finished task's video, or else of its best picture. */
  public byte[] bytes(Task task) {
    return bytes(task, Media.main(task));
  }

  /**
   * The bytes of a picture or video of a task.
   *
   * @throws io.mjrouter.error.MediaUnavailableException when it could not be fetched
   */
  public byte[] bytes(Task task, MediaLink link) {
    engine.checkOpen();
    return engine.media().bytes(task, link);
  }

  /**
   * Opens a picture or video of a task, to be read as it arrives. Its type is what its first bytes
   * say; whoever receives it closes it.
   *
   * @throws io.mjrouter.error.MediaUnavailableException when it could not be fetched
   */
  public MediaStream open(Task task, MediaLink link) {
    engine.checkOpen();
    return engine.media().open(task, link).stream();
  }

  // ---- Providers.

  /** The names of the routing policies that a request may ask for. */
  public Collection<String> policies() {
    return engine.submitter().policies();
  }

  /** What each caller may spend in a day, by the caller's name, as configured. */
  public Map<String, Money> callerSpend() {
    return engine.board().state().caps().callers();
  }

  /**
   * Every provider as it stands now, in the configured order; those that are switched off are left
   * out. Nothing is asked for it.
   */
  public List<ProviderSummary> providers() {
    return engine.summaries().all();
  }

  /**
   * Puts other providers in the place of those that were configured with settings, while everything
   * goes on; those handed in and those of a source stay. Of one that stays under its name only what
   * is other changes: a new key holds from the next call on, for running tasks too, and calls under
   * way end as they began. One that is not among them takes nothing new, and its tasks are followed
   * to their ends as it was configured; a follow-up of its tasks is refused with {@code
   * ORIGIN_UNAVAILABLE}.
   *
   * @return what changed, which is logged as well
   * @throws io.mjrouter.error.ConfigurationException with everything that is wrong, at once; then
   *     nothing has changed
   */
  public ProvidersChange reconfigure(List<ProviderSettings> providers) {
    engine.checkOpen();
    return engine.fleet().reconfigure(providers, engine.source().isThere());
  }

  /**
   * Reads the provider source at once. What cannot be read or used changes nothing: {@link
   * #providerProblems}.
   *
   * @return what changed; nothing where there is no source
   */
  public ProvidersChange refreshProviders() {
    engine.checkOpen();
    return engine.source().refresh(engine.fleet());
  }

  /**
   * What is wrong with the provider source and with what it gave, when it was read last: one line
   * each, beginning with the property. Without secrets.
   */
  public List<String> providerProblems() {
    return engine.source().problems(engine.fleet());
  }

  /**
   * Whether a provider takes no new submissions; tasks and follow-ups go on. The store keeps it,
   * and every router on it does the same within a second or so.
   */
  public void drain(ProviderId id, boolean drained) {
    engine.checkOpen();
    MjProvider unused = questions.provider(id);
    engine.upkeep().drain(id, drained);
  }

  /**
   * Says that a provider works again: it takes submissions at once, whether it was drained, or out
   * for its key, its money or its failures; so at every router on the store. Should it not work, it
   * goes out again by itself. Pauses that the host asked for are kept.
   */
  public void readmit(ProviderId id) {
    engine.checkOpen();
    MjProvider unused = questions.provider(id);
    engine.upkeep().readmit(id);
  }

  /**
   * Finds out what can be known of a provider without buying.
   *
   * @throws IllegalArgumentException when there is no such provider
   */
  public ProviderCheck check(ProviderId id) {
    engine.checkOpen();
    return Checks.of(questions.provider(id));
  }

  /**
   * What is left on a provider's account, as it says itself.
   *
   * @throws UnsupportedByHostException when it does not say
   * @throws HostUnavailableException when the host brought no answer
   */
  public Balance balance(ProviderId id) {
    engine.checkOpen();
    return Questions.answer(questions.provider(id), Capability.BALANCE, engine.accounts().read(id));
  }

  /**
   * Ends the following of tasks, and every wait with a {@link
   * java.util.concurrent.CancellationException}. Submissions under way are given ten seconds;
   * providers and store that were made here are closed, those handed in are not. Whatever would act
   * throws an {@link IllegalStateException} from then on; what is remembered can be looked at as
   * long as its store is open. Closing once more does nothing, and does not wait for the first.
   */
  @Override
  public void close() {
    engine.close();
  }

  Journal journal() {
    return engine.journal();
  }

  /** What the background does again and again; for tests that are the background themselves. */
  Duration tick() {
    return engine.tick();
  }

  private <T> T ask(TaskId id, Capability capability, Questions.AboutTask<T> question) {
    engine.checkOpen();
    return questions.about(get(id), capability, question);
  }
}
