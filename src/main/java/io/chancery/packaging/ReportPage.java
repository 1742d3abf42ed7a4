package io.chancery.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.source.SourceDictionary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One page of the report: self-contained, without scripts, every value escaped. */
final class ReportPage {
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;color:#1d2a35;background:#fff;margin:2rem auto;max-width:78rem;padding:0 1rem}
      h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}a{color:#1d5a85}nav{margin:1rem 0}
      p.note{color:#51606c}table{border-collapse:collapse;width:100%}caption{text-align:left;color:#51606c;padding:.3rem 0}
      th,td{border-bottom:1px solid #d9dfe4;padding:.35rem .6rem;text-align:left;vertical-align:top}
      th{background:#f3f5f7}td{white-space:pre-wrap;overflow-wrap:anywhere;min-width:10rem;unicode-bidi:isolate}
      td.n{white-space:nowrap;min-width:0}.wide{overflow-x:auto}
      .m{border:1px solid #d9dfe4;border-radius:.4rem;margin:.6rem 10% .6rem 0;padding:.5rem .8rem}
      .m.sent{margin:.6rem 0 .6rem 10%;background:#f3f5f7}.m p{margin:.2rem 0;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
      .m .by{color:#51606c;font-size:.87rem;white-space:normal}@media print{body{margin:0;max-width:none}}
      """;

  private static final int NARROW = 42;

  private final StringBuilder html = new StringBuilder(1 << 14);
  private final Set<String> media;

  /**
   * Begins a page.
   *
   * @param media names of the files in the folder media
   */
  ReportPage(String title, Set<String> media) {
    this(title, media, "");
  }

  /** Begins a page of media that may show pictures which the page itself holds. */
  static ReportPage withPictures(String title) {
    return new ReportPage(title, Set.of(), "img-src data:; ");
  }

  private ReportPage(String title, Set<String> media, String policy) {
    this.media = media;
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                + policy
                + "style-src 'unsafe-inline'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
        .append(Html.escape(title))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(Html.escape(title))
        .append("</h1>\n");
  }

  ReportPage note(String text) {
    html.append("<p class=\"note\">").append(Html.escape(text)).append("</p>\n");
    return this;
  }

  ReportPage heading(String text, String anchor) {
    html.append("<h2 id=\"")
        .append(anchor)
        .append("\">")
        .append(Html.escape(text))
        .append("</h2>\n");
    return this;
  }

  /** Links to this page's neighbours; an empty name leaves a link out. */
  ReportPage neighbours(String before, String after) {
    html.append("<nav aria-label=\"Pages\"><a href=\"index.html\">Contents</a>");
    if (!before.isEmpty()) {
      html.append(" · <a rel=\"prev\" href=\"").append(before).append("\">Page before</a>");
    }
    if (!after.isEmpty()) {
      html.append(" · <a rel=\"next\" href=\"").append(after).append("\">Page after</a>");
    }
    html.append("</nav>\n");
    return this;
  }

  /** Rows of plain cells; a cell that names a page of this report becomes a link. */
  ReportPage table(String caption, List<String> header, List<List<String>> rows) {
    beginTable(caption, header);
    for (List<String> row : rows) {
      html.append("<tr>");
      for (String cell : row) {
        beginCell(cell);
        if (cell.matches("(records-\\d+\\.html(#c\\d+)?)|media-\\d+\\.html|summary\\.pdf")) {
          html.append("<a href=\"").append(cell).append("\">").append(cell).append("</a>");
        } else {
          html.append(Html.escape(cell));
        }
        html.append("</bdi></td>");
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table>\n");
    return this;
  }

  /** Records under the columns that have at least one value on this page. */
  ReportPage records(String caption, SourceDictionary.Group group, List<ObjectNode> records) {
    List<String> columns = new ArrayList<>();
    for (SourceDictionary.Field field : group.fields()) {
      if (records.stream().anyMatch(r -> !Csv.cell(r.get(field.name())).isEmpty())) {
        columns.add(field.name());
      }
    }
    columns.add("retention");
    html.append("<div class=\"wide\" tabindex=\"0\">");
    beginTable(caption, columns);
    for (ObjectNode record : records) {
      html.append("<tr>");
      for (String column : columns) {
        beginCell(Csv.cell(record.get(column)));
        html.append(value(record.get(column))).append("</bdi></td>");
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
    return this;
  }

  /** Records with a text, one below the other: the text, and above it everything else. */
  ReportPage entries(String caption, SourceDictionary.Group group, List<ObjectNode> records) {
    note(caption);
    for (ObjectNode record : records) {
      html.append("<article class=\"m\"><p class=\"by\">").append(value(record.get(group.time())));
      for (SourceDictionary.Field field : group.fields()) {
        String value = value(record.get(field.name()));
        if (!value.isEmpty()
            && !field.name().equals("text")
            && !field.name().equals(group.time())) {
          html.append(" · ").append(field.name()).append(" <bdi>").append(value).append("</bdi>");
        }
      }
      html.append(" · ").append(value(record.get("retention")));
      html.append("</p><p dir=\"auto\">")
          .append(value(record.get("text")))
          .append("</p></article>\n");
    }
    return this;
  }

  /** One message of a conversation. */
  ReportPage message(ObjectNode message) {
    boolean sent = message.path("direction").asText().equals("sent");
    html.append("<article class=\"m").append(sent ? " sent" : "").append("\"><p class=\"by\">");
    html.append(value(message.get("sentAt")))
        .append(" · <bdi>")
        .append(value(message.get("sender")));
    html.append("</bdi> to <bdi>").append(value(message.get("recipients"))).append("</bdi> · id ");
    html.append(value(message.get("id")));
    for (String mark : List.of("editedAt", "deletedAt", "contentWarning", "replyTo", "reactions")) {
      String value = value(message.get(mark));
      if (!value.isEmpty()) {
        html.append(" · ").append(mark).append(' ').append(value);
      }
    }
    html.append("</p><p dir=\"auto\">").append(value(message.get("text"))).append("</p>");
    String attached = value(message.get("attachments"));
    if (!attached.isEmpty()) {
      html.append("<p class=\"by\">attached ").append(attached).append("</p>");
    }
    html.append("</article>\n");
    return this;
  }

  /**
   * A media file.
   *
   * @param name in the folder media
   * @param thumbnail null when it is not shown
   */
  record Picture(String name, long bytes, Thumbnails.@Nullable Thumbnail thumbnail) {}

  /** Media files, each small or named only. */
  ReportPage pictures(String caption, List<Picture> pictures) {
    beginTable(caption, List.of("Preview", "File", "Bytes"));
    for (Picture picture : pictures) {
      html.append("<tr><td class=\"n\">");
      Thumbnails.Thumbnail small = picture.thumbnail();
      if (small == null) {
        html.append("not shown");
      } else {
        html.append("<img alt=\"\" width=\"")
            .append(small.width())
            .append("\" height=\"")
            .append(small.height())
            .append("\" src=\"data:image/jpeg;base64,")
            .append(Base64.getEncoder().encodeToString(small.jpeg()))
            .append("\">");
      }
      String name = Html.escape(picture.name());
      html.append("</td><td dir=\"auto\"><a href=\"../media/").append(name).append("\">");
      html.append(name)
          .append("</a></td><td class=\"n\">")
          .append(picture.bytes())
          .append("</td></tr>\n");
    }
    html.append("</tbody></table>\n");
    return this;
  }

  byte[] finished() {
    return html.append("</body>\n</html>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void beginCell(String text) {
    boolean narrow = text.length() <= NARROW && text.indexOf('\n') < 0;
    html.append(narrow ? "<td class=\"n\"><bdi>" : "<td dir=\"auto\"><bdi>");
  }

  private void beginTable(String caption, List<String> header) {
    html.append("<table><caption>").append(Html.escape(caption)).append("</caption><thead><tr>");
    header.forEach(h -> html.append("<th scope=\"col\">").append(Html.escape(h)).append("</th>"));
    html.append("</tr></thead><tbody>\n");
  }

  private String value(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    if (!value.isArray()) {
      return linked(value.asText());
    }
    List<String> parts = new ArrayList<>();
    value.forEach(item -> parts.add(linked(item.asText())));
    return String.join(", ", parts);
  }

  private String linked(String text) {
    // Only names that were checked to be a digest and an extension are in the set.
    return media.contains(text)
        ? "<a href=\"../media/" + text + "\">" + text + "</a>"
        : Html.escape(text);
  }
}
