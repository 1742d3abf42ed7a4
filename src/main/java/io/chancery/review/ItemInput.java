package io.chancery.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer typed about one item.
 *
 * @param outcome {@code GRANT}, {@code NARROW} or {@code DENY}
 * @param reason a reason code of the regime for that outcome
 * @param from and {@code until} only for {@code NARROW}: RFC 3339, within the asked period; without
 *     them the asked period stays
 * @param fields only for {@code NARROW}: the fields that are granted, among those that the platform
 *     holds and the instrument reaches; null for every one. The field {@code id} is always among
 *     them
 */
public record ItemInput(
    int item,
    @Nullable String outcome,
    @Nullable String reason,
    @Nullable String explanation,
    @Nullable String from,
    @Nullable String until,
    @Nullable List<String> fields) {}
