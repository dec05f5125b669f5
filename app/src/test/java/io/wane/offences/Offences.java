package io.wane.offences;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Every way to read the clock and to be random without a seed; the rules must see each. Never run. */
@SuppressWarnings({"JavaUtilDate", "UnusedCollectionModifiedInPlace"})
final class Offences {

    private Offences() {}

    static final class Clocks {

        private Clocks() {}

        static List<Object> read(ZoneId zone) {
            Supplier<Instant> reference = Instant::now;
            return List.of(
                    System.currentTimeMillis(),
                    System.nanoTime(),
                    LocalDate.now(zone),
                    Clock.systemUTC(),
                    Calendar.getInstance(),
                    new Date(),
                    reference);
        }
    }

    static final class Streams {

        private Streams() {}

        /** One by itself, and one through a call. */
        static double value(List<Double> numbers) {
            return numbers.stream().count() + elsewhere(numbers);
        }

        private static double elsewhere(List<Double> numbers) {
            return numbers.stream().findFirst().orElse(0.0);
        }

        /** Settings may be read with streams. */
        static double setting(List<Double> numbers) {
            return numbers.stream().findFirst().orElse(0.0);
        }
    }

    static final class Dice {

        private Dice() {}

        static List<Object> cast() {
            Collections.shuffle(new ArrayList<>());
            return List.of(
                    Math.random(),
                    new Random(),
                    new SplittableRandom(),
                    UUID.randomUUID(),
                    ThreadLocalRandom.current(),
                    RandomGenerator.getDefault());
        }

        /** These have a seed. */
        static List<Object> castAgain(long seed) {
            Collections.shuffle(new ArrayList<>(), new Random(seed));
            return List.of(new SplittableRandom(seed));
        }
    }
}
