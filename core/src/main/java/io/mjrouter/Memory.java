package io.mjrouter;

import io.mjrouter.store.SparingStore;
import io.mjrouter.store.TaskStore;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Tenure;
import java.util.Optional;

/**
 * What a router remembers, and which tasks of its store it looks after.
 *
 * @param store where everything is read and written
 * @param sparing the same, where it lasts, and so lets progress wait; empty: in memory
 * @param tenure what is looked after here, and not on another node
 * @param journal the one way in which tasks change
 */
record Memory(TaskStore store, Optional<SparingStore> sparing, Tenure tenure, Journal journal) {}
