package io.chancery.casework;

import java.util.List;

/**
 * What a letter's template may say, in the letter's language. Nobody's account, and nothing that
 * reviewers wrote to each other.
 *
 * @param reason why, in the regime's words; empty when the letter needs none
 * @param article the law under which the reason is given; empty where the regime knows none
 * @param items what was decided, item by item; empty when the letter is not about items
 */
record LetterContent(
    String operator,
    String reference,
    String date,
    String agency,
    String officer,
    String authority,
    String kind,
    String citation,
    String docket,
    String received,
    String due,
    String clock,
    String request,
    String instrument,
    String reason,
    String article,
    List<Item> items) {

  LetterContent {
    items = List.copyOf(items);
  }

  /**
   * One field group of one account, by the numbers that they have in the request.
   *
   * @param account its number, and which one it is where several answer to one identifier
   */
  record Item(
      int number,
      String account,
      String group,
      String asked,
      String outcome,
      String granted,
      String reason) {}
}
