package io.chancery.review;

import org.jspecify.annotations.Nullable;

/**
 * What a reviewer typed about one item.
 *
 * @param outcome {@code GRANT}, {@code NARROW} or {@code DENY}
 * @param reason a reason code of the regime for that outcome
 * @param from and {@code until} only for {@code NARROW}: RFC 3339, within the asked period
 */
public record ItemInput(
    int item,
    @Nullable String outcome,
    @Nullable String reason,
    @Nullable String explanation,
    @Nullable String from,
    @Nullable String until) {}
