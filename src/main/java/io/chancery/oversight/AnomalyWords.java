package io.chancery.oversight;

import io.chancery.platform.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The reason of a finding in words, with the numbers behind it. */
final class AnomalyWords {
  private AnomalyWords() {}

  /** A sentence or two in one language. */
  static String reason(Locale language, AnomalyView view) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(view.about());
    arguments.addAll(view.numbers());
    return Texts.text(language, "anomaly_reason_" + view.kind(), arguments.toArray());
  }
}
