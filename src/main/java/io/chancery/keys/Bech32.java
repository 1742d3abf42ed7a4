package io.chancery.keys;

import java.io.ByteArrayOutputStream;

/**
 * Bech32 (BIP 173) without its limit of 90 characters, as age uses it for long recipients; the age
 * library's own refuses these.
 */
final class Bech32 {
  private static final String CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECKSUM = 6;

  private Bech32() {}

  /**
   * Reads lower-case text.
   *
   * @throws IllegalArgumentException when the prefix differs, a character is none of Bech32, the
   *     checksum does not fit, or bits are left over
   */
  static byte[] decode(String prefix, String text) {
    if (!text.startsWith(prefix + "1") || text.length() < prefix.length() + 1 + CHECKSUM) {
      throw new IllegalArgumentException("not of this prefix");
    }
    String data = text.substring(prefix.length() + 1);
    int check = 1;
    for (char c : prefix.toCharArray()) {
      check = step(check, c >> 5);
    }
    check = step(check, 0);
    for (char c : prefix.toCharArray()) {
      check = step(check, c & 31);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int bits = 0;
    int held = 0;
    for (int i = 0; i < data.length(); i++) {
      int value = CHARACTERS.indexOf(data.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("not a character of Bech32");
      }
      check = step(check, value);
      if (i < data.length() - CHECKSUM) {
        held = (held << 5 | value) & 0xFFF;
        bits += 5;
        if (bits >= 8) {
          bits -= 8;
          bytes.write(held >> bits);
        }
      }
    }
    if (check != 1) {
      throw new IllegalArgumentException("the checksum does not fit");
    }
    if (bits >= 5 || (held & (1 << bits) - 1) != 0) {
      throw new IllegalArgumentException("bits are left over");
    }
    return bytes.toByteArray();
  }

  private static int step(int check, int value) {
    int top = check >>> 25;
    int next = (check & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      if ((top >> i & 1) == 1) {
        next ^= GENERATOR[i];
      }
    }
    return next;
  }
}
