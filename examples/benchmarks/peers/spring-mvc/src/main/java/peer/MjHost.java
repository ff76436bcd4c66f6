package peer;

import java.util.Map;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;

/** The hosts, one of which is asked. */
@FeignClient(name = "hosts")
interface MjHost {

  @PostMapping("/mj/submit/imagine")
  Map<String, Object> imagine(
      @RequestHeader("Authorization") String key, @RequestBody Map<String, Object> submission);

  @GetMapping("/mj/task/{id}/fetch")
  Map<String, Object> fetch(
      @RequestHeader("Authorization") String key, @PathVariable("id") String id);
}
