package io.mjrouter.model;

/** Which of Midjourney's two models draws. */
public enum BotType {
  MID_JOURNEY,
  NIJI_JOURNEY
}
