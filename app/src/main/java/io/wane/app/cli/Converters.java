package io.wane.app.cli;

import io.wane.core.event.Scope;
import io.wane.core.settings.DurationText;
import io.wane.core.settings.Spelling;
import io.wane.decisions.recommendation.Exclusion;
import io.wane.engine.fitting.DecayFitting;
import io.wane.engine.ingest.Layout;
import io.wane.engine.ingest.TimeText;
import io.wane.engine.ingest.ValueAs;
import io.wane.engine.pipeline.Level;
import io.wane.simulator.Preset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Read the values of options; a wrong one is wrong usage, in the words of whoever knows the value. */
final class Converters {

    private Converters() {}

    private static <T> T read(String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException refused) {
            throw new TypeConversionException(refused.getMessage());
        }
    }

    /** A duration such as 7d, above 0. */
    static final class Span implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Duration duration = read(text, DurationText::parse);
            if (duration.isZero()) {
                throw new TypeConversionException("must be above 0: " + text);
            }
            return duration;
        }
    }

    /** A time: ISO-8601 or epoch seconds. */
    static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            return Instant.ofEpochMilli(read(text, TimeText::parse));
        }
    }

    /** What interest is in. */
    static final class OfLevel implements ITypeConverter<Level> {
        @Override
        public Level convert(String text) {
            return constant(Level.values(), text);
        }
    }

    /** What is chosen: items, categories or brands. */
    static final class OfEntity implements ITypeConverter<Scope> {
        @Override
        public Scope convert(String text) {
            return constant(new Scope[] {Scope.ITEM, Scope.CATEGORY, Scope.BRAND}, text);
        }
    }

    /** What half-lives may differ by. */
    static final class OfBy implements ITypeConverter<DecayFitting.By> {
        @Override
        public DecayFitting.By convert(String text) {
            return constant(DecayFitting.By.values(), text);
        }
    }

    /** How data is printed. */
    static final class OfFormat implements ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            return constant(Format.values(), text);
        }
    }

    private static <E extends Enum<E>> E constant(E[] constants, String text) {
        List<String> allowed = new ArrayList<>();
        for (E constant : constants) {
            allowed.add(constant.toString());
            if (constant.toString().equals(text)) {
                return constant;
            }
        }
        throw new TypeConversionException("'" + text + "' is not known. " + Spelling.hint(text, allowed) + "Allowed: "
                + String.join(", ", allowed));
    }

    /** How many, at least 1. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) whole(text, 1, Integer.MAX_VALUE);
        }
    }

    /** How many at most, at least 0. */
    static final class Limit implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return whole(text, 0, Long.MAX_VALUE);
        }
    }

    /** Where random numbers start: any whole number. */
    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    private static long whole(String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException sameAnswer) {
            // not a number, or out of every range
        }
        throw new TypeConversionException("must be a whole number from " + least + " to " + most + ": " + text);
    }

    /** What a list leaves out. */
    static final class Excluding implements ITypeConverter<Exclusion> {
        @Override
        public Exclusion convert(String text) {
            return read(text, Exclusion::parse);
        }
    }

    /** The layout of event files. */
    static final class FileLayout implements ITypeConverter<Layout> {
        @Override
        public Layout convert(String text) {
            return read(text, Layout::parse);
        }
    }

    /** What a value means. */
    static final class ValueMeaning implements ITypeConverter<ValueAs> {
        @Override
        public ValueAs convert(String text) {
            return read(text, ValueAs::parse);
        }
    }

    /** The size of a simulated shop. */
    static final class ShopSize implements ITypeConverter<Preset> {
        @Override
        public Preset convert(String text) {
            return read(text, Preset::named);
        }
    }
}
