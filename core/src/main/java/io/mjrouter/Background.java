package io.mjrouter;

import io.mjrouter.submit.Accounts;
import io.mjrouter.submit.Upkeep;
import io.mjrouter.task.Tracker;
import io.mjrouter.task.Waiters;

/**
 * What goes on behind the calls of users.
 *
 * @param tracker follows tasks to their ends
 * @param waiters those who wait for tasks
 * @param accounts reads balances, and finds out whether a refused key works again
 * @param upkeep keeps in step with the store
 */
record Background(Tracker tracker, Waiters waiters, Accounts accounts, Upkeep upkeep) {}
