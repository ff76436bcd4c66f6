package io.mjrouter.examples.benchmarks.beside;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The least that can be served: the answers have the size of a host's, and nothing is done for
 * them.
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
