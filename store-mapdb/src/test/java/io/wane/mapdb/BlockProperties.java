package io.wane.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.wane.core.event.Event;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BlockProperties {

    private static final Arbitrary<String> TEXTS =
            Arbitraries.strings().all().ofMinLength(1).ofMaxLength(20).filter(text -> !text.isBlank());

    @Property(tries = 100)
    void whatIsWrittenIsRead(@ForAll("batches") List<Event> events) {
        BlockWriter writer = new BlockWriter();
        events.forEach(writer::add);
        ByteWriter out = new ByteWriter();
        out.varint(7);
        writer.writeTo(out, 0);
        Block block = Block.at(out.array, 1, out.length).orElseThrow();
        BlockWriter copier = new BlockWriter();
        for (int row = 0; row < events.size(); row++) {
            assertThat(block.event(row)).isEqualTo(events.get(row));
            assertThat(block.id(row)).isEqualTo(events.get(row).id());
            block.copy(row, copier);
        }
        ByteWriter copy = new ByteWriter();
        copier.writeTo(copy, 0);
        Block copied = Block.at(copy.array, 0, copy.length).orElseThrow();
        for (int row = 0; row < events.size(); row++) {
            assertThat(copied.event(row)).isEqualTo(events.get(row));
        }
    }

    @Provide
    Arbitrary<List<Event>> batches() {
        Arbitrary<Map<String, Double>> numbers =
                Arbitraries.maps(TEXTS, Arbitraries.doubles()).ofMaxSize(3);
        Arbitrary<Event> events = Combinators.combine(
                        TEXTS,
                        TEXTS.optional(),
                        TEXTS.optional(),
                        TEXTS,
                        Arbitraries.longs(),
                        TEXTS.optional(),
                        Arbitraries.maps(TEXTS, Arbitraries.strings().all()).ofMaxSize(3),
                        numbers)
                .as(Event::new);
        return events.list().ofMinSize(1).ofMaxSize(30);
    }
}
