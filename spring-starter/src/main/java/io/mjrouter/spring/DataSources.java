package io.mjrouter.spring;

import io.mjrouter.error.ConfigurationException;
import io.mjrouter.spi.NearestName;
import io.mjrouter.spi.Problems;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;

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
    if (!wanted.isEmpty()) {
      return beans.getBean(wanted, DataSource.class);
    }
    try {
      return beans.getBean(DataSource.class);
    } catch (NoUniqueBeanDefinitionException e) {
      Problems problems = Problems.under("midjourney").in("store");
      problems.add(
          "data-source",
          "missing, of several beans (expected: one of " + e.getBeanNamesFound() + ")");
      throw new ConfigurationException(problems.lines());
    }
  }

  private static String wanted(MidjourneyProperties.Store store) {
    return store.dataSource() == null ? "" : store.dataSource().strip();
  }
}
