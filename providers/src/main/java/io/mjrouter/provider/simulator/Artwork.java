package io.mjrouter.provider.simulator;

import java.util.List;
import java.util.Optional;

/**
 * What a task makes.
 *
 * @param stage what it shows
 * @param action the host's word for what was done
 * @param prompt the prompt that is drawn, with its parameters
 * @param pictures four for a grid, one for anything else that shows a picture
 * @param width of the file in pixels
 * @param height of the file in pixels
 * @param texts the prompts that a describe or shorten proposes
 * @param answer those prompts as the host words them
 * @param videos how many videos there are
 * @param mistake what makes the host fail it, whoever is at fault
 */
record Artwork(
    Stage stage,
    String action,
    String prompt,
    List<Picture> pictures,
    int width,
    int height,
    List<String> texts,
    String answer,
    int videos,
    Optional<String> mistake) {

  private static final int SIDE = 1024;

  Artwork {
    pictures = List.copyOf(pictures);
    texts = List.copyOf(texts);
  }

  static Artwork grid(String action, String prompt, List<Picture> pictures) {
    return drawn(Stage.GRID, action, prompt, pictures, 1);
  }

  static Artwork drawn(
      Stage stage, String action, String prompt, List<Picture> pictures, int scale) {
    double side = SIDE * Math.sqrt(pictures.get(0).view().aspect());
    int width = (int) Math.round(side / 8) * 8;
    int height = (int) Math.round((double) SIDE * SIDE / side / 8) * 8;
    return new Artwork(
        stage,
        action,
        prompt,
        pictures,
        width * scale,
        height * scale,
        List.of(),
        "",
        0,
        Optional.empty());
  }

  static Artwork text(
      Stage stage, String action, String prompt, List<String> texts, String answer) {
    return new Artwork(stage, action, prompt, List.of(), 0, 0, texts, answer, 0, Optional.empty());
  }

  Artwork withVideos(int number) {
    return new Artwork(
        stage, action, prompt, pictures, width, height, texts, answer, number, mistake);
  }

  Artwork failing(String reason) {
    return new Artwork(
        stage, action, prompt, pictures, width, height, texts, answer, videos, Optional.of(reason));
  }
}
