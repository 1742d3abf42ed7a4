package io.chancery.casework;

import java.util.List;

/**
 * What an invoice says, in its language.
 *
 * @param about the case, as every letter names it
 * @param number the invoice's own
 * @param due the last day to pay
 * @param law the law or the agreement under which it is asked
 * @param contact where the operator answers questions about it
 * @param sum with the code of its currency
 */
record InvoiceContent(
    LetterContent about,
    String number,
    String due,
    String law,
    String contact,
    List<InvoiceLetters.Line> lines,
    String sum) {

  InvoiceContent {
    lines = List.copyOf(lines);
  }
}
