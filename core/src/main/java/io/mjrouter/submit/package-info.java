/**
 * Gets a submission to a host: claims, plans, asks one route after the other, records.
 *
 * <p>Start at {@link io.mjrouter.submit.Submitter}. Every change of a record goes through {@link
 * io.mjrouter.submit.Journal}. Above stands {@code io.mjrouter.task}, which follows what a host
 * took.
 *
 * <p>No part of the API: it changes with any release.
 */
@NullMarked
package io.mjrouter.submit;

import org.jspecify.annotations.NullMarked;
