package io.chancery.path;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.platform.embedded.SeededPerson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.eclipse.microprofile.config.ConfigProvider;

/** {@code deploy/verify-package} over a production, as it is and as others made it. */
final class IndependentChecks {
  private final Path folder;
  private final Path production;
  private final Path identity;

  IndependentChecks(Path folder, byte[] ciphertext) throws IOException {
    this(folder, Files.write(folder.resolve("production.bag.zip.age"), ciphertext));
  }

  /** Over a production of several bags, of which one is named. */
  IndependentChecks(Path folder, Path production) throws IOException {
    this.folder = folder;
    this.production = production;
    this.identity =
        Path.of(
                ConfigProvider.getConfig().getValue("chancery.seed.folder", String.class),
                SeededPerson.METRO + ".agekey")
            .toAbsolutePath();
    Path keys = Files.createDirectory(folder.resolve("keys"));
    Files.writeString(keys.resolve("log.vkey"), given().get("/ledger/vkey").asString());
    for (String name : List.of("signer-chain.pem", "tsa-chain.pem", "openpgp.asc")) {
      String text =
          given().get("/verification/" + name).then().statusCode(200).extract().asString();
      Files.writeString(keys.resolve(name), text);
    }
  }

  void allHold() throws Exception {
    List<String> lines = verify(production);
    assertThat(lines).hasSizeGreaterThan(12).allMatch(line -> line.matches("(holds|bag) .*"));
  }

  void eachNoticesAChangeWhereItGuards() throws Exception {
    byte[] cut = Files.readAllBytes(production);
    cut[cut.length / 2] ^= 1;
    assertThat(failed(Files.write(folder.resolve("cut.age"), cut))).contains("age", "bsdtar");

    Path zip = folder.resolve("bag.zip");
    run("age", "-d", "-i", identity.toString(), "-o", zip.toString(), production.toString());
    byte[] damaged = Files.readAllBytes(zip);
    damaged[middleOfTheLargestFile(zip)] ^= 1;
    assertThat(failed(encrypted(Files.write(folder.resolve("damaged.zip"), damaged))))
        .contains("unzip", "7z");

    try (FileSystem open = FileSystems.newFileSystem(zip)) {
      Path bag;
      try (var roots = Files.list(open.getPath("/"))) {
        bag = roots.findFirst().orElseThrow();
      }
      flip(bag.resolve("data/README.txt"));
      flip(bag.resolve("custody/certificate.pdf"));
      flip(bag.resolve("custody/events.jsonl"));
      flip(bag.resolve("custody/checkpoint"));
      flip(bag.resolve("tagmanifest-sha256.txt"));
    }
    assertThat(failed(encrypted(zip)))
        .containsExactlyInAnyOrder(
            "sha256sum",
            "bagit-java",
            "openssl cms",
            "openssl ts",
            "gpg",
            "pdfsig",
            "Go sumdb",
            "chancery-verify");
  }

  /** Between two files there are bytes that not every tool reads. */
  private static int middleOfTheLargestFile(Path zip) throws IOException {
    try (ZipFile open = ZipFile.builder().setPath(zip).get()) {
      ZipArchiveEntry largest =
          Collections.list(open.getEntries()).stream()
              .max(Comparator.comparingLong(ZipArchiveEntry::getCompressedSize))
              .orElseThrow();
      return Math.toIntExact(largest.getDataOffset() + largest.getCompressedSize() / 2);
    }
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    // Early: the middle of a signed PDF is the room for its signature, which signs all but itself.
    bytes[Math.min(bytes.length / 2, 1_000)] ^= 1;
    Files.write(file, bytes);
  }

  private Path encrypted(Path zip) throws Exception {
    String recipient = run("age-keygen", "-y", identity.toString()).getFirst();
    Path file = folder.resolve(zip.getFileName() + ".age");
    run("age", "-r", recipient, "-o", file.toString(), zip.toString());
    return file;
  }

  /** The tools that said no to the production as it lies there. */
  List<String> failed() throws Exception {
    return failed(production);
  }

  private List<String> failed(Path file) throws Exception {
    return verify(file).stream()
        .filter(line -> line.startsWith("FAILS"))
        .map(line -> line.replaceFirst("FAILS +([^:]+):.*", "$1"))
        .distinct()
        .toList();
  }

  private List<String> verify(Path file) throws Exception {
    Path script = Path.of("deploy", "verify-package").toAbsolutePath();
    return run(
        script.toString(), file.toString(), identity.toString(), folder.resolve("keys").toString());
  }

  private List<String> run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.lines().toList();
  }
}
