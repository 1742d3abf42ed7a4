package io.chancery.packaging;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The compatibility folder {@code data/compat/x-return/<n>/}: an account's records once more, in
 * the form of a return that RLEAPP v2026.3.0 recognises by file names (its modules
 * twitterReturns.py and twitterReturnsTip.py). Some of its readers go line by line, so the order of
 * fields ({@link XReturnForms}), the spacing and the absence of blank lines matter. One pass over
 * the records for each file; memory does not grow with them.
 */
final class XReturn {
  private static final String FOLDER = "data/compat/x-return/";
  private static final JsonMapper MAPPER = new JsonMapper();
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

  private final BagWriter bag;
  private final PackageContent.Account account;
  private final XReturnForms forms;

  private XReturn(BagWriter bag, PackageContent.Account account) {
    this.bag = bag;
    this.account = account;
    this.forms = new XReturnForms(account.accountId());
  }

  /** Says what the folder is, and what it leaves out. */
  static byte[] readme() {
    return README.getBytes(StandardCharsets.UTF_8);
  }

  static void write(BagWriter bag, PackageContent.Account account) throws IOException {
    new XReturn(bag, account).write();
  }

  private void write() throws IOException {
    List<XReturnForms.Form> all = forms.all();
    for (String file : all.stream().map(XReturnForms.Form::file).distinct().toList()) {
      List<XReturnForms.Form> parts = all.stream().filter(f -> f.file().equals(file)).toList();
      Optional<PackageContent.File> records = records(parts.getFirst().group());
      if (records.isPresent()) {
        array(
            file,
            json -> {
              for (XReturnForms.Form part : parts) {
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
      messages("direct-messages", messages.get(), r -> !XReturnForms.deleted(r));
      messages("deleted-direct-messages", messages.get(), XReturnForms::deleted);
    }
    Optional<PackageContent.File> subscriber = records(FieldGroup.SUBSCRIBER);
    if (subscriber.isPresent()) {
      account(subscriber.get());
    }
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
              rows.and(r -> XReturnForms.has(r, "sentAt")),
              record -> {
                String conversation = XReturnForms.text(record, "conversationId");
                if (!conversation.equals(open[0])) {
                  endConversation(json, open[0]);
                  open[0] = conversation;
                  json.writeStartObject();
                  json.writeObjectFieldStart("dmConversation");
                  json.writeStringField("conversationId", conversation);
                  json.writeArrayFieldStart("messages");
                }
                json.writeTree(XReturnForms.message(record));
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

  /** One account a file is all that the reader takes. */
  private void account(PackageContent.File subscriber) throws IOException {
    ObjectNode found = XReturnForms.object();
    ObjectNode shown = XReturnForms.object();
    each(
        subscriber,
        r -> true,
        record -> {
          if (!found.has("username") && XReturnForms.has(record, "username")) {
            found.put("username", XReturnForms.text(record, "username"));
            shown.put("accountDisplayName", XReturnForms.text(record, "displayName"));
            if (XReturnForms.has(record, "createdAt")) {
              found.put("createdAt", XReturnForms.text(record, "createdAt"));
            }
          }
          if (!found.has("email") && XReturnForms.has(record, "email")) {
            found.put("email", XReturnForms.text(record, "email"));
          }
        });
    // The reader keeps the comma behind the display name, so that stands last.
    if (!found.isEmpty()) {
      ObjectNode form = forms.owned();
      form.setAll(found);
      form.setAll(shown);
      array("account", json -> json.writeTree(XReturnForms.wrapped("account", form)));
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
}
