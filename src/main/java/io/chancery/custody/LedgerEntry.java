package io.chancery.custody;

import io.chancery.custody.CustodyEvent.Disclosure;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry as it was recorded.
 *
 * @param caseId the case; null for entries about no case
 * @param reference the case's reference, as it stands in the bytes
 * @param n number in its case, from 1; 0 for entries about no case
 * @param at when it was appended, to the millisecond
 * @param event the record name of the {@link CustodyEvent}
 * @param actorKind {@code staff}, {@code officer}, {@code system} or {@code clock}
 * @param actorId the directory's id
 * @param role the role that the actor used
 * @param object the event's components by name, in order
 * @param bytes the exact bytes that were hashed
 * @param leafHash the RFC 6962 leaf hash of {@code bytes}
 * @param seq place in the tree, from 0; null while it waits for the sequencer
 */
public record LedgerEntry(
    EntryId id,
    @Nullable CaseId caseId,
    @Nullable CaseReference reference,
    long n,
    Instant at,
    String event,
    String actorKind,
    String actorId,
    String role,
    Map<String, Object> object,
    byte[] bytes,
    Sha256 leafHash,
    @Nullable Long seq) {

  /** The order of the members before it is the format's: nothing inside the object looks so. */
  private static final Pattern ABOUT =
      Pattern.compile(
          "^\\{\"v\":1,\"event\":\"\\w+\",\"salt\":\"[^\"]*\",\"at\":\"[^\"]*\","
              + "\"(?:agency|person)\":\"([0-9a-f-]{36})\"");

  public LedgerEntry {
    object = Collections.unmodifiableMap(new LinkedHashMap<>(object));
  }

  /** The agency or person that the entry is about; empty for one about a case or the portal. */
  public String about() {
    Matcher matcher = ABOUT.matcher(new String(bytes, StandardCharsets.UTF_8));
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Whether the bytes travel with a production. */
  public Disclosure disclosure() {
    return CustodyEvent.disclosureOf(event);
  }
}
