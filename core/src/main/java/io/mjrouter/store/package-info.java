/**
 * What is remembered. Start at {@link io.mjrouter.store.TaskStore}; what it keeps is a {@link
 * io.mjrouter.store.TaskRecord}. {@link io.mjrouter.store.MemoryTaskStore} forgets everything when
 * the process ends. Above stands {@code io.mjrouter.ledger}, which says how records may change.
 */
@NullMarked
package io.mjrouter.store;

import org.jspecify.annotations.NullMarked;
