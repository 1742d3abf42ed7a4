package io.chancery.proof;

import io.chancery.kernel.Sha256;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a log says of itself (C2SP tlog-checkpoint v1.0.0): a tree of this size has this root.
 *
 * @param origin the log's name
 * @param size leaves
 * @param root the tree's root
 * @param extensions further lines, usually none
 */
public record Checkpoint(String origin, long size, Sha256 root, List<String> extensions) {
  private static final Pattern SIZE = Pattern.compile("0|[1-9]\\d{0,17}");

  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (origin.isEmpty() || origin.indexOf('\n') >= 0 || size < 0) {
      throw new InvalidProofException("a checkpoint has an origin and a size");
    }
  }

  /** A checkpoint without extensions. */
  public Checkpoint(String origin, long size, byte[] root) {
    this(origin, size, Sha256.of(root), List.of());
  }

  /**
   * Reads the text of a note.
   *
   * @throws InvalidProofException when it is malformed
   */
  public static Checkpoint parse(String text) {
    List<String> lines = Arrays.asList(text.split("\n", -1));
    if (lines.size() < 4 || !lines.get(lines.size() - 1).isEmpty()) {
      throw new InvalidProofException("a checkpoint has three lines: origin, size, root");
    }
    if (!SIZE.matcher(lines.get(1)).matches()) {
      throw new InvalidProofException("the checkpoint's size is not a decimal number");
    }
    byte[] root;
    try {
      root = Base64.getDecoder().decode(lines.get(2));
    } catch (IllegalArgumentException e) {
      throw new InvalidProofException("the checkpoint's root is not base64", e);
    }
    if (root.length != Merkle.HASH_BYTES) {
      throw new InvalidProofException("the checkpoint's root has not 32 bytes");
    }
    List<String> extensions = lines.subList(3, lines.size() - 1);
    if (extensions.contains("")) {
      throw new InvalidProofException("the checkpoint holds an empty line");
    }
    return new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), Sha256.of(root), extensions);
  }

  /** The text that is signed. */
  public String text() {
    StringBuilder text = new StringBuilder(origin).append('\n').append(size).append('\n');
    text.append(Base64.getEncoder().encodeToString(root.bytes())).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
