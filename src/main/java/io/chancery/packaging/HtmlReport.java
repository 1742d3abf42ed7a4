package io.chancery.packaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.ReadGrant;
import io.chancery.source.CanonicalJson;
import io.chancery.source.SourceDictionary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An account's records to read: pages of 1,000, messages as conversations, media with links. Holds
 * one page in memory; the contents page comes last in the ZIP, because only then is it known.
 */
final class HtmlReport {
  static final int PAGE = 1_000;
  private static final int LISTED_CONVERSATIONS = 2_000;

  private final BagWriter bag;
  private final PackageContent.Account account;
  private final Set<String> media;
  private final List<List<String>> contents = new ArrayList<>();
  private final List<List<String>> conversations = new ArrayList<>();
  private int pages;

  HtmlReport(BagWriter bag, PackageContent.Account account) {
    this.bag = bag;
    this.account = account;
    this.media =
        account.media().stream()
            .map(f -> f.name().substring("media/".length()))
            .collect(Collectors.toUnmodifiableSet());
  }

  void write() throws IOException {
    for (PackageContent.File file : account.records()) {
      int first = pages + 1;
      if (file.group() == FieldGroup.MESSAGES) {
        messages(file);
      } else {
        tables(file);
      }
      contents.add(
          List.of(
              file.group().key(),
              String.valueOf(file.rows()),
              pages >= first ? name(first) : "",
              pages > first ? name(pages) : ""));
    }
    int ofMedia = new MediaIndex(bag, account).write();
    bag.payload(path("index.html"), index(ofMedia));
  }

  private void tables(PackageContent.File file) throws IOException {
    SourceDictionary.Group group = account.dictionary().group(file.group()).orElseThrow();
    int first = pages + 1;
    int last = pages + pagesFor(file.rows());
    List<ObjectNode> page = new ArrayList<>();
    try (JsonLines lines = new JsonLines(file)) {
      for (ObjectNode record = lines.next(); record != null; record = lines.next()) {
        page.add(record);
        if (page.size() == PAGE) {
          table(group, page, first, last);
          page.clear();
        }
      }
    }
    if (!page.isEmpty()) {
      table(group, page, first, last);
    }
  }

  private void table(SourceDictionary.Group group, List<ObjectNode> records, int first, int last)
      throws IOException {
    ReportPage page = begin(group.group(), first, last);
    int before = (pages - first) * PAGE;
    String caption = "Records " + (before + 1) + " to " + (before + records.size());
    if (group.fields().stream().anyMatch(field -> field.name().equals("text"))) {
      page.entries(caption, group, records);
    } else {
      page.records(caption, group, records);
    }
    finish(page, first, last);
  }

  private void messages(PackageContent.File file) throws IOException {
    int first = pages + 1;
    int last = pages + pagesFor(file.rows());
    MessagePages out = new MessagePages(first, last);
    new Conversations(file).inOrder(out::message);
    out.flush();
  }

  /** Messages laid onto pages; a conversation that goes on is named again. */
  private final class MessagePages {
    private final int first;
    private final int last;
    private @org.jspecify.annotations.Nullable ReportPage page;
    private int onPage;
    private String conversation = "";
    private boolean named;

    MessagePages(int first, int last) {
      this.first = first;
      this.last = last;
    }

    void message(ObjectNode message) throws IOException {
      ReportPage current = page;
      if (current == null) {
        current = begin(FieldGroup.MESSAGES, first, last);
        page = current;
        onPage = 0;
        named = false;
      }
      String id = message.path("conversationId").asText("");
      boolean fresh = !id.equals(conversation) || conversations.isEmpty();
      if (fresh || !named) {
        if (fresh && conversations.size() <= LISTED_CONVERSATIONS) {
          listed(message);
        }
        conversation = id;
        named = true;
        current.heading(
            "Conversation " + id + (fresh ? "" : ", continued"), "c" + conversations.size());
      }
      current.message(message);
      if (++onPage == PAGE) {
        flush();
      }
    }

    private void listed(ObjectNode message) {
      conversations.add(
          conversations.size() == LISTED_CONVERSATIONS
              ? List.of("more conversations follow on the pages", "", "")
              : List.of(
                  message.path("conversationId").asText(""),
                  Csv.cell(message.get("sender")) + " to " + String.join(", ", names(message)),
                  name(pages) + "#c" + (conversations.size() + 1)));
    }

    private List<String> names(ObjectNode message) {
      List<String> names = new ArrayList<>();
      message.path("recipients").forEach(name -> names.add(name.asText()));
      return names;
    }

    void flush() throws IOException {
      ReportPage current = page;
      page = null;
      if (current != null) {
        finish(current, first, last);
      }
    }
  }

  private ReportPage begin(FieldGroup group, int first, int last) {
    pages++;
    return new ReportPage(
            title(group) + ": page " + (pages - first + 1) + " of " + (last - first + 1), media)
        .note(
            "Account "
                + account.number()
                + " of this production. All times are UTC. The authoritative form is records/"
                + group.key()
                + ".jsonl.")
        .neighbours(pages > first ? name(pages - 1) : "", pages < last ? name(pages + 1) : "");
  }

  private void finish(ReportPage page, int first, int last) throws IOException {
    page.neighbours(pages > first ? name(pages - 1) : "", pages < last ? name(pages + 1) : "");
    bag.payload(path(name(pages)), page.finished());
  }

  private byte[] index(int ofMedia) {
    ReportPage page =
        new ReportPage("Account " + account.number() + " of this production", media)
            .note(
                "Account "
                    + account.accountId()
                    + " of "
                    + account.dictionary().system()
                    + ". All times are UTC. These pages show the records of ../records, which are the"
                    + " authoritative form, and link to the files of ../media.")
            .heading("What was granted", "scope")
            .table(
                "Field groups and periods",
                List.of("Field group", "From", "Until", "What the period means"),
                scope())
            .heading("Records", "records")
            .table(
                "Field groups and their pages",
                List.of("Field group", "Records", "First page", "Last page"),
                contents)
            .note(
                "Media files: "
                    + account.media().size()
                    + ". Numbers and first records: summary.pdf.");
    if (ofMedia > 0) {
      page.heading("Media", "media")
          .table(
              "Pages of small pictures",
              List.of("First page", "Last page"),
              List.of(List.of(MediaIndex.name(1), ofMedia > 1 ? MediaIndex.name(ofMedia) : "")));
    }
    if (!conversations.isEmpty()) {
      page.heading("Conversations", "conversations")
          .table(
              "In the order of their first message",
              List.of("Conversation", "Begins with", "Page"),
              conversations);
    }
    return page.finished();
  }

  private List<List<String>> scope() {
    List<List<String>> rows = new ArrayList<>();
    for (ReadGrant.Reach reach : account.scope()) {
      String notHeld = account.dictionary().notHeld().get(reach.group());
      rows.add(
          List.of(
              reach.group().key(),
              CanonicalJson.time(reach.period().from()),
              CanonicalJson.time(reach.period().until()),
              notHeld != null
                  ? "Not held by the platform: " + notHeld
                  : account.dictionary().group(reach.group()).map(HtmlReport::meaning).orElse("")));
    }
    return rows;
  }

  private static String meaning(SourceDictionary.Group group) {
    return group.notGranted().isEmpty()
        ? group.period()
        : group.period() + " Only the fields " + String.join(", ", group.names()) + ".";
  }

  private String path(String name) {
    return account.folder() + "report/" + name;
  }

  static String name(int page) {
    return String.format(Locale.ROOT, "records-%04d.html", page);
  }

  private static int pagesFor(long rows) {
    return Math.toIntExact((rows + PAGE - 1) / PAGE);
  }

  static String title(FieldGroup group) {
    String words = group.key().replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
