package io.wane.benchmarks;

import io.wane.core.event.Timeline;
import io.wane.engine.pipeline.Pipeline;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Supplier;

/** Prints what timelines, pipelines and the afternoon's hash map keep on the heap, for logs of the sizes given. */
public final class Footprint {

    private Footprint() {}

    /**
     * Measures.
     *
     * @param sizes events of each log; 200,000 and 2 million if none are given
     */
    public static void main(String[] sizes) {
        for (String size : sizes.length == 0 ? new String[] {"200000", "2000000"} : sizes) {
            measure(Integer.parseInt(size));
        }
    }

    private static void measure(int events) {
        SyntheticLog log = new SyntheticLog(events);
        // What a timeline shares with the catalogue is not its own; a first one loads classes.
        log.timeline();
        Kept<Timeline> timeline = Kept.of(log::timeline);
        System.out.printf(
                Locale.ROOT, "%,d events: timeline %.1f bytes per event%n", events, (double) timeline.bytes() / events);
        Kept<AfternoonSums> afternoon = Kept.of(() -> sums(timeline.object()));
        int keys = afternoon.object().size();
        System.out.printf(Locale.ROOT, "%,d user*item keys%n", keys);
        print("hash map", afternoon.bytes(), keys, events);
        for (Workload workload : Workload.values()) {
            var features = workload.over(timeline.object());
            Kept<Pipeline> pipeline = Kept.of(() -> {
                Pipeline replayed = new Pipeline(features, timeline.object());
                replayed.advanceTo(Long.MAX_VALUE, 1);
                return replayed;
            });
            print(workload.toString(), pipeline.bytes(), keys, events);
        }
    }

    private static AfternoonSums sums(Timeline timeline) {
        AfternoonSums sums = new AfternoonSums(7);
        for (int event = 0; event < timeline.size(); event++) {
            sums.add(timeline.user(event), timeline.item(event), timeline.timeMillis(event));
        }
        return sums;
    }

    private static void print(String what, long bytes, int keys, int events) {
        System.out.printf(
                Locale.ROOT,
                "  %-22s %7.1f MB  %7.1f bytes per user*item key  %7.1f per event%n",
                what,
                bytes / 1e6,
                (double) bytes / keys,
                (double) bytes / events);
    }

    // An object and by how much the heap grew with it.
    private record Kept<T>(T object, long bytes) {

        static <T> Kept<T> of(Supplier<T> make) {
            long before = used();
            T object = make.get();
            return new Kept<>(object, used() - before);
        }

        private static long used() {
            long used = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                System.gc();
                used = Math.min(
                        used,
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            }
            return used;
        }
    }
}
