package io.chancery.custody;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that is recorded, in two lists: {@link CaseEvent} and {@link HouseEvent}. The record's
 * name is the entry's {@code event}; its components become the entry's {@code object}. No component
 * may hold personal data: ids, digests, counts and codes only (docs/formats/ledger.md). Each is
 * rendered as a sentence from the message bundle key {@code event_<record name>}.
 */
public sealed interface CustodyEvent permits CaseEvent, HouseEvent {

  /** Whether the bytes travel with a production, or only number and leaf hash. */
  enum Disclosure {
    DISCLOSED,
    INTERNAL
  }

  /** Who may see the entry's bytes outside the platform. */
  default Disclosure disclosure() {
    return disclosureOf(getClass().getSimpleName());
  }

  /** The same, for the event name that stands in an entry. */
  static Disclosure disclosureOf(String event) {
    return InternalEvents.NAMES.contains(event) ? Disclosure.INTERNAL : Disclosure.DISCLOSED;
  }

  /** The record of every event that can be recorded. */
  static List<Class<?>> vocabulary() {
    return Stream.of(CaseEvent.class, HouseEvent.class)
        .<Class<?>>flatMap(list -> Stream.of(list.getPermittedSubclasses()))
        .toList();
  }
}
