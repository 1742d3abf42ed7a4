/**
 * Platform connectors and mappings: the only way to a platform's data. {@code review}, {@code
 * collection} and {@code holds} come here with a sealed {@link io.chancery.kernel.ReadGrant}; every
 * attempt is committed before the read and its outcome after it. It leaves canonical records and
 * media in the caller's {@link io.chancery.source.RecordSink}, and rows in {@code read_grant_use}.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.source;
