package io.mjrouter;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.store.Claim;
import io.mjrouter.store.Finishes;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Write;
import io.mjrouter.store.Written;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/** Passes calls on to a store and to providers, and says by which {@link Step} they come. */
final class Steps {

  private final Consumer<Step> passed;
  private final Consumer<String> log;

  /**
   * Shows every step.
   *
   * @param passed is run at each step, on the thread that takes it
   * @param log is given a line for every task that was claimed, for every stored end, and for every
   *     write that was refused
   */
  Steps(Consumer<Step> passed, Consumer<String> log) {
    this.passed = passed;
    this.log = log;
  }

  TaskStore store(TaskStore store) {
    return proxy(
        TaskStore.class,
        (proxy, method, args) ->
            switch (method.getName()) {
              case "claim" -> claim(store, method, args);
              case "write" -> write(store, method, args);
              case "finishes" -> finishes(store.finishes());
              default -> call(store, method, args);
            });
  }

  MjProvider provider(MjProvider provider) {
    return proxy(
        MjProvider.class,
        (proxy, method, args) ->
            method.getName().equals("submit")
                ? between(Step.BEFORE_SENDING, Step.AFTER_ANSWER, provider, method, args)
                : call(provider, method, args));
  }

  private Finishes finishes(Finishes finishes) {
    return proxy(
        Finishes.class,
        (proxy, method, args) ->
            method.getName().equals("told")
                ? between(Step.BEFORE_TOLD, Step.AFTER_TOLD, finishes, method, args)
                : call(finishes, method, args));
  }

  private Object claim(TaskStore store, Method method, Object[] args) throws Throwable {
    Task task = ((Write) args[0]).record().task();
    boolean intends = isIntent(task);
    passed.accept(intends ? Step.BEFORE_CLAIM_WITH_INTENT : Step.BEFORE_CLAIM);
    Object claim = call(store, method, args);
    if (claim instanceof Claim.Made) {
      log.accept("claimed " + task.id());
    }
    passed.accept(intends ? Step.AFTER_CLAIM_WITH_INTENT : Step.AFTER_CLAIM);
    return claim;
  }

  private Object write(TaskStore store, Method method, Object[] args) throws Throwable {
    Write write = (Write) args[0];
    Task task = write.record().task();
    boolean ends = task.status().isFinal();
    Object written =
        ends
            ? between(Step.BEFORE_END, Step.AFTER_END, store, method, args)
            : isIntent(task)
                ? between(Step.BEFORE_INTENT, Step.AFTER_INTENT, store, method, args)
                : task.status() == TaskStatus.QUEUED && task.snapshot().isEmpty()
                    ? between(Step.BEFORE_OUTCOME, Step.AFTER_OUTCOME, store, method, args)
                    : call(store, method, args);
    if (ends && written instanceof Written.Stored) {
      // Of a task that ended more can be found out later: its end stays the same.
      log.accept("end " + task.id() + " " + task.status() + "@" + task.ended().orElseThrow());
    } else if (!(written instanceof Written.Stored)) {
      log.accept("refused " + task.id() + " " + written.getClass().getSimpleName());
    }
    return written;
  }

  private static boolean isIntent(Task task) {
    List<Attempt> attempts = task.attempts();
    return !attempts.isEmpty() && attempts.get(attempts.size() - 1).state() == Attempt.State.INTENT;
  }

  private Object between(Step before, Step after, Object target, Method method, Object[] args)
      throws Throwable {
    passed.accept(before);
    Object result = call(target, method, args);
    passed.accept(after);
    return result;
  }

  private static Object call(Object target, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
