/**
 * Quarkus glue that belongs to nobody else: clock, ids, problems, page chrome, form errors,
 * security headers, start-up checks, embedded defaults, the task queue.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.platform;
