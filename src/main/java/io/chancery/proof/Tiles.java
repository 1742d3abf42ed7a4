package io.chancery.proof;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Names and shapes of C2SP tlog-tiles v0.1.0: a full tile holds 256 hashes; hash {@code i} of level
 * {@code L} is the root of a complete subtree of 256^L leaves; entry bundles hold the entries under
 * a tile of level 0, each after its length as an unsigned 16-bit number.
 */
public final class Tiles {
  /** Hashes in a full tile, entries in a full bundle. */
  public static final int FULL = 256;

  /** The longest entry that a bundle can hold, in bytes. */
  public static final int MAX_ENTRY_BYTES = 65_535;

  /** The path of the signed checkpoint. */
  public static final String CHECKPOINT = "checkpoint";

  /** One tile: which, and how many hashes (or entries) it holds, 1 to 256. */
  public record Tile(int level, long index, int width) {
    /** The path of the tile's hashes, for example {@code tile/0/x001/234.p/7}. */
    public String path() {
      return "tile/" + level + "/" + Tiles.number(index, width);
    }
  }

  private Tiles() {}

  /** The path of an entry bundle, for example {@code tile/entries/000.p/12}. */
  public static String entriesPath(long index, int width) {
    return "tile/entries/" + number(index, width);
  }

  /** How many hashes level {@code level} holds in a tree of {@code size} leaves. */
  public static long hashesAt(int level, long size) {
    return level >= 8 ? 0 : size >>> (8 * level);
  }

  /**
   * How many hashes tile {@code index} of {@code level} holds in a tree of {@code size} leaves; 0
   * when there is no such tile.
   */
  public static int widthOf(int level, long index, long size) {
    long rest = hashesAt(level, size) - index * FULL;
    return (int) Math.max(0, Math.min(FULL, rest));
  }

  /** Every tile that a tree of {@code size} leaves needs, full ones and the last partial ones. */
  public static List<Tile> allOf(long size) {
    List<Tile> all = new ArrayList<>();
    for (int level = 0; hashesAt(level, size) > 0; level++) {
      for (long index = 0; widthOf(level, index, size) > 0; index++) {
        all.add(new Tile(level, index, widthOf(level, index, size)));
      }
    }
    return all;
  }

  /**
   * Reads a path below {@code tile/<level>/} or {@code tile/entries/}; level -1 stands for entries.
   *
   * @param path for example {@code 0/x001/234.p/7} or {@code entries/000}
   * @throws InvalidProofException when it is no tile's path in its only spelling
   */
  public static Tile parse(String path) {
    InvalidProofException odd = new InvalidProofException("not the path of a tile");
    int slash = path.indexOf('/');
    if (slash < 1 || path.length() > 100) {
      throw odd;
    }
    try {
      String kind = path.substring(0, slash);
      int level = kind.equals("entries") ? -1 : Integer.parseInt(kind);
      String rest = path.substring(slash + 1);
      int width = FULL;
      int dot = rest.indexOf(".p/");
      if (dot >= 0) {
        width = Integer.parseInt(rest.substring(dot + 3));
        rest = rest.substring(0, dot);
      }
      long index = Long.parseLong(rest.replace("/", "").replace("x", ""));
      Tile tile = new Tile(level, index, width);
      // Only one spelling of each path exists, so a path is right when it comes out again.
      String again =
          level < 0
              ? entriesPath(index, width).substring("tile/".length())
              : tile.path().substring("tile/".length());
      if (!again.equals(path)
          || index < 0
          || level > 63
          || width < 1
          || dot >= 0 && width >= FULL) {
        throw odd;
      }
      return tile;
    } catch (NumberFormatException e) {
      throw odd;
    }
  }

  /**
   * Packs entries into a bundle.
   *
   * @throws IllegalArgumentException when an entry is longer than {@link #MAX_ENTRY_BYTES}
   */
  public static byte[] bundle(List<byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      if (entry.length > MAX_ENTRY_BYTES) {
        throw new IllegalArgumentException("an entry has at most " + MAX_ENTRY_BYTES + " bytes");
      }
      out.write(entry.length >>> 8);
      out.write(entry.length);
      out.write(entry, 0, entry.length);
    }
    return out.toByteArray();
  }

  /**
   * Unpacks a bundle.
   *
   * @throws InvalidProofException when it ends within an entry
   */
  public static List<byte[]> entries(byte[] bundle) {
    List<byte[]> entries = new ArrayList<>();
    int at = 0;
    while (at < bundle.length) {
      int from = at + 2;
      int length = from > bundle.length ? 0 : (bundle[at] & 0xFF) << 8 | bundle[at + 1] & 0xFF;
      if (from > bundle.length || from + length > bundle.length) {
        throw new InvalidProofException("the bundle ends within entry " + entries.size());
      }
      entries.add(java.util.Arrays.copyOfRange(bundle, from, from + length));
      at = from + length;
    }
    return entries;
  }

  /** Groups of three digits, all but the last with an x; partial tiles name their width. */
  private static String number(long index, int width) {
    String path = String.format(Locale.ROOT, "%03d", index % 1000);
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path = String.format(Locale.ROOT, "x%03d/%s", rest % 1000, path);
    }
    return width == FULL ? path : path + ".p/" + width;
  }
}
