package peer;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Hands submissions and questions on to a host, and back what it says. */
@SpringBootApplication
@EnableFeignClients
@RestController
public class Relay {

  private final MjHost host;

  Relay(MjHost host) {
    this.host = host;
  }

  public static void main(String[] arguments) {
    SpringApplication.run(Relay.class, arguments);
  }

  @PostMapping("/mj/submit/imagine")
  Map<String, Object> imagine(
      @RequestHeader("Authorization") String key, @RequestBody Map<String, Object> submission) {
    return host.imagine(key, submission);
  }

  @GetMapping("/mj/task/{id}/fetch")
  Map<String, Object> fetch(@RequestHeader("Authorization") String key, @PathVariable String id) {
    return host.fetch(key, id);
  }
}
