package io.mjrouter.simulation;

import static java.util.stream.Collectors.toCollection;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The rows of the fault matrix: those that a simulation fires, and where each of the others is
 * tested. A run of many seeds in which a row of the first kind never fired has tested less than it
 * says, and fails.
 */
enum Row {
  F01,
  F02,
  F03,
  F04,
  F05,
  F06,
  F07("AfterSendingTest: sockets"),
  F08,
  F09("AfterSendingTest: bytes in time"),
  F10,
  F11,
  F12,
  F13("BeforeSendingTest: addresses of a name"),
  F14,
  F16("BeforeSendingTest: a proxy on the way"),
  F17,
  F18,
  F19,
  F20,
  F21,
  F22,
  F23("SubmitFaultsTest: sizes"),
  F24("AfterSendingTest, SecretsTest: redirects"),
  F25,
  F26,
  F27,
  F28("AfterSendingTest: bodies without end"),
  F29("AnswerReaderFuzzTest: bytes"),
  F30("SubmitFaultsTest: headers of answers"),
  F31("BeforeSendingTest: headers of requests"),
  F32("AfterSendingTest: informational answers"),
  F33,
  F34("AnswerReaderPropertiesTest: digits"),
  F35,
  F36,
  F37,
  F38,
  F39,
  F40,
  F41,
  F42,
  F43,
  F44,
  F45,
  F46,
  F47,
  F48,
  F49,
  F50,
  F51,
  F52("FollowUpTest: pressed by name"),
  F53,
  F54,
  F55("TaskFaultsTest: links"),
  F56,
  F57,
  F58,
  F59("AnswerReaderFuzzTest: depth and numbers"),
  F60,
  F61,
  F62,
  F63,
  F64,
  F65,
  F66,
  F67,
  F68("DeliveriesTest: listeners"),
  F69,
  F70("WaitTest: threads that wait"),
  F71("ReadBreakerTest: interleavings"),
  F72,
  F73,
  F74,
  F75,
  F76,
  F77,
  F78,
  F79,
  F80("RecordCodecTest: stored records"),
  F81("RetentionTest: days of retention"),
  F82("MidjourneyBuilderTest: settings"),
  F83("MidjourneyBuilderTest: settings"),
  F84("MidjourneyBuilderTest: settings"),
  F85("MidjourneyBuilderTest: settings"),
  F86("MidjourneyBuilderTest: settings"),
  F87,
  F88,
  F89,
  F90("RelayTest: signed hooks to clients"),
  F91,
  F92("HostileRequestsTest: floods"),
  F93("AddressGuardTest: addresses"),
  F94("CallerTest, GateTest: tenants"),
  F95("HostileRequestsTest: paths"),
  F96("SecretsTest: secrets"),
  F97("TrackerStormTest, TrackingBenchmark: load"),
  F98("GateTest: load"),
  F99("SlowHostTest: threads"),
  F100,
  F101("TrackerStormTest: a day"),
  F102("PicturesTest: streams"),
  F103("WaitTest: callers that go");

  /** Where it is tested, and why not here; blank for a row that is fired here. */
  private final String elsewhere;

  Row() {
    this("");
  }

  Row(String elsewhere) {
    this.elsewhere = elsewhere;
  }

  static Set<Row> simulated() {
    return Arrays.stream(values())
        .filter(row -> row.elsewhere.isEmpty())
        .collect(toCollection(() -> EnumSet.noneOf(Row.class)));
  }
}
