package io.mjrouter.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * A method of a bean that is told what happens to tasks. Its one parameter says of what: a record
 * of {@link io.mjrouter.event.MjEvent}, or {@code MjEvent} for everything.
 *
 * <pre>{@code
 * @OnMjEvent
 * void finished(MjEvent.Finished event) {
 *   pictures.store(event.task());
 * }
 * }</pre>
 *
 * <p>Each such method is an {@link io.mjrouter.event.MjListener} of its own, with a thread of its
 * own: {@code Finished} and {@code Settled} are told until it returns, across restarts where the
 * store outlives them; what it throws has it told again. The bean must be a singleton, and declared
 * as a class that has the method: an interface that hides it fails the start.
 */
@Documented
@Reflective
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnMjEvent {}
