package io.chancery.kernel;

import java.util.Arrays;
import java.util.Optional;

/**
 * The unit that the law reaches and a reviewer decides (docs/formats/records.md). A policy pack
 * maps each to a tier; what a pack does not map is not reachable.
 */
public enum FieldGroup {
  SUBSCRIBER("subscriber"),
  SESSIONS("sessions"),
  DEVICES("devices"),
  RELATIONS("relations"),
  MESSAGES_META("messages-meta"),
  POSTS("posts"),
  MESSAGES("messages"),
  MEDIA("media"),
  SEARCHES("searches"),
  LOCATION("location"),
  DRAFTS("drafts"),
  MODERATION("moderation");

  private final String key;

  FieldGroup(String key) {
    this.key = key;
  }

  /** The name in files, mappings, policy packs and the API. */
  public String key() {
    return key;
  }

  /**
   * Whether it holds what somebody wrote, sent, looked for or showed, or where they were; also
   * whatever may quote that.
   */
  public boolean content() {
    return switch (this) {
      case SUBSCRIBER, SESSIONS, DEVICES, RELATIONS, MESSAGES_META -> false;
      case POSTS, MESSAGES, MEDIA, SEARCHES, LOCATION, DRAFTS, MODERATION -> true;
    };
  }

  /** The group of that key, if there is one. */
  public static Optional<FieldGroup> ofKey(String key) {
    return Arrays.stream(values()).filter(group -> group.key.equals(key)).findFirst();
  }
}
