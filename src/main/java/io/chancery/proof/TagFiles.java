package io.chancery.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tag files of a bag, in the encoding that the bag names. */
final class TagFiles {
  private static final long MOST_BYTES = 512L << 20;

  private final Path root;
  private final Findings findings;
  private Charset charset = StandardCharsets.UTF_8;

  TagFiles(Path root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  /** Every further file is read in this encoding. */
  void useEncoding(Charset named) {
    this.charset = named;
  }

  /** The lines that are not blank; none when the file is missing. */
  List<String> lines(String name) throws IOException {
    String text = text(name);
    List<String> lines = new ArrayList<>();
    for (String line : (text == null ? "" : text).split("\\r\\n|\\r|\\n")) {
      if (!line.isBlank()) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** The whole file; null when it is missing. */
  @Nullable String text(String name) throws IOException {
    byte[] bytes = bytes(root, name);
    if (bytes == null) {
      return null;
    }
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      findings.wrong("bag-encoding", name, "is not in the encoding that bagit.txt names");
      return "";
    }
  }

  /** The bytes of a file below {@code root}; null when it is missing. */
  static byte @Nullable [] bytes(Path root, String name) throws IOException {
    Path file = root.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new InvalidProofException(name + " is larger than any tag file may be");
    }
    return Files.readAllBytes(file);
  }
}
