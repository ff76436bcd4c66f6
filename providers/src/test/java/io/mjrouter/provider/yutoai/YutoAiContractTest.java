package io.mjrouter.provider.yutoai;

import io.mjrouter.provider.TestProviders;
import io.mjrouter.spi.HttpHostContract;
import io.mjrouter.spi.MjProvider;

class YutoAiContractTest extends HttpHostContract {

  @Override
  protected MjProvider newProvider(String baseUrl) {
    return TestProviders.create(new YutoAiFactory(), baseUrl, KEY);
  }

  @Override
  protected String submitBody() {
    return "yutoai_submit_result_integer.json";
  }

  @Override
  protected String taskBody() {
    return "yutoai_imagine_success.json";
  }
}
