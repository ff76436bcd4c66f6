package io.mjrouter.examples.benchmarks.beside;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.AbstractHttp11Protocol;

/**
 * The least that can be served in the gateway's container, set as the gateway sets it: the answers
 * have the size of a host's, and nothing is done for them.
 */
final class EmptyServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private static final byte[] TAKEN =
      """
      {"code":1,"description":"Submit success","result":"4823075519306647","properties":{}}"""
          .getBytes(StandardCharsets.UTF_8);

  private static final byte[] TASK =
      """
      {"id":"4823075519306647","action":"IMAGINE","prompt":"a lighthouse in a snow storm, oil on \
      canvas --v 6.1","promptEn":"a lighthouse in a snow storm, oil on canvas --v 6.1",\
      "description":"Submit success","status":"IN_PROGRESS","progress":"31%",\
      "submitTime":1764072000000,"startTime":1764072004000,"finishTime":0,"imageUrl":"",\
      "failReason":"","state":"","buttons":[],"properties":{"finalPrompt":"a lighthouse in a snow \
      storm, oil on canvas --v 6.1"}}"""
          .getBytes(StandardCharsets.UTF_8);

  public static void main(String[] arguments) throws IOException, LifecycleException {
    Tomcat tomcat = new Tomcat();
    Path base = Files.createTempDirectory("empty-servlet");
    tomcat.setBaseDir(base.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(Integer.parseInt(arguments[0]));
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    ((AbstractHttp11Protocol<?>) tomcat.getConnector().getProtocolHandler())
        .setMaxKeepAliveRequests(-1);
    Context context = tomcat.addContext("", base.toString());
    Tomcat.addServlet(context, "empty", new EmptyServlet());
    context.addServletMappingDecoded("/", "empty");
    tomcat.start();
    tomcat.getServer().await();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response, TASK);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (InputStream body = request.getInputStream()) {
      body.readAllBytes();
    }
    answer(response, TAKEN);
  }

  private static void answer(HttpServletResponse response, byte[] json) throws IOException {
    response.setContentType("application/json;charset=utf-8");
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }
}
