package io.mjrouter.spring;

import io.mjrouter.MidjourneyBuilder;
import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjListener;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.util.ReflectionUtils;

/**
 * Everybody in an application who is told what happens to tasks: {@link MjListener} beans, methods
 * with {@link OnMjEvent}, and listeners of application events.
 *
 * <p>None of them is made here, since they may need the router: each is looked up at the first
 * event, which waits until the application is up.
 */
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final ConfigurableListableBeanFactory beans;
  private final EventMethods methods;
  private final ListenerGate gate;
  private final ApplicationEventPublisher publisher;

  Listeners(
      ConfigurableListableBeanFactory beans,
      EventMethods methods,
      ListenerGate gate,
      ApplicationEventPublisher publisher) {
    this.beans = beans;
    this.methods = methods;
    this.gate = gate;
    this.publisher = publisher;
  }

  void addTo(MidjourneyBuilder builder) {
    for (String name :
        BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
            beans, MjListener.class, false, false)) {
      builder.listener(held(name, event -> event.deliverTo(beans.getBean(name, MjListener.class))));
    }
    List<String> problems = new ArrayList<>();
    methods.find(
        (bean, method) ->
            problem(method)
                .ifPresentOrElse(problems::add, () -> builder.listener(held(bean, method))));
    builder.problems(problems).listener(held("application events", this::publish));
  }

  /** Told events one after the other; may throw. */
  private interface Told {
    void tell(MjEvent event);
  }

  private MjListener held(String bean, Method method) {
    return held(bean + "." + method.getName(), event -> call(bean, method, event));
  }

  private MjListener held(String name, Told told) {
    return new EachEvent() {
      @Override
      public String name() {
        return name;
      }

      @Override
      void tell(MjEvent event) {
        gate.pass();
        told.tell(event);
      }
    };
  }

  private static Optional<String> problem(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    return parameters.length == 1 && MjEvent.class.isAssignableFrom(parameters[0])
        ? Optional.empty()
        : Optional.of(
            "@OnMjEvent on "
                + method.getDeclaringClass().getSimpleName()
                + "."
                + method.getName()
                + ": takes something else (expected: one parameter, MjEvent or one of its records)");
  }

  private void call(String name, Method method, MjEvent event) {
    if (method.getParameterTypes()[0].isInstance(event)) {
      Object bean = beans.getBean(name);
      Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
      ReflectionUtils.makeAccessible(invocable);
      ReflectionUtils.invokeMethod(invocable, bean, event);
    }
  }

  /** Told once: whoever wants to be told until it returns takes {@link OnMjEvent}. */
  private void publish(MjEvent event) {
    try {
      publisher.publishEvent(event);
    } catch (RuntimeException e) {
      LOG.warn("a listener of application events failed at {}", event.id(), e);
    }
  }
}
