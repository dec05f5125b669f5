package io.wane.behavior;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Catalog;
import io.wane.core.event.Event;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.Axes;
import io.wane.core.feature.FeatureExtractor;
import io.wane.testkit.DirectSums;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log written down event by event, in days; an empty user or item is an absent one. */
final class Log {

    private final Timeline.Builder events;
    private int size;

    Log() {
        this(Catalog.EMPTY);
    }

    Log(Catalog catalog) {
        events = Timeline.builder(catalog);
    }

    static long day(double day) {
        return Math.round(day * 86_400_000);
    }

    Log event(String user, String item, String type, double day) {
        return event(user, item, type, day, Map.of());
    }

    Log event(String user, String item, String type, double day, Map<String, Double> numbers) {
        events.add(new Event(
                String.format("%06d", size++),
                Optional.of(user).filter(name -> !name.isEmpty()),
                Optional.of(item).filter(name -> !name.isEmpty()),
                type,
                day(day),
                Optional.empty(),
                Map.of(),
                numbers));
        return this;
    }

    Log events(int count, String user, String item, String type, double day) {
        for (int i = 0; i < count; i++) {
            event(user, item, type, day);
        }
        return this;
    }

    /** Sums that halve within these many days; infinity for no decay. */
    DirectSums sums(FeatureExtractor extractor, Scope scope, List<String> types, double... halfLives) {
        List<DecayFunction> decays = Arrays.stream(halfLives)
                .mapToObj(days -> days == Double.POSITIVE_INFINITY ? DecayFunction.NONE : new Halving(days))
                .toList();
        List<String> names = decays.stream().map(Object::toString).toList();
        return new DirectSums(events.build(), extractor, new Axes(scope, types, names), decays);
    }

    private record Halving(double days) implements DecayFunction {

        @Override
        public double halfLifeDays() {
            return days;
        }

        @Override
        public double value(double ageDays) {
            return Math.pow(0.5, ageDays / days);
        }

        @Override
        public double horizonDays(double epsilon) {
            return Math.max(0, -days * Math.log(epsilon) / Math.log(2));
        }
    }
}
