/**
 * A durable event store inside one directory. Events stand in segment files: one open log in order of arrival, closed
 * segments in (time, id) order with their ids hashed beside them. MapDB holds what is small and must change atomically:
 * the list of segments and the catalogue. No user's name ever reaches MapDB.
 */
package io.wane.mapdb;
