package io.mjrouter.spring;

import io.mjrouter.spi.NearestName;
import io.mjrouter.spi.Problems;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;

/** The database that tasks are kept in: the application's one, or the one that is named. */
final class DataSources {

  private DataSources() {}

  /** Reports a data source that is not there, without making it. */
  static void check(
      MidjourneyProperties.Store store, ListableBeanFactory beans, Problems problems) {
    List<String> names =
        List.of(
            BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                beans, DataSource.class, true, false));
    String wanted = wanted(store);
    if (names.isEmpty()) {
      problems.add(
          "data-source",
          "no DataSource bean (expected: one, such as spring-boot-starter-jdbc makes of"
              + " spring.datasource.url)");
    } else if (!wanted.isEmpty() && !names.contains(wanted)) {
      problems.add(
          "data-source",
          "no such bean (expected: one of " + names + ")" + NearestName.hint(wanted, names));
    }
  }

  static DataSource of(MidjourneyProperties.Store store, ListableBeanFactory beans) {
    String wanted = wanted(store);
    return wanted.isEmpty()
        ? beans.getBean(DataSource.class)
        : beans.getBean(wanted, DataSource.class);
  }

  private static String wanted(MidjourneyProperties.Store store) {
    return store.dataSource() == null ? "" : store.dataSource().strip();
  }
}
