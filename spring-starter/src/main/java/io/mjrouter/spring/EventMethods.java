package io.mjrouter.spring;

import io.mjrouter.error.ConfigurationException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The methods with {@link OnMjEvent}. They are looked for before the beans are made, by what these
 * are declared as; once they are made, a method that was not seen is reported, for nobody would
 * ever call it.
 */
final class EventMethods implements SmartInitializingSingleton {

  private final ConfigurableListableBeanFactory beans;

  /** What each bean was declared as, when methods were looked for. */
  private final Map<String, Class<?>> declared = new LinkedHashMap<>();

  EventMethods(ConfigurableListableBeanFactory beans) {
    this.beans = beans;
  }

  /** Shows each of them, with the name of its bean. */
  void find(BiConsumer<String, Method> visitor) {
    for (String name : beans.getBeanDefinitionNames()) {
      Class<?> type = ScopedProxyUtils.isScopedTarget(name) ? null : declared(name);
      if (type != null) {
        declared.put(name, type);
        annotated(type).forEach(method -> visitor.accept(name, method));
      }
    }
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<String> problems = new ArrayList<>();
    declared.forEach(
        (name, type) -> {
          Class<?> made = made(name);
          if (made != null && made != type) {
            unseen(type, made).forEach(method -> problems.add(problem(name, type, method)));
          }
        });
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  /** The class of a bean, behind a proxy if there is one; the bean is not made for it. */
  private @Nullable Class<?> declared(String name) {
    Class<?> target = AutoProxyUtils.determineTargetClass(beans, name);
    Class<?> type = target == null ? beans.getType(name, false) : target;
    return type == null ? null : ClassUtils.getUserClass(type);
  }

  /** The class of a bean that is there. */
  private @Nullable Class<?> made(String name) {
    Object bean = beans.getSingleton(name);
    return bean == null || bean instanceof FactoryBean<?>
        ? null
        : ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
  }

  private static Set<Method> annotated(Class<?> type) {
    if (!AnnotationUtils.isCandidateClass(type, OnMjEvent.class)) {
      return Set.of();
    }
    ReflectionUtils.MethodFilter marked =
        method -> AnnotatedElementUtils.hasAnnotation(method, OnMjEvent.class);
    return MethodIntrospector.selectMethods(type, marked);
  }

  private static List<Method> unseen(Class<?> declared, Class<?> made) {
    Set<String> seen = new HashSet<>();
    annotated(declared).forEach(method -> seen.add(signature(method)));
    return annotated(made).stream().filter(method -> !seen.contains(signature(method))).toList();
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }

  private static String problem(String bean, Class<?> declared, Method method) {
    String made = method.getDeclaringClass().getSimpleName();
    return "@OnMjEvent on %s.%s: bean %s is declared as %s (expected: as %s)"
        .formatted(made, method.getName(), bean, declared.getSimpleName(), made);
  }
}
