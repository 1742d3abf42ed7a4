package io.chancery.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each parameter beside the words of its source; docs/law.md shows every one of every pack. */
class LawTest {
  private static final Path DOCUMENT = Path.of("docs/law.md");

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        // pack | kind | clock | amount unit starts outcome | article | what it says
        "us-federal | search-warrant | comity-motion | 14 calendar-days service no-effect | 2703(h)(2) | a motion ... not later than 14 days after the date on which the provider was served",
        "us-federal | court-order-2703d | delayed-notice | 90 calendar-days delay-ordered ends | 2705(a) | for a period not to exceed ninety days",
        "us-federal | preservation-2703f | preservation | 90 calendar-days receipt ends | 2703(f)(2) | retained for a period of 90 days, which shall be extended for an additional 90-day period upon a renewed request",
        "us-federal | cybertip-preservation | preservation | 1 calendar-years report-sent ends | 2258A(h)(1) | a request to preserve ... for 1 year after the submission",
        "us-federal | pen-register | surveillance | 60 calendar-days order-signed ends | 3123(c) | for a period not to exceed sixty days",
        "us-federal | emergency-contents | answer | 4 hours receipt no-effect | 2702(b)(8) | may divulge ... requires disclosure without delay: no period, so that the hours are an aim",
        "us-state | state-search-warrant | production | 0 date-given receipt late | date on the process | each state's own",
        "eu-e-evidence | epoc | production | 10 calendar-days receipt late | Article 10(3) | transmitted ... at the latest within 10 days following receipt",
        "eu-e-evidence | epoc | transmission | 10 calendar-days receipt opens | Article 8(4), 10(2) | transmitted ... at the end of the 10-day period",
        "eu-e-evidence | epoc | clarification | 5 calendar-days clarification-asked no-effect | Article 10(6) | at the latest within 5 days following receipt of the form",
        "eu-e-evidence | epoc | third-country-objection | 10 calendar-days receipt no-effect | Article 17(2) | no later than 10 days after the date on which the addressee received",
        "eu-e-evidence | epoc | recognition | 5 working-days enforcement-requested no-effect | Article 16(2) | no later than 5 working days",
        "eu-e-evidence | epoc-emergency | production | 8 hours receipt late | Article 10(4) | without undue delay, at the latest within 8 hours following receipt",
        "eu-e-evidence | epoc-emergency | objection-after-transmission | 96 hours authority-notified ends | Article 10(4), 12 | no later than 96 hours following the receipt of the notification",
        "eu-e-evidence | epoc-emergency | ex-post-validation | 48 hours issued-unvalidated no-effect | Article 4(5) | validation ... at the latest within 48 hours",
        "eu-e-evidence | epoc-pr | preservation | 60 calendar-days receipt ends | Article 11(1) | the obligation to preserve ... shall cease after 60 days",
        "eu-e-evidence | epoc-pr | clarification | 5 calendar-days clarification-asked exempt | Article 11(5) | exempt where not clarified within 5 days",
        "uk-copo | overseas-production-order | production | 7 calendar-days service late | Section 5(5) | the period of 7 days beginning with the day on which the order is served",
        "treaty | budapest-subscriber | production | 30 calendar-days receipt no-effect | Article 7 | within 30 days",
        "treaty | budapest-giving-effect | subscriber | 20 calendar-days service late | Article 8 | within 20 days",
        "treaty | budapest-giving-effect | traffic | 45 calendar-days service late | Article 8 | within 45 days",
        "us-federal | own-referral-us | referral | 4 hours became-aware no-effect | 2702(b)(8), (c)(4) | may divulge ... requires disclosure without delay: no period, so that the hours are an aim",
        "dsa | own-referral-eu | referral | 4 hours became-aware no-effect | Article 18(1) | shall promptly inform: no period, so that the hours are an aim",
        "dsa | dsa-order-to-act | production | 0 no-period receipt no-effect | Article 9(1) | without undue delay ... if and when effect was given",
        "dsa | dsa-order-for-information | answer | 5 working-days receipt late | Article 10(1) | without undue delay: no period, so that the days are an aim",
        "dsa | dsa-order-for-information | production | 0 no-period receipt no-effect | Article 10(1) | without undue delay, of its receipt and of the effect given"
      })
  void eachPeriodIsThatOfItsArticle(
      String pack, String kind, String clock, String parameters, String article, String quoted) {
    PolicyPack.ClockRule rule = ShippedPacks.clock(pack, kind, clock).rule();
    String written =
        String.join(
            " ",
            String.valueOf(rule.amount()),
            key(rule.unit()),
            rule.starts(),
            key(rule.outcome()));
    assertThat(written).as(quoted).isEqualTo(parameters);
    assertThat(rule.citation()).contains(article);
    // Nobody has confirmed a row yet; whoever does changes the pack, its version and this line.
    assertThat(rule.confirmed()).isFalse();
  }

  @Test
  void whatCounselHasNotConfirmedIsNotCalledConfirmed() {
    for (PolicyPack pack : ShippedPacks.all()) {
      for (PolicyPack.Row row : pack.rows()) {
        assertThat(row.confirmed()).as(row.kind()).isFalse();
        assertThat(row.notice().confirmed()).as(row.kind()).isFalse();
        assertThat(row.retention().confirmed()).as(row.kind()).isFalse();
      }
    }
  }

  /** A change of any parameter of any pack shows here, and in the document that counsel reads. */
  @Test
  void theDocumentShowsEveryParameterOfEveryPack() throws IOException {
    String generated = generate();
    if (Boolean.getBoolean("chancery.write-documents")) {
      Files.writeString(DOCUMENT, generated);
    }
    assertThat(Files.readString(DOCUMENT))
        .as(
            "run ./mvnw test -Dtest=LawTest -Dchancery.write-documents=true, and read the difference")
        .isEqualTo(generated);
  }

  private static String generate() {
    StringBuilder text = new StringBuilder();
    text.append("# The law as the packs have it\n\n");
    text.append("Generated from `src/main/resources/policy`; do not edit. ");
    text.append("[formats/policy.md](formats/policy.md) explains each parameter.\n");
    for (String file : ShippedPacks.FILES) {
      JsonNode tree = ShippedPacks.tree(file);
      text.append("\n## ").append(file).append("\n");
      for (Map.Entry<String, JsonNode> each : tree.properties()) {
        if (!each.getKey().equals("rows")) {
          text.append("\n- ").append(each.getKey()).append(": `").append(words(each.getValue()));
          text.append("`");
        }
      }
      text.append("\n");
      for (JsonNode row : tree.get("rows")) {
        text.append("\n### ").append(row.get("kind").asText()).append("\n\n");
        text.append("| Parameter | Value |\n|---|---|\n");
        List<String> lines = new ArrayList<>();
        flatten("", row, lines);
        lines.forEach(line -> text.append(line).append("\n"));
      }
    }
    return text.toString();
  }

  private static void flatten(String name, JsonNode node, List<String> lines) {
    boolean list = node.isArray() && !node.isEmpty() && node.get(0).isObject();
    if (node.isObject()) {
      node.properties()
          .forEach(e ->
              flatten(name.isEmpty() ? e.getKey() : name + "." + e.getKey(), e.getValue(), lines));
    } else if (list) {
      for (int i = 0; i < node.size(); i++) {
        flatten(name + "[" + i + "]", node.get(i), lines);
      }
    } else {
      lines.add("| " + name + " | " + words(node) + " |");
    }
  }

  private static String words(JsonNode node) {
    if (!node.isContainerNode()) {
      return node.asText().replace("|", "\\|");
    }
    List<String> parts = new ArrayList<>();
    if (node.isObject()) {
      node.properties().forEach(e -> parts.add(e.getKey() + " " + words(e.getValue())));
    } else {
      node.forEach(each -> parts.add(words(each)));
    }
    return parts.isEmpty() ? "–" : String.join(", ", parts);
  }

  private static String key(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
