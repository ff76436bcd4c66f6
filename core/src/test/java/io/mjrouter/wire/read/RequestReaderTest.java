package io.mjrouter.wire.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.BotType;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.Upload;
import io.mjrouter.model.Video;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

  private static final String BARE = "iVBORw0KGgo=";
  private static final String DATA = "data:image/png;base64," + BARE;
  private static final ImageData PNG = ImageData.parse(DATA);
  private static final ImageUrl LINK = ImageUrl.of("https://a.example/1.png");
  private static final TaskId TASK = TaskId.of("1320098173412546");

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of("submit/imagine", "{'prompt':'a cat'}", Imagine.of("a cat")),
        Arguments.of("/submit/imagine", "{'prompt':' a cat '}", Imagine.of(" a cat ")),
        Arguments.of(
            "submit/imagine",
            "{'prompt':'a cat','base64Array':['%s',null,''],'base64':'%s','botType':'niji'}"
                .formatted(DATA, BARE),
            new Imagine("a cat", List.of(PNG, PNG), Optional.of(BotType.NIJI_JOURNEY))),
        Arguments.of(
            "submit/imagine",
            "{'prompt':'a cat','base64Array':null,'botType':'whatever'}",
            Imagine.of("a cat").withBotType(BotType.MID_JOURNEY)),
        Arguments.of(
            "submit/imagine",
            "{'prompt':'a cat','base64Array':'%s'}".formatted(DATA),
            new Imagine("a cat", List.of(PNG), Optional.empty())),
        Arguments.of(
            "submit/blend",
            "{'base64Array':['%s','%s']}".formatted(DATA, DATA),
            Blend.of(PNG, PNG)),
        Arguments.of(
            "submit/blend",
            "{'base64Array':['%s','%s'],'dimensions':'portrait'}".formatted(DATA, DATA),
            Blend.of(PNG, PNG).withDimensions(Blend.Dimensions.PORTRAIT)),
        Arguments.of("submit/describe", "{'base64':'%s'}".formatted(DATA), Describe.of(PNG)),
        Arguments.of(
            "submit/describe",
            "{'link':'https://a.example/1.png','language':'zh'}",
            Describe.of(LINK).withLanguage("zh")),
        Arguments.of("submit/shorten", "{'prompt':'a cat'}", Shorten.of("a cat")),
        Arguments.of(
            "submit/action",
            "{'taskId':'1320098173412546','customId':'MJ::JOB::upsample::1::h'}",
            Press.of(TASK, "MJ::JOB::upsample::1::h")),
        Arguments.of(
            "submit/action",
            "{'taskId':1320098173412546,'customId':'x','enableRemix':true,'chooseSameChannel':'true'}",
            Press.of(TASK, "x").withRemix().withSameChannel()),
        Arguments.of(
            "submit/change",
            "{'taskId':'1320098173412546','action':'upscale','index':'2'}",
            Change.upscale(TASK, 2)),
        Arguments.of(
            "submit/change",
            "{'taskId':'1320098173412546','action':'REROLL'}",
            Change.reroll(TASK)),
        Arguments.of(
            "submit/simple-change", "{'content':'1320098173412546 v3'}", Change.variation(TASK, 3)),
        Arguments.of(
            "submit/modal",
            "{'taskId':'1320098173412546','prompt':'','maskBase64':''}",
            Answer.of(TASK, "")),
        Arguments.of(
            "submit/modal",
            "{'taskId':'1320098173412546','prompt':'x','maskBase64':'%s'}".formatted(BARE),
            Answer.of(TASK, "x").withMask(PNG)),
        Arguments.of(
            "submit/video",
            "{'motion':'HIGH','image':'https://a.example/1.png','endImage':'%s','batchSize':'2','videoType':'vid_1.1_i2v_720','animateMode':'manual'}"
                .formatted(DATA),
            Video.from(LINK)
                .motion(Video.Motion.HIGH)
                .endImage(PNG)
                .batchSize(2)
                .videoType("vid_1.1_i2v_720")
                .animateMode(Video.AnimateMode.MANUAL)
                .build()),
        Arguments.of(
            "submit/video",
            "{'prompt':'x','motion':'low','action':'extend','task_id':'1320098173412546','index':'3'}",
            Video.extend(TASK, 3).prompt("x").build()),
        Arguments.of(
            "submit/video",
            "{'taskId':1320098173412546,'index':1,'image':''}",
            Video.extend(TASK, 1).build()),
        Arguments.of(
            "submit/video",
            "{'task_id':'1320098173412546','index':1}",
            Video.extend(TASK, 1).build()),
        Arguments.of(
            "submit/edits",
            "{'prompt':'x','image':'https://a.example/1.png','maskBase64':'%s'}".formatted(DATA),
            Edits.of("x", LINK).withMask(PNG)),
        Arguments.of(
            "submit/edit", "{'prompt':'x','image':'%s'}".formatted(BARE), Edits.of("x", PNG)),
        Arguments.of(
            "submit/retexture",
            "{'prompt':'x','image':'%s'}".formatted(DATA),
            Edits.retexture("x", PNG)),
        Arguments.of(
            "submit/upload-discord-images",
            "{'base64Array':['%s']}".formatted(DATA),
            Upload.of(PNG)),
        Arguments.of(
            "insight-face/swap",
            "{'sourceBase64':'%s','targetUrl':'https://a.example/1.png'}".formatted(DATA),
            new SwapFace(PNG, LINK)));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void submission_ofEachKind_isRead(String path, String body, Submission expected)
      throws BadRequestException {
    IncomingSubmission read = RequestReader.submission(path, bytes(body));
    assertEquals(expected, read.submission());
    assertEquals(expected.parent().map(TaskId::toString), read.parentId());
    assertEquals(Map.of(), read.extra());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "submit/imagine       | {}                                        | prompt_is_required",
        "submit/imagine       | ''                                        | prompt_is_required",
        "submit/imagine       | null                                      | prompt_is_required",
        "submit/imagine       | {'prompt':' '}                            | prompt_is_required",
        "submit/imagine       | {'prompt':                                | bind_request_body_failed",
        "submit/imagine       | []                                        | bind_request_body_failed",
        "submit/imagine       | {'prompt':7}                              | bind_request_body_failed",
        "submit/imagine       | {'prompt':true}                           | bind_request_body_failed",
        "submit/imagine       | {'prompt':['a']}                          | bind_request_body_failed",
        "submit/modal         | {'taskId':'1000000000000001','prompt':7}  | bind_request_body_failed",
        "submit/shorten       | {}                                        | prompt_is_required",
        "submit/describe      | {}                                        | base64_is_required",
        "submit/action        | {}                                        | task_id_is_required",
        "submit/action        | {'taskId':'1'}                            | custom_id_is_required",
        "submit/action        | {'taskId':'../1','customId':'x'}          | task_not_found",
        "submit/modal         | {}                                        | task_id_is_required",
        "submit/change        | {'taskId':'1'}                            | action_is_required",
        "submit/change        | {'taskId':'1','action':'UPSCALE'}         | index_is_required",
        "submit/change        | {'taskId':'1','action':'UPSCALE','index':0} | index_is_required",
        "submit/change        | {'taskId':'1','action':'PAN'}             | unknown_action",
        "submit/simple-change | {}                                        | content_is_required",
        "submit/simple-change | {'content':'1 W1'}                        | content_parse_failed",
        "submit/simple-change | {'content':'1'}                           | content_parse_failed",
        "submit/video         | {'prompt':'x'}                            | image_is_required",
        "submit/edits         | {'prompt':'x'}                            | image_is_required",
        "submit/upload-discord-images | {}                                | base64_array_is_required",
        "insight-face/swap    | {'sourceBase64':'x'} | sour_base64_and_target_base64_is_required",
        "submit/nothing       | {}                                        | unknown_relay_action",
      })
  void submission_thatLacksSomething_isRefusedByItsName(String path, String body, String name) {
    BadRequestException refused =
        assertThrows(BadRequestException.class, () -> RequestReader.submission(path, bytes(body)));
    assertEquals(4, refused.code());
    assertEquals(name, refused.description());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "submit/imagine | {'prompt':'x','base64Array':['nope!']}",
        "submit/imagine | {'prompt':'x','base64Array':['https://a.example/1.png']}",
        "submit/imagine | {'prompt':'x','base64Array':['data:text/html;base64,AAAA']}",
        "submit/blend   | {'base64Array':[]}",
        "submit/change  | {'taskId':'1','action':'UPSCALE','index':9}",
        "submit/video   | {'taskId':'1','index':'x'}",
        "submit/video   | {'image':'https://a.example/1.png','batchSize':3}",
        "submit/edits   | {'prompt':'x','image':'https://user@a.example/1.png'}",
      })
  void submission_withAWrongValue_isRefused(String path, String body) {
    assertThrows(BadRequestException.class, () -> RequestReader.submission(path, bytes(body)));
  }

  /** "hello world" is billed by a host like a picture, and then fails there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "submit/imagine    | {'prompt':'x','base64Array':['data:image/png;base64,aGVsbG8gd29ybGQ=']}",
        "submit/describe   | {'base64':'data:image/jpeg;base64,aGVsbG8gd29ybGQ='}",
        "submit/edits      | {'prompt':'x','image':'data:image/webp;base64,aGVsbG8gd29ybGQ='}",
        "insight-face/swap | {'sourceBase64':'data:image/gif;base64,aGVsbG8gd29ybGQ=',"
            + "'targetBase64':'data:image/png;base64,iVBORw0KGgo='}",
      })
  void pictureThatIsNone_isRefusedBeforeAnyHostIsPaid(String path, String body) {
    BadRequestException refused =
        assertThrows(BadRequestException.class, () -> RequestReader.submission(path, bytes(body)));
    assertTrue(
        refused.description().startsWith("image: no picture, though it says image/"),
        refused.description());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"data:image/png;base64,/9j/AAAA", "data:image/avif;base64,aGVsbG8gd29ybGQ="})
  void pictureThatMayBeOne_isLeftToTheHost(String picture) throws BadRequestException {
    String body = "{'base64':'" + picture + "'}";
    assertEquals(
        new Describe(ImageData.parse(picture), Optional.empty(), Optional.empty()),
        RequestReader.submission("submit/describe", bytes(body)).submission());
  }

  @Test
  void envelope_isReadApartFromTheRest() throws BadRequestException {
    IncomingSubmission read =
        RequestReader.submission(
            "submit/imagine",
            bytes(
                "{'prompt':'x --turbo','state':'s','notifyHook':'https://a.example/h','mode':'fast',"
                    + "'accountFilter':{'modes':['RELAX','bogus','FAST'],'remix':true,'remark':null},"
                    + "'botType':'','noStorage':true,'nothing':null,'big':14001934816969359}"));
    assertEquals("s", read.state());
    assertEquals(Optional.of("https://a.example/h"), read.notifyHook());
    assertEquals(List.of(Mode.RELAX, Mode.FAST), read.modes());
    assertEquals(
        Map.of(
            "noStorage", true, "big", 14001934816969359L, "accountFilter", Map.of("remix", true)),
        read.extra());
    assertEquals("x --turbo", read.submission().prompt());
  }

  @Test
  void mode_ofTheBody_countsWithoutFilter() throws BadRequestException {
    assertEquals(
        List.of(Mode.TURBO),
        RequestReader.submission("submit/imagine", bytes("{'prompt':'x','mode':'TURBO'}")).modes());
    assertEquals(
        List.of(),
        RequestReader.submission("submit/imagine", bytes("{'prompt':'x','mode':7}")).modes());
  }

  @Test
  void parentOfAnotherForm_isKeptAsText() throws BadRequestException {
    IncomingSubmission read =
        RequestReader.submission("submit/action", bytes("{'taskId':'task-mj-1','customId':'x'}"));
    assertEquals(Optional.of("task-mj-1"), read.parentId());
    assertEquals(
        Optional.of("0741798445574458"),
        RequestReader.submission("submit/simple-change", bytes("{'content':'0741798445574458 U1'}"))
            .parentId());
  }

  @Test
  void ids_areTextsOrNumbers() throws BadRequestException {
    assertEquals(
        List.of("1730621826053455", "14001934816969359", "x"),
        RequestReader.ids(
            bytes("{'ids':['1730621826053455',14001934816969359,'x',null,'','x',1.5]}")));
    assertEquals(List.of(), RequestReader.ids(bytes("{'ids':null}")));
    assertEquals(List.of(), RequestReader.ids(bytes("")));
    assertThrows(BadRequestException.class, () -> RequestReader.ids(bytes("[")));
  }

  @Test
  void ids_beyondTenThousand_areRefused() {
    StringBuilder body = new StringBuilder("{'ids':[0");
    for (int i = 1; i <= 10_000; i++) {
      body.append(',').append(i);
    }
    assertThrows(
        BadRequestException.class, () -> RequestReader.ids(bytes(body.append("]}").toString())));
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void submission_inAnotherCharset_isRefused() {
    byte[] gbk = "{\"prompt\":\"狐狸\"}".getBytes(Charset.forName("GBK"));
    assertThrows(BadRequestException.class, () -> RequestReader.submission("submit/imagine", gbk));
  }
}
