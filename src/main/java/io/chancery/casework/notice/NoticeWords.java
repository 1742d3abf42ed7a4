package io.chancery.casework.notice;

import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Notices and orders in a page's words. */
final class NoticeWords {
  private NoticeWords() {}

  /** A notice as a line of a table. */
  record Line(
      String reference,
      int target,
      String state,
      String more,
      String since,
      String due,
      String law,
      @Nullable Integer letter) {}

  /**
   * An order as its page shows it; {@code checked}, {@code checkAt} and {@code checkWords} are
   * empty for an agency.
   *
   * @param liftAt where to say that it was lifted
   */
  record OrderLine(
      int number,
      @Nullable Integer extended,
      String ground,
      String court,
      String judge,
      String docket,
      String until,
      String state,
      String checked,
      String override,
      boolean toCheck,
      boolean toLift,
      String checkAt,
      String checkWords,
      String liftAt,
      String liftWords) {}

  static Line line(PageChrome chrome, Notices.NoticeView notice) {
    return new Line(
        notice.reference(),
        notice.target(),
        chrome.text("notice_state_", notice.state()),
        detail(chrome, notice.detail()),
        chrome.time(notice.since()),
        notice.dueAt() == null ? "–" : chrome.deadline(notice.dueAt()),
        notice.citation(),
        notice.letter());
  }

  /**
   * An order as its page shows it.
   *
   * @param here the page's address
   * @param desk whether it is a page of the desk
   */
  static OrderLine order(
      PageChrome chrome, NonDisclosureOrders.OrderView order, String here, boolean desk) {
    String checked =
        order.checked() == null
            ? "order_checked_open"
            : order.checked() ? "order_checked_yes" : "order_checked_no";
    boolean inForce = order.state().equals("in-force");
    return new OrderLine(
        order.number(),
        order.extended(),
        ground(chrome, order.ground()),
        order.court(),
        order.judge(),
        order.docket(),
        order.endsAt() == null ? chrome.text("order_no_end") : chrome.deadline(order.endsAt()),
        chrome.text("order_state_", order.state()),
        desk ? chrome.text(checked) : "",
        Objects.requireNonNullElse(order.override(), ""),
        order.checked() == null,
        inForce,
        desk ? here + "/orders/" + order.number() + "/check" : "",
        desk ? chrome.text("order_check_action") + " " + order.number() : "",
        here + (desk ? "/orders/" : "/") + order.number() + "/end",
        chrome.text("order_lift") + " (" + order.number() + ")");
  }

  /** The grounds of a regime to choose from. */
  static List<Option> grounds(PageChrome chrome, List<String> codes, @Nullable String chosen) {
    List<Option> options = new ArrayList<>();
    options.add(new Option("", chrome.text("order_ground_choose"), chosen == null));
    codes.forEach(code -> options.add(new Option(code, ground(chrome, code), code.equals(chosen))));
    return options;
  }

  private static String ground(PageChrome chrome, String code) {
    String key = "order_ground_" + code;
    return Texts.has(chrome.language(), key) ? chrome.text(key) : code;
  }

  private static String detail(PageChrome chrome, String code) {
    for (String vocabulary : List.of("notice_detail_", "reason_")) {
      if (Texts.has(chrome.language(), vocabulary + code)) {
        return chrome.text(vocabulary, code);
      }
    }
    return code;
  }
}
