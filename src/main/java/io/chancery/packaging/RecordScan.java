package io.chancery.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.FieldGroup;
import io.chancery.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads through what was collected, decrypted record by record and without any transaction. It
 * keeps one record at a time, and no index of the content is left behind.
 */
@ApplicationScoped
class RecordScan {

  /**
   * One record or media file.
   *
   * @param record null for a media file
   */
  record Item(int target, String group, String file, String key, @Nullable ObjectNode record) {
    @Override
    public String toString() {
      return "Item[" + file + "]";
    }
  }

  /** Gets each item that is wanted; answers whether to go on. */
  @FunctionalInterface
  interface Receiver {
    boolean take(Item item);
  }

  private final Vault vault;
  private final ItemKeys keys;

  RecordScan(Vault vault, ItemKeys keys) {
    this.vault = vault;
    this.keys = keys;
  }

  /** Whether every one of {@code words} stands somewhere in the item; capitals do not matter. */
  static Predicate<Item> holding(String words) {
    List<String> wanted = List.of(folded(words).strip().split("\\s+"));
    return item -> {
      StringBuilder text = new StringBuilder(folded(item.file()));
      if (item.record() != null) {
        append(text, item.record());
      }
      return wanted.stream().allMatch(word -> text.indexOf(word) >= 0);
    };
  }

  private static void append(StringBuilder text, JsonNode node) {
    if (node.isValueNode()) {
      if (!node.isNull()) {
        text.append('\n').append(folded(node.asText()));
      }
    } else {
      node.forEach(child -> append(text, child));
    }
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /**
   * Gives every item of the set that {@code wanted} accepts, in the order of the files.
   *
   * @param group only items of this group; null for all
   * @throws UncheckedIOException when a file is not the one that was collected
   */
  void each(
      CaseId id,
      CollectedSet set,
      @Nullable FieldGroup group,
      Predicate<Item> wanted,
      Receiver receiver) {
    for (CollectedSet.Artefact artefact : set.artefacts()) {
      if (group != null && !group.key().equals(artefact.group())) {
        continue;
      }
      if (!each(id, artefact, wanted, receiver)) {
        return;
      }
    }
  }

  private boolean each(
      CaseId id, CollectedSet.Artefact artefact, Predicate<Item> wanted, Receiver receiver) {
    PackageContent.File file = file(vault, artefact);
    if (file.isMedia()) {
      String key = keys.media(id, artefact.target(), file.name());
      return give(
          new Item(artefact.target(), artefact.group(), file.name(), key, null), wanted, receiver);
    }
    try (JsonLines lines = new JsonLines(file)) {
      for (ObjectNode record = lines.next(); record != null; record = lines.next()) {
        String key = keys.record(id, artefact.target(), file.name(), record);
        if (!give(
            new Item(artefact.target(), artefact.group(), file.name(), key, record),
            wanted,
            receiver)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean give(Item item, Predicate<Item> wanted, Receiver receiver) {
    return !wanted.test(item) || receiver.take(item);
  }

  /** A collected artefact as a file of a package. */
  static PackageContent.File file(Vault vault, CollectedSet.Artefact artefact) {
    return new PackageContent.File(
        FieldGroup.ofKey(artefact.group()).orElseThrow(),
        artefact.name(),
        artefact.digest(),
        artefact.rows(),
        artefact.bytes(),
        () -> vault.open(artefact.vaultKey(), artefact.digest()));
  }

  /** A record's fields that have a value, as a person reads them. */
  static List<Map.Entry<String, String>> fields(@Nullable ObjectNode record) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    if (record != null) {
      record
          .properties()
          .forEach(field -> {
            String text = Csv.cell(field.getValue());
            if (!text.isEmpty()) {
              fields.add(Map.entry(field.getKey(), text));
            }
          });
    }
    return fields;
  }
}
