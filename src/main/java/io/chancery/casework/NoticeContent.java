package io.chancery.casework;

import java.util.List;

/**
 * What a notice to an account holder says, in its language.
 *
 * @param account as the request named it: the holder's own
 * @param citation the law under which it is told
 * @param days days to challenge the disclosure before it; empty where there are none
 * @param contact where the operator answers questions about it
 */
record NoticeContent(
    String operator,
    String reference,
    String date,
    String account,
    String authority,
    String kind,
    String law,
    String docket,
    String citation,
    List<String> data,
    String days,
    boolean already,
    String contact) {

  NoticeContent {
    data = List.copyOf(data);
  }
}
