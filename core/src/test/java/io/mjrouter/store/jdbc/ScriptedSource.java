package io.mjrouter.store.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that does something before it connects, prepares or commits: fail, or wait. */
final class ScriptedSource implements DataSource {

  /** What is done before a step. */
  interface Hook {
    void run() throws SQLException;
  }

  private final DataSource sound;
  private final AtomicInteger commits = new AtomicInteger();
  private volatile @Nullable String product;
  private volatile Hook beforeConnect = () -> {};
  private volatile Hook beforeCommit = () -> {};
  private volatile Consumer<String> beforePrepare = sql -> {};

  ScriptedSource(DataSource sound) {
    this.sound = sound;
  }

  void beforeConnect(Hook hook) {
    beforeConnect = hook;
  }

  void beforeCommit(Hook hook) {
    beforeCommit = hook;
  }

  /** Is given each statement before it is prepared. */
  void beforePrepare(Consumer<String> hook) {
    beforePrepare = hook;
  }

  /** The database says that it is another. */
  DataSource named(String product) {
    this.product = product;
    return this;
  }

  int commits() {
    return commits.get();
  }

  @Override
  public Connection getConnection() throws SQLException {
    beforeConnect.run();
    Connection connection = sound.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit")) {
                beforeCommit.run();
                commits.incrementAndGet();
              }
              if (method.getName().equals("prepareStatement")) {
                beforePrepare.accept((String) arguments[0]);
              }
              if (method.getName().equals("getMetaData") && product != null) {
                return metaData();
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private DatabaseMetaData metaData() {
    return (DatabaseMetaData)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DatabaseMetaData.class},
            (proxy, method, arguments) -> product);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return sound.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    sound.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    sound.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return sound.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return sound.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return sound.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return sound.isWrapperFor(type);
  }
}
