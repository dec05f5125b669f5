package io.wane.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wane.core.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlockTest {

    @Test
    void manyDistinctTextsAreToldApart() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < Block.MAX_ROWS; i++) {
            events.add(new Event(
                    "e" + i,
                    Optional.of("u" + i),
                    Optional.of("i" + i),
                    "t" + i,
                    i,
                    Optional.of("b" + i),
                    Map.of("n" + i, "x" + i),
                    Map.of()));
        }
        BlockWriter writer = new BlockWriter();
        events.forEach(writer::add);
        assertThat(writer.isFull()).isTrue();
        ByteWriter out = new ByteWriter();
        writer.writeTo(out, 0);
        Block block = Block.at(out.array, 0, out.length).orElseThrow();
        for (int row = 0; row < events.size(); row++) {
            assertThat(block.event(row)).isEqualTo(events.get(row));
        }
    }

    @Test
    void anEventThatNoBlockCanHoldIsRefused() {
        Event huge = new Event(
                "huge",
                Optional.empty(),
                Optional.empty(),
                "review",
                0,
                Optional.empty(),
                Map.of("text", "x".repeat(BlockWriter.MAX_CHARS)),
                Map.of());
        assertThatThrownBy(() -> BlockWriter.requireFits(huge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'huge'", "16777230 characters", "at most 16777216");
    }
}
