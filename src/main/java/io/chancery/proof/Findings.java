package io.chancery.proof;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found, in plain words: what was checked, what could not be checked, and what
 * is wrong. Not safe for several threads.
 */
public final class Findings {
  /** Everything was checked and holds. */
  public static final int EXIT_GOOD = 0;

  /** Something is wrong; the output names it. */
  public static final int EXIT_WRONG = 1;

  /** The command was not understood. */
  public static final int EXIT_USAGE = 2;

  /** What was to be checked cannot be read at all. */
  public static final int EXIT_UNREADABLE = 3;

  /** Intact, but no key was given to check the signer. */
  public static final int EXIT_NO_ANCHOR = 4;

  /** How a finding counts. */
  public enum Kind {
    CHECKED("checked"),
    UNCHECKED("not checked"),
    NO_ANCHOR("signer not checked"),
    WRONG("WRONG");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  /**
   * One finding.
   *
   * @param code a stable word for machines
   * @param text a sentence for people
   * @param where the file that it is about, if one
   * @param index the entry that it is about, if one
   */
  public record Finding(
      Kind kind, String code, String text, @Nullable String where, @Nullable Long index) {}

  private static final int MOST_PER_CODE = 20;

  private final List<Finding> findings = new ArrayList<>();
  private long passedOver;
  private String place = "";

  /** What the next findings are about, when there are several things; "" for nothing special. */
  void within(String name) {
    place = name;
  }

  private String said(String text) {
    return place.isEmpty() ? text : place + ": " + text;
  }

  /** Says what was checked and holds. */
  public void checked(String code, String text) {
    findings.add(new Finding(Kind.CHECKED, code, said(text), null, null));
  }

  /** Says what could not be checked, without being wrong. */
  public void unchecked(String code, String text) {
    findings.add(new Finding(Kind.UNCHECKED, code, said(text), null, null));
  }

  /** Says that a signer could not be checked for want of a key. */
  public void noAnchor(String code, String text) {
    findings.add(new Finding(Kind.NO_ANCHOR, code, said(text), null, null));
  }

  /** Says what is wrong in a file, or in general. */
  public void wrong(String code, @Nullable String where, String text) {
    String file = place.isEmpty() ? where : where == null ? place : place + "/" + where;
    add(new Finding(Kind.WRONG, code, text, file, null));
  }

  /** Says what is wrong with one entry of a ledger. */
  public void wrongEntry(String code, long index, String text) {
    add(new Finding(Kind.WRONG, code, said(text), null, index));
  }

  private void add(Finding finding) {
    // A damaged million should not be a million lines; the first ones name the place.
    long same = findings.stream().filter(f -> f.code().equals(finding.code())).count();
    if (same >= MOST_PER_CODE) {
      passedOver++;
    } else {
      findings.add(finding);
    }
  }

  /** Takes over everything that {@code other} found. */
  public void addAll(Findings other) {
    findings.addAll(other.findings);
    passedOver += other.passedOver;
  }

  /** Everything found, in the order of checking. */
  public List<Finding> all() {
    return List.copyOf(findings);
  }

  /** Only what is wrong. */
  public List<Finding> wrongs() {
    return findings.stream().filter(f -> f.kind() == Kind.WRONG).toList();
  }

  /** Whether nothing is wrong. */
  public boolean good() {
    return wrongs().isEmpty();
  }

  /** The lowest entry index that something wrong names. */
  public OptionalLong firstBadIndex() {
    return wrongs().stream()
        .map(Finding::index)
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .min();
  }

  /** The exit code that goes with these findings. */
  public int exitCode() {
    if (!good()) {
      return EXIT_WRONG;
    }
    boolean anchored = findings.stream().noneMatch(f -> f.kind() == Kind.NO_ANCHOR);
    return anchored ? EXIT_GOOD : EXIT_NO_ANCHOR;
  }

  /** One sentence over all. */
  public String verdict() {
    return switch (exitCode()) {
      case EXIT_GOOD -> "Everything that was checked holds.";
      case EXIT_NO_ANCHOR -> "Intact, but the signer was not checked: give a key.";
      default ->
          "NOT INTACT: "
              + (wrongs().size() + passedOver)
              + " findings"
              + (firstBadIndex().isPresent()
                  ? ", the first bad entry has index " + firstBadIndex().getAsLong()
                  : "")
              + ".";
    };
  }

  /** Prints everything for people. */
  public void print(PrintStream out) {
    for (Finding finding : findings) {
      String place = finding.where() == null ? "" : finding.where() + ": ";
      String entry = finding.index() == null ? "" : "entry " + finding.index() + ": ";
      out.println("[" + finding.kind().label + "] " + place + entry + finding.text());
    }
    if (passedOver > 0) {
      out.println("[" + Kind.WRONG.label + "] and " + passedOver + " more of the same kinds");
    }
    out.println(verdict());
  }

  /** Everything for machines: one JSON object. */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField("intact", good());
      json.writeNumberField("exitCode", exitCode());
      json.writeStringField("verdict", verdict());
      if (firstBadIndex().isPresent()) {
        json.writeNumberField("firstBadIndex", firstBadIndex().getAsLong());
      }
      json.writeNumberField("passedOver", passedOver);
      json.writeArrayFieldStart("findings");
      for (Finding finding : findings) {
        json.writeStartObject();
        json.writeStringField("kind", finding.kind().name());
        json.writeStringField("code", finding.code());
        json.writeStringField("text", finding.text());
        if (finding.where() != null) {
          json.writeStringField("where", finding.where());
        }
        if (finding.index() != null) {
          json.writeNumberField("index", finding.index());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
