/**
 * The gateway under load, beside what people would put in its place and beside an empty servlet in
 * the same container. Start at {@link io.mjrouter.examples.benchmarks.beside.SideBySide}.
 */
@NullMarked
package io.mjrouter.examples.benchmarks.beside;

import org.jspecify.annotations.NullMarked;
