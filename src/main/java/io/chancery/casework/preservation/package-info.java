/**
 * What is stored for an authority and shown to nobody: its key, its term, its end. Reading belongs
 * to {@code collection}, erasing to {@code retention}.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.casework.preservation;
