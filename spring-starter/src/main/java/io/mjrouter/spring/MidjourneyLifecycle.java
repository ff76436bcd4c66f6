package io.mjrouter.spring;

import io.mjrouter.Midjourney;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Begins to tell listeners once the application is up. Ends the router after the web server has
 * answered its last request and before a data source is closed: submissions under way are waited
 * for.
 */
final class MidjourneyLifecycle implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

  /** The web server stops at 2,048 less than the default; whoever stops later stops before us. */
  static final int PHASE = DEFAULT_PHASE - 4_096;

  private final Midjourney midjourney;
  private final ListenerGate gate;
  private final ApplicationContext context;
  private volatile boolean running;
  private volatile boolean closing;

  MidjourneyLifecycle(Midjourney midjourney, ListenerGate gate, ApplicationContext context) {
    this.midjourney = midjourney;
    this.gate = gate;
    this.context = context;
  }

  @Override
  public void start() {
    gate.open();
    running = true;
  }

  /** Contexts below are heard here as well. */
  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    closing = closing || event.getApplicationContext() == context;
  }

  /** A context that is only paused begins again; a router that was closed would not. */
  @Override
  public void stop() {
    if (closing) {
      midjourney.close();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
