package io.wane.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdsTest {

    @TempDir
    private Path directory;

    private Ids ids(long[] hashes) throws IOException {
        StoreDirectory store = new StoreDirectory(directory, FileChannel::open);
        Ids.write(store, 1, hashes);
        return Ids.read(store.ids(1));
    }

    @Test
    void everyIdLeadsToItsRowAndFewOthersLeadAnywhere() throws IOException {
        long[] hashes = new long[20_000];
        for (int row = 0; row < hashes.length; row++) {
            hashes[row] = Ids.hash("event-" + row);
        }
        Ids ids = ids(hashes);
        int passed = 0;
        try (Ids.Pages pages = ids.pages()) {
            for (int row = 0; row < hashes.length; row++) {
                List<Integer> found = new ArrayList<>();
                assertThat(ids.mayHold(hashes[row])).isTrue();
                pages.find(hashes[row], found::add);
                assertThat(found).contains(row);
                passed += ids.mayHold(Ids.hash("other-" + row)) ? 1 : 0;
            }
        }
        assertThat(passed).as("absent ids that pass the filter, of 20000").isBetween(50, 300);
    }

    @Test
    void equalHashesLeadToAllTheirRows() throws IOException {
        // So many that they fill several pages, and begin in the middle of one.
        long[] hashes = new long[3_000];
        Random random = new Random(5);
        for (int row = 0; row < hashes.length; row++) {
            hashes[row] = row < 1_800 ? 0x1234_5678_9abc_def0L : random.nextLong();
        }
        List<Integer> found = new ArrayList<>();
        try (Ids.Pages pages = ids(hashes).pages()) {
            pages.find(0x1234_5678_9abc_def0L, found::add);
        }
        assertThat(found).hasSize(1_800).startsWith(0, 1).endsWith(1_799);
    }

    @Test
    void theHashNeverChangesSinceFilesHoldIt() {
        // as computed when format 1 was made
        assertThat(Ids.hash("event-1")).isEqualTo(0xa8314325ce2de31eL);
        assertThat(Ids.hash("event-2")).isNotEqualTo(Ids.hash("event-1"));
    }
}
