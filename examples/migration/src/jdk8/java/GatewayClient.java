import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** The MJ protocol over what JDK 8 has. It is told apart from a host's client by its address only. */
public class GatewayClient {

  private final String baseUrl;
  private final String key;

  public GatewayClient(String baseUrl, String key) {
    this.baseUrl = baseUrl;
    this.key = key;
  }

  /** @param body JSON such as {"prompt":"a red fox"} */
  public String submit(String kind, String body) throws IOException {
    HttpURLConnection http = open("/mj/submit/" + kind);
    http.setRequestMethod("POST");
    http.setDoOutput(true);
    http.setRequestProperty("Content-Type", "application/json");
    try (OutputStream out = http.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return answer(http);
  }

  public String fetch(String id) throws IOException {
    return answer(open("/mj/task/" + id + "/fetch"));
  }

  private HttpURLConnection open(String path) throws IOException {
    HttpURLConnection http = (HttpURLConnection) new URL(baseUrl + path).openConnection();
    http.setConnectTimeout(3_000);
    http.setReadTimeout(30_000);
    http.setRequestProperty("Authorization", "Bearer " + key);
    return http;
  }

  private static String answer(HttpURLConnection http) throws IOException {
    boolean well = http.getResponseCode() < 400;
    try (InputStream in = well ? http.getInputStream() : http.getErrorStream()) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] part = new byte[8_192];
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        all.write(part, 0, read);
      }
      return new String(all.toByteArray(), StandardCharsets.UTF_8);
    }
  }
}
