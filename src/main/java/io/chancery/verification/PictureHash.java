package io.chancery.verification;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A fingerprint of a picture by what it shows (difference hash): whether each of 8 × 8 places is
 * brighter than its right neighbour. Scaling and compression change few of the 64 bits; another
 * picture changes about half.
 */
final class PictureHash {
  /** Two pictures whose hashes differ in at most so many bits look alike. */
  static final int ALIKE = 6;

  private static final int SIDE = 8;

  private PictureHash() {}

  static long of(BufferedImage picture) {
    BufferedImage small = new BufferedImage(SIDE + 1, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D canvas = small.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    // By halves first: one large step would look at a few pixels only.
    canvas.drawImage(halved(picture), 0, 0, SIDE + 1, SIDE, null);
    canvas.dispose();
    long hash = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean brighter =
            small.getRaster().getSample(x, y, 0) > small.getRaster().getSample(x + 1, y, 0);
        hash = hash << 1 | (brighter ? 1 : 0);
      }
    }
    return hash;
  }

  private static BufferedImage halved(BufferedImage picture) {
    BufferedImage current = picture;
    while (Math.min(current.getWidth(), current.getHeight()) >= 4 * SIDE) {
      BufferedImage next =
          new BufferedImage(
              current.getWidth() / 2, current.getHeight() / 2, BufferedImage.TYPE_BYTE_GRAY);
      Graphics2D canvas = next.createGraphics();
      canvas.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      canvas.drawImage(current, 0, 0, next.getWidth(), next.getHeight(), null);
      canvas.dispose();
      current = next;
    }
    return current;
  }
}
