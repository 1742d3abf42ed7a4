package io.chancery.source;

import java.sql.SQLException;
import java.util.List;

/** What one query or feed of a group gives, record by record, by time, then id. */
interface Records extends AutoCloseable {

  /** Moves to the next record; false at the end. */
  boolean advance() throws SQLException, ReadFailed;

  /** The record just reached. */
  CanonicalRecord record();

  /** Files that it names and the platform's storage has. */
  List<MediaStore.Stored> files();

  /** How many files it names that the storage lacks. */
  long missingFiles();

  @Override
  void close() throws SQLException;
}
