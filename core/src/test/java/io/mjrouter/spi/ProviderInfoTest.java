package io.mjrouter.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.TaskId;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderInfoTest {

  private static final TaskId TASK = TaskId.of("1320098173412546");

  @ParameterizedTest
  @CsvSource({
    "ACTION, MJ::JOB::upsample::1::uuid, true",
    "ACTION, MJ::Inpaint::1::uuid::SOLO, true",
    "CHANGE, MJ::JOB::upsample::1::uuid, true",
    "CHANGE, MJ::JOB::reroll::0::uuid::SOLO, true",
    "CHANGE, MJ::Inpaint::1::uuid::SOLO, false",
    "MODAL, MJ::JOB::upsample::1::uuid, false"
  })
  void canTake_aPress_whereItKnowsAWay(Capability only, String customId, boolean can) {
    ProviderInfo info =
        new ProviderInfo("any", Set.of(Mode.FAST), Set.of(only), PriceList.unknown(), false, false);

    assertEquals(can, info.canTake(Press.of(TASK, customId)));
  }
}
