/**
 * Events and items, in and out: from a shop's files to the store, and from the store to a file that holds the same rows.
 *
 * <p>Reading order: {@link io.wane.engine.ingest.Importer} → {@code EventFile} → {@code RecordReader} (bytes to records) →
 * {@code RowParser} (a record to a row, one parser per {@link io.wane.engine.ingest.Layout}) → {@code ContentHash} and
 * {@code Occurrences} (a row's identity) → the store.
 */
package io.wane.engine.ingest;
