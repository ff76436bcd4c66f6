package io.mjrouter.examples.benchmarks.tracking;

import io.mjrouter.model.Button;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.TaskSnapshot;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A task at a modelled host. It waits in a queue for up to a quarter of its time; then its progress
 * rises in Midjourney's steps, faster or slower at first by a bend of its own.
 *
 * @param begun when the host took it, in nanoseconds
 * @param ends when it is finished
 * @param queued the share of its time in the queue
 * @param bend the power to which the share of its time gives its progress
 */
record ModelTask(String id, long begun, long ends, double queued, double bend) {

  private static final double MU = Math.log(60);

  /** So that 95 of 100 take up to 180 s. */
  private static final double SIGMA = Math.log(3) / 1.6449;

  private static final int[] STEPS = {0, 15, 31, 46, 62, 78, 93};

  /** A task that begins now. */
  static ModelTask beginning(String id, long now, SplittableRandom random) {
    double seconds = Math.exp(MU + SIGMA * random.nextGaussian());
    return of(id, now, seconds, random);
  }

  /** A task as one finds it among many under way: the longer it takes, the likelier it is there. */
  static ModelTask underWay(String id, long now, SplittableRandom random) {
    double seconds = Math.exp(MU + SIGMA * SIGMA + SIGMA * random.nextGaussian());
    return of(id, now - (long) (random.nextDouble() * seconds * 1e9), seconds, random);
  }

  private static ModelTask of(String id, long begun, double seconds, SplittableRandom random) {
    return new ModelTask(
        id,
        begun,
        begun + (long) (seconds * 1e9),
        0.25 * random.nextDouble(),
        Math.exp(0.25 * random.nextGaussian()));
  }

  /** How likely it is to take about so many seconds. */
  static double density(double seconds) {
    double z = (Math.log(seconds) - MU) / SIGMA;
    return Math.exp(-z * z / 2) / (seconds * SIGMA * Math.sqrt(2 * Math.PI));
  }

  double seconds() {
    return (ends - begun) / 1e9;
  }

  /** What the host shows of it. */
  TaskSnapshot look(long now, boolean tellsProgress) {
    if (now >= ends) {
      return done();
    }
    double share = (double) (now - begun) / (ends - begun);
    double drawn = (share - queued) / (1 - queued);
    if (drawn <= 0) {
      return TaskSnapshot.builder(id, HostStatus.SUBMITTED).rawStatus("SUBMITTED").build();
    }
    TaskSnapshot.Builder running =
        TaskSnapshot.builder(id, HostStatus.IN_PROGRESS).rawStatus("IN_PROGRESS");
    return (tellsProgress ? running.progress(step(100 * Math.pow(drawn, bend))) : running).build();
  }

  private static int step(double percent) {
    int last = 0;
    for (int step : STEPS) {
      last = step <= percent ? step : last;
    }
    return last;
  }

  private TaskSnapshot done() {
    List<Button> buttons = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      buttons.add(new Button("MJ::JOB::upsample::" + i + "::" + id, "U" + i, "", 2, 2));
      buttons.add(new Button("MJ::JOB::variation::" + i + "::" + id, "V" + i, "", 2, 2));
    }
    buttons.add(new Button("MJ::JOB::reroll::0::" + id + "::SOLO", "", "🔄", 2, 2));
    return TaskSnapshot.builder(id, HostStatus.SUCCESS)
        .rawStatus("SUCCESS")
        .images(List.of(MediaLink.of(URI.create("https://cdn.example/" + id + "/grid_0.png"))))
        .buttons(buttons)
        .build();
  }
}
