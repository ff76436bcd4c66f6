/**
 * Tasks kept in a database. Start at {@link io.mjrouter.store.jdbc.JdbcTaskStore}.
 *
 * <p>What differs between databases is in {@link io.mjrouter.store.jdbc.Dialect} and in the SQL
 * scripts beside it; what a row holds of a record is in {@link io.mjrouter.store.jdbc.RecordJson}
 * and its parts, which name stored members and so are only ever added to.
 */
@NullMarked
package io.mjrouter.store.jdbc;

import org.jspecify.annotations.NullMarked;
