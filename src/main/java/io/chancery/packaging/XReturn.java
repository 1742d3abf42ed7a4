package io.chancery.packaging;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.source.CanonicalJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The compatibility folder {@code data/compat/x-return/<n>/}: an account's records once more, in
 * the form of a return that RLEAPP v2026.3.0 recognises by file names (its modules
 * twitterReturns.py and twitterReturnsTip.py). Some of its readers go line by line, so the order of
 * fields, the spacing and the absence of blank lines matter. One pass over the records for each
 * file; memory does not grow with them.
 */
final class XReturn {
  private static final String FOLDER = "data/compat/x-return/";
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final DateTimeFormatter POSTED =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z uuuu", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final String README =
      """
      The folder x-return holds the records of ../accounts once more, in a form that RLEAPP v2026.3.0 reads as it
      is ("Twitter" and "Twitter Returns"): rleapp.py -t fs -i THIS_FOLDER -o RESULT. Give it this folder alone: it
      takes tables in ../accounts for those of another platform. The folder number and the first part of each file
      name is the account's number in ../accounts.csv.

      The records in ../accounts are authoritative. What this form cannot say is only there:
        - Posts have no fractions of a second. Texts are as stored, reposts have none.
        - ip-audit has sessions and successful sign-ins that have an address; failed sign-ins are not in it.
        - account has the first registration and the first address; account-suspension all changes of state.
        - userLink and the senders of reactions are names, since the records hold no links. Requests to follow and
          blocked domains are not in it. like has the posts' ids alone.
        - Attached files are named; they lie in ../accounts/N/media. RLEAPP shows a file as a post's picture when the
          post's id occurs in its path; here that is chance.
        - RLEAPP cuts values of the line-wise files at a colon followed by a blank, and drops their commas.
      An absent file or an empty list says that there is no such record, not that the platform holds none:
      ../not-held.csv says that.
      """;

  /** What one record of a file is made of; several forms are written one after the other. */
  private record Form(
      String file,
      FieldGroup group,
      Predicate<ObjectNode> rows,
      Function<ObjectNode, ObjectNode> shape) {}

  private final BagWriter bag;
  private final PackageContent.Account account;

  private XReturn(BagWriter bag, PackageContent.Account account) {
    this.bag = bag;
    this.account = account;
  }

  /** Says what the folder is, and what it leaves out. */
  static byte[] readme() {
    return README.getBytes(StandardCharsets.UTF_8);
  }

  static void write(BagWriter bag, PackageContent.Account account) throws IOException {
    new XReturn(bag, account).write();
  }

  private void write() throws IOException {
    List<Form> forms = forms();
    for (String file : forms.stream().map(Form::file).distinct().toList()) {
      List<Form> parts = forms.stream().filter(f -> f.file().equals(file)).toList();
      Optional<PackageContent.File> records = records(parts.getFirst().group());
      if (records.isPresent()) {
        array(
            file,
            json -> {
              for (Form part : parts) {
                each(
                    records.get(),
                    part.rows(),
                    record -> {
                      json.writeTree(part.shape().apply(record));
                    });
              }
            });
      }
    }
    Optional<PackageContent.File> messages = records(FieldGroup.MESSAGES);
    if (messages.isPresent()) {
      messages("direct-messages", messages.get(), r -> !deleted(r));
      messages("deleted-direct-messages", messages.get(), XReturn::deleted);
    }
    Optional<PackageContent.File> subscriber = records(FieldGroup.SUBSCRIBER);
    if (subscriber.isPresent()) {
      account(subscriber.get());
    }
  }

  private List<Form> forms() {
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
            "tweets", FieldGroup.POSTS, r -> has(r, "createdAt") && !deleted(r), XReturn::post));
    forms.add(
        new Form(
            "deleted-tweets",
            FieldGroup.POSTS,
            r -> has(r, "createdAt") && deleted(r),
            XReturn::post));
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

  /** Neighbours of one conversation stand together; another one in between begins it anew. */
  private void messages(String file, PackageContent.File messages, Predicate<ObjectNode> rows)
      throws IOException {
    array(
        file,
        json -> {
          String[] open = {null};
          each(
              messages,
              rows.and(r -> has(r, "sentAt")),
              record -> {
                String conversation = text(record, "conversationId");
                if (!conversation.equals(open[0])) {
                  endConversation(json, open[0]);
                  open[0] = conversation;
                  json.writeStartObject();
                  json.writeObjectFieldStart("dmConversation");
                  json.writeStringField("conversationId", conversation);
                  json.writeArrayFieldStart("messages");
                }
                json.writeTree(message(record));
              });
          endConversation(json, open[0]);
        });
  }

  private static void endConversation(JsonGenerator json, @Nullable String conversation)
      throws IOException {
    if (conversation != null) {
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private static ObjectNode message(ObjectNode record) {
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

  /** One account a file is all that the reader takes. */
  private void account(PackageContent.File subscriber) throws IOException {
    ObjectNode found = object();
    ObjectNode shown = object();
    each(
        subscriber,
        r -> true,
        record -> {
          if (!found.has("username") && has(record, "username")) {
            found.put("username", text(record, "username"));
            shown.put("accountDisplayName", text(record, "displayName"));
            if (has(record, "createdAt")) {
              found.put("createdAt", text(record, "createdAt"));
            }
          }
          if (!found.has("email") && has(record, "email")) {
            found.put("email", text(record, "email"));
          }
        });
    // The reader keeps the comma behind the display name, so that stands last.
    if (!found.isEmpty()) {
      ObjectNode form = owned();
      form.setAll(found);
      form.setAll(shown);
      array("account", json -> json.writeTree(wrapped("account", form)));
    }
  }

  /** What is written into an array. */
  private interface Items {
    void into(JsonGenerator json) throws IOException;
  }

  /** What is done with a record. */
  private interface Use {
    void with(ObjectNode record) throws IOException;
  }

  private void array(String file, Items items) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    String path = FOLDER + account.number() + "/" + account.number() + "-" + file + ".txt";
    try (OutputStream out = bag.payload(path, BagWriter.Storage.TEXT)) {
      JsonGenerator json = MAPPER.createGenerator(out);
      json.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
      json.setPrettyPrinter(printer);
      json.writeStartArray();
      items.into(json);
      json.writeEndArray();
      json.writeRaw('\n');
      json.close();
    }
  }

  private static void each(PackageContent.File file, Predicate<ObjectNode> rows, Use use)
      throws IOException {
    try (JsonLines lines = new JsonLines(file)) {
      for (ObjectNode record = lines.next(); record != null; record = lines.next()) {
        if (rows.test(record)) {
          use.with(record);
        }
      }
    }
  }

  private Optional<PackageContent.File> records(FieldGroup group) {
    return account.records().stream().filter(f -> f.group() == group).findFirst();
  }

  private ObjectNode owned() {
    return object().put("accountId", account.accountId());
  }

  private static ObjectNode object() {
    return CanonicalJson.object();
  }

  private static ObjectNode wrapped(String name, JsonNode content) {
    ObjectNode outer = object();
    outer.set(name, content);
    return outer;
  }

  private static boolean deleted(ObjectNode record) {
    return has(record, "deletedAt") || "deleted".equals(text(record, "retention"));
  }

  private static boolean has(ObjectNode record, String field) {
    return record.hasNonNull(field);
  }

  /** The value as text; nothing where there is none. */
  private static String text(ObjectNode record, String field) {
    JsonNode value = record.get(field);
    return value == null || value.isNull() ? "" : value.asText();
  }

  private static JsonNode list(ObjectNode record, String field) {
    JsonNode value = record.get(field);
    return value != null && value.isArray() ? value : MAPPER.createArrayNode();
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
