package io.wane.mapdb;

import io.wane.core.settings.Setting;

/**
 * How the store keeps events.
 *
 * @param segmentEvents events per segment file, from 1,000 to 4,000,000; a segment also ends at 64 MiB. It is sorted in
 *     memory when it ends, which takes its own size and 40 bytes per event
 */
@Setting("keeps events in one directory: segment files for events, MapDB for the catalogue")
record StoreSettings(
        @Setting(value = "events per segment file, 1000 to 4000000; a segment also ends at 64 MiB", or = "1000000")
        int segmentEvents) {

    StoreSettings {
        if (segmentEvents < 1_000 || segmentEvents > 4_000_000) {
            throw new IllegalArgumentException("segment-events must be from 1000 to 4000000: " + segmentEvents);
        }
    }
}
