package peer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Cloud Gateway; what it does stands in application.yml. */
@SpringBootApplication
public class CloudGateway {
  public static void main(String[] arguments) {
    SpringApplication.run(CloudGateway.class, arguments);
  }
}
