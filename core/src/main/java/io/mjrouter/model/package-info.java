/**
 * The vocabulary: what is asked of Midjourney, what comes back, and what it costs.
 *
 * <p>Start at {@link io.mjrouter.model.Submission} (what is asked) and {@link
 * io.mjrouter.model.Task} (what became of it). Everything here is an immutable value that any
 * thread may hold; nothing here does I/O or knows of JSON, HTTP or configuration. Above it stands
 * {@code io.mjrouter.error}.
 *
 * <p>Enums, sealed types and their visitors may get further members with a minor release: a {@code
 * switch} over one needs a {@code default}. Records that the library makes may get further
 * components.
 */
@NullMarked
package io.mjrouter.model;

import org.jspecify.annotations.NullMarked;
