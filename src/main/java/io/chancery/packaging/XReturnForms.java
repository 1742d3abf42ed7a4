package io.chancery.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.source.CanonicalJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What each record becomes in {@link XReturn}: the fields that the readers look for, in the order
 * in which they look.
 */
final class XReturnForms {
  private static final DateTimeFormatter POSTED =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z uuuu", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** What one record of a file is made of; several forms are written one after the other. */
  record Form(
      String file,
      FieldGroup group,
      Predicate<ObjectNode> rows,
      Function<ObjectNode, ObjectNode> shape) {}

  private final String accountId;

  XReturnForms(String accountId) {
    this.accountId = accountId;
  }

  /**
   * Every form but those of messages and of the account, in the order in which they are written.
   */
  List<Form> all() {
    List<Form> forms = new ArrayList<>();
    forms.add(
        new Form(
            "ip-audit",
            FieldGroup.SESSIONS,
            r -> has(r, "startedAt") && has(r, "address") && !"failure".equals(text(r, "result")),
            r ->
                wrapped(
                    "ipAudit",
                    owned()
                        .put("createdAt", text(r, "startedAt"))
                        .put("loginIp", text(r, "address")))));
    forms.add(
        new Form(
            "account-creation-ip",
            FieldGroup.SUBSCRIBER,
            r -> has(r, "creationAddress"),
            r ->
                wrapped(
                    "accountCreationIp",
                    owned().put("userCreationIp", text(r, "creationAddress")))));
    forms.add(
        new Form(
            "account-suspension",
            FieldGroup.SUBSCRIBER,
            r -> "state-change".equals(text(r, "kind")) && has(r, "createdAt"),
            r ->
                wrapped(
                    "accountSuspension",
                    object()
                        .put("timeStamp", text(r, "createdAt"))
                        .put("action", text(r, "state")))));
    // The reader keeps the last time that it saw: tokens without one come first.
    forms.add(devices(r -> !has(r, "lastSeenAt")));
    forms.add(devices(r -> has(r, "lastSeenAt")));
    forms.add(relation("follower", "follower", "followed-by"));
    forms.add(relation("following", "following", "follows"));
    forms.add(relation("mute", "muting", "mutes"));
    forms.add(relation("block", "blocking", "blocks"));
    forms.add(
        new Form(
            "like",
            FieldGroup.RELATIONS,
            r -> "favourite".equals(text(r, "kind")),
            r ->
                wrapped(
                    "like",
                    object()
                        .put("tweetId", text(r, "objectId"))
                        .put("fullText", "")
                        .put("expandedUrl", ""))));
    forms.add(
        new Form(
            "tweets",
            FieldGroup.POSTS,
            r -> has(r, "createdAt") && !deleted(r),
            XReturnForms::post));
    forms.add(
        new Form(
            "deleted-tweets",
            FieldGroup.POSTS,
            r -> has(r, "createdAt") && deleted(r),
            XReturnForms::post));
    return forms;
  }

  private static Form devices(Predicate<ObjectNode> also) {
    return new Form(
        "device-token",
        FieldGroup.DEVICES,
        also.and(r -> has(r, "deviceToken") && has(r, "firstSeenAt")),
        r -> {
          ObjectNode token = object().put("token", text(r, "deviceToken"));
          if (has(r, "lastSeenAt")) {
            token.put("lastSeenAt", text(r, "lastSeenAt"));
          }
          return wrapped(
              "deviceToken",
              token
                  .put("clientApplicationId", "")
                  .put("clientApplicationName", text(r, "clientApplication"))
                  .put("createdAt", text(r, "firstSeenAt")));
        });
  }

  private static Form relation(String file, String name, String kind) {
    return new Form(
        file,
        FieldGroup.RELATIONS,
        r -> kind.equals(text(r, "kind")),
        r ->
            wrapped(
                name,
                object()
                    .put("accountId", text(r, "otherAccountId"))
                    .put("userLink", text(r, "otherAccount"))));
  }

  private static ObjectNode post(ObjectNode record) {
    String id = text(record, "id");
    ObjectNode post =
        object()
            .put("created_at", POSTED.format(Instant.parse(text(record, "createdAt"))))
            .put("id", id)
            .put("id_str", id)
            .put("full_text", text(record, "text"))
            .put("retweeted", "repost".equals(text(record, "kind")));
    post.putObject("entities").set("media", list(record, "attachments"));
    post.putObject("edit_info").putObject("initial").putArray("edit_tweet_ids").add(id);
    return wrapped("tweet", post);
  }

  /** A message, inside its conversation. */
  static ObjectNode message(ObjectNode record) {
    ObjectNode message =
        object()
            .put("id", text(record, "id"))
            .put("senderId", first(text(record, "senderId"), text(record, "sender")))
            .put("recipientId", first(joined(record, "recipientIds"), joined(record, "recipients")))
            .put("text", text(record, "text"));
    message.set("mediaUrls", list(record, "attachments"));
    var reactions = message.putArray("reactions");
    for (JsonNode sender : list(record, "reactions")) {
      // An older reader of the same file takes the second to fourth line of each.
      reactions
          .addObject()
          .put("messageId", text(record, "id"))
          .put("senderId", sender.asText())
          .put("reactionKey", "")
          .put("eventId", "");
    }
    return wrapped("messageCreate", message.put("createdAt", text(record, "sentAt")));
  }

  /** The beginning of what names its account. */
  ObjectNode owned() {
    return object().put("accountId", accountId);
  }

  static ObjectNode object() {
    return CanonicalJson.object();
  }

  static ObjectNode wrapped(String name, JsonNode content) {
    ObjectNode outer = object();
    outer.set(name, content);
    return outer;
  }

  static boolean deleted(ObjectNode record) {
    return has(record, "deletedAt") || "deleted".equals(text(record, "retention"));
  }

  static boolean has(ObjectNode record, String field) {
    return record.hasNonNull(field);
  }

  /** The value as text; nothing where there is none. */
  static String text(ObjectNode record, String field) {
    JsonNode value = record.get(field);
    return value == null || value.isNull() ? "" : value.asText();
  }

  private static JsonNode list(ObjectNode record, String field) {
    JsonNode value = record.get(field);
    return value != null && value.isArray() ? value : JsonNodeFactory.instance.arrayNode();
  }

  private static String joined(ObjectNode record, String field) {
    List<String> items = new ArrayList<>();
    list(record, field).forEach(item -> items.add(item.asText()));
    return String.join(" ", items);
  }

  private static String first(String preferred, String otherwise) {
    return preferred.isEmpty() ? otherwise : preferred;
  }
}
