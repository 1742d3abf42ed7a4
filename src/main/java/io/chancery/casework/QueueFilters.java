package io.chancery.casework;

import io.chancery.casework.CaseQueue.Filter;
import io.chancery.casework.CaseQueue.Whose;
import io.chancery.platform.PageChrome;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The queue's filters as links: each changes one thing and keeps the others. */
record QueueFilters(PageChrome chrome, Filter chosen, List<CaseStatus> waiting, PolicyPacks packs) {
  /** Everything that waits. */
  static final Filter NONE = new Filter(Whose.TEAM, null, null, null);

  /** The chosen filter, for somebody else's work. */
  Filter with(Whose whose) {
    return new Filter(whose, chosen.status(), chosen.regime(), chosen.kind());
  }

  /** The next part of what is chosen. */
  String after(String place) {
    String href = href(chosen);
    return href
        + (href.contains("?") ? "&" : "?")
        + "after="
        + URLEncoder.encode(place, StandardCharsets.UTF_8);
  }

  /** All filters; those with nothing to choose from are left out. */
  List<DeskPages.Filters> all() {
    List<DeskPages.Filters> filters = new ArrayList<>();
    filters.add(
        new DeskPages.Filters(
            chrome.text("queue_whose"),
            Arrays.stream(Whose.values())
                .map(w -> link(with(w), chrome.text("queue_", w)))
                .toList()));
    add(
        filters,
        "desk_status",
        waiting,
        status -> new Filter(chosen.whose(), status, chosen.regime(), chosen.kind()),
        status -> chrome.text("status_", status));
    add(
        filters,
        "regime",
        packs.openRegimes(),
        regime -> new Filter(chosen.whose(), chosen.status(), regime, null),
        regime -> chrome.text("regime_", regime));
    if (chosen.regime() != null && packs.openRegimes().contains(chosen.regime())) {
      add(
          filters,
          "kind",
          packs.required(chosen.regime()).rows().stream()
              .filter(PolicyPack.Row::begun)
              .map(PolicyPack.Row::kind)
              .distinct()
              .toList(),
          kind -> new Filter(chosen.whose(), chosen.status(), chosen.regime(), kind),
          kind -> chrome.text("kind_", kind));
    }
    return filters;
  }

  private <T> void add(
      List<DeskPages.Filters> filters,
      String title,
      List<T> values,
      Function<@Nullable T, Filter> filter,
      Function<T, String> text) {
    if (values.size() > 1) {
      List<DeskPages.Filter> links = new ArrayList<>();
      links.add(link(filter.apply(null), chrome.text("desk_filter_all")));
      values.forEach(value -> links.add(link(filter.apply(value), text.apply(value))));
      filters.add(new DeskPages.Filters(chrome.text(title), links));
    }
  }

  private DeskPages.Filter link(Filter filter, String text) {
    return new DeskPages.Filter(href(filter), text, filter.equals(chosen));
  }

  private static String href(Filter filter) {
    List<String> parts = new ArrayList<>();
    if (filter.whose() != Whose.TEAM) {
      parts.add("whose=" + filter.whose());
    }
    if (filter.status() != null) {
      parts.add("status=" + filter.status());
    }
    part(parts, "regime", filter.regime());
    part(parts, "kind", filter.kind());
    return parts.isEmpty() ? "/desk" : "/desk?" + String.join("&", parts);
  }

  private static void part(List<String> parts, String name, @Nullable String value) {
    if (value != null) {
      parts.add(
          name + "=" + URLEncoder.encode(Objects.requireNonNull(value), StandardCharsets.UTF_8));
    }
  }
}
