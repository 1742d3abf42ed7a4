package io.chancery.casework.cost;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.util.Map;

/**
 * The operator's fees. What the law leaves to an agreement or to national law is the operator's to
 * name.
 */
@ConfigMapping(prefix = "chancery.costs")
interface CostConfiguration {

  /** The fees of each regime, by its pack's name; a regime that is not here reimburses nothing. */
  Map<String, Schedule> regimes();

  /** Days from the invoice's day until it is due. */
  @WithDefault("30")
  int daysToPay();

  /** Where the operator answers questions about an invoice. */
  @WithDefault("billing@platform.example")
  String contact();

  /** What one regime lets the operator ask for. */
  interface Schedule {
    /** The law, or the agreement, under which it is asked. */
    String citation();

    /** ISO 4217. */
    String currency();

    /** What an hour costs, by activity ({@link FeeSchedule#ACTIVITIES}). */
    Map<String, BigDecimal> fees();
  }
}
