package io.wane.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecaySumTest {

    private static final long DAY = RandomShop.DAY_MILLIS;

    @Test
    void whatSaysItsTermsIsKeptExactly() {
        DecayFunction exponential =
                Offered.decay("exponential", "half-life", "7d").function();
        DecaySum sum = DecaySum.of(exponential, 365, DAY);

        assertThat(sum.terms()).isEqualTo(exponential.exponentialSum());
        assertThat(sum.error()).isZero();
        assertThat(sum.description()).isEqualTo("exact in 1 term");
        assertThat(DecaySum.of(new Erlang(1), 365, DAY).description()).isEqualTo("exact in 3 terms");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 1, 1.5, 2, 3})
    void powerLawsAreKeptOnALadderWithinTheErrorThatIsReported(double exponent) {
        for (double scale : new double[] {0.02, 5}) {
            for (double span : new double[] {30, 1000}) {
                assertLadder(new Curve("power", age -> Math.pow(1 + age / scale, -exponent)), span);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.7, 0.9})
    void stretchedExponentialsAreKeptOnALadder(double beta) {
        for (double lambda : new double[] {1, 20}) {
            assertLadder(new Curve("weibull", age -> Math.exp(-Math.pow(age / lambda, beta))), 90);
        }
    }

    private static void assertLadder(DecayFunction decay, double span) {
        DecaySum sum = DecaySum.of(decay, span, DAY);
        assertThat(sum.ring()).isEmpty();
        assertThat(sum.error()).isPositive().isLessThanOrEqualTo(DecaySum.LADDER_TOLERANCE);
        assertThat(sum.description())
                .startsWith("ladder of " + sum.terms().size() + " rates, error at most 0.00")
                .endsWith(span == 1000 ? " up to 1000d" : " up to " + (int) span + "d");
        assertThat(value(sum, 0)).isEqualTo(1, within(1e-12));
        for (Term term : sum.terms()) {
            assertThat(term.coefficient()).isPositive();
        }
        double largest = 0;
        for (int i = 0; i < 1500; i++) {
            double even = span * i / 1499;
            double logarithmic = span * Math.pow(10, -12.0 * i / 1500);
            largest = Math.max(largest, Math.abs(value(sum, even) - decay.value(even)));
            largest = Math.max(largest, Math.abs(value(sum, logarithmic) - decay.value(logarithmic)));
        }
        // found at other ages than those that the error was looked for at
        assertThat(largest).isLessThanOrEqualTo(1.001 * sum.error());
        assertSoundBeyond(sum, span);
    }

    // Older than what it was made for, an observation counts ever less, but not less than the slowest rate leaves of
    // it.
    private static void assertSoundBeyond(DecaySum sum, double span) {
        assertThat(sum.reachDays()).isEqualTo(span);
        double slowest = Double.POSITIVE_INFINITY;
        for (Term term : sum.terms()) {
            slowest = Math.min(slowest, term.ratePerDay());
        }
        double atSpan = value(sum, span);
        double before = atSpan;
        for (double age = span; age < 50 * span; age *= 1.1) {
            double value = value(sum, age);
            assertThat(value)
                    .isBetween(0.0, before)
                    .isLessThanOrEqualTo(atSpan * Math.exp(-slowest * (age - span)) * (1 + 1e-12));
            double least = 0;
            for (Term term : sum.terms()) {
                least = Math.max(least, term.value(age));
            }
            assertThat(value).isGreaterThanOrEqualTo(least);
            before = value;
        }
    }

    private static double value(DecaySum sum, double age) {
        double value = 0;
        for (Term term : sum.terms()) {
            value += term.value(age);
        }
        return value;
    }

    @Test
    void theLadderOfAPowerLawIsAsGoodAsTheQuadratureOfTheSameSize() {
        // states.json, ladder: 12 nodes at their best range leave a relative error of .0046 for b = 1 up to a/c = 1000
        DecaySum sum = DecaySum.of(new Curve("power", age -> 1 / (1 + age)), 1000, DAY);
        assertThat(sum.error()).isLessThan(0.0046);
        assertThat(sum.terms().size()).isLessThanOrEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"gaussian, half-life, 10d", "step, window, 10d"})
    void shouldersAreKeptInARing(String name, String setting, String value) {
        DecaySum sum = DecaySum.of(Offered.decay(name, setting, value).function(), 100, DAY);

        assertThat(sum.terms()).isEmpty();
        assertThat(sum.ring().orElseThrow().bucketMillis()).isBetween(DAY * 10 / 16 - 100, DAY * 10 / 16);
        assertThat(sum.error()).isBetween(0.014, 0.017);
        assertThat(sum.reachDays()).isInfinite();
        assertThat(sum.description())
                .isEqualTo("ring of " + sum.ring().orElseThrow().buckets() + " buckets of 15h, 1."
                        + (name.equals("step") ? 6 : 5) + " % of the weight counted at another age");
    }

    @Test
    void whatFallsWithinHoursDoesSoInARing() {
        DecaySum hour = DecaySum.of(Offered.decay("step", "window", "1h").function(), 365, DAY);
        DecayFunction gaussian = Offered.decay("gaussian", "half-life", "6h").function();
        DecaySum hours = DecaySum.of(gaussian, 365, DAY);
        long minute = DAY / 1440;
        for (long time = 1_000 * DAY; time < 1_001 * DAY; time += 7 * minute) {
            assertThat(hour.kept(time - 10 * minute, time)).isOne();
            assertThat(hour.kept(time - 70 * minute, time)).isZero();
            for (int age = 0; age < 1440; age += 11) {
                assertThat(hours.kept(time - age * minute, time))
                        .isEqualTo(gaussian.value(age / 1440.0), within(0.023)); // half a bucket where it is steepest
            }
        }
    }

    @Test
    void whatIsTooFineForTheSpanIsRefusedWithBoth() {
        // keeps its weight for a while, which no mixture of exponentials does, and then has a tail that no window holds
        DecayFunction heavy = new Curve("heavy", age -> 1 / (1 + age * age));
        assertThatThrownBy(() -> DecaySum.of(heavy, 730, DAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "decay Curve[name=heavy",
                        "cannot be kept for 730d",
                        "512 buckets each would be 1.43d wide",
                        "5 % are allowed",
                        "Choose a longer half-life");
        DecaySum fits = DecaySum.of(heavy, 30, DAY);
        assertThat(fits.error()).isLessThan(0.02);
        assertThat(fits.reachDays()).isEqualTo(30); // a millionth is left at 1000 days
        assertThat(fits.description()).endsWith(" up to 30d");
        DecaySum lighter = DecaySum.of(new Curve("lighter", age -> 1 / (1 + age * age * age)), 730, DAY);
        assertThat(lighter.reachDays()).isInfinite(); // at 100 days
        assertThat(lighter.error()).isBetween(0.03, DecaySum.RING_TOLERANCE);
    }

    @Test
    void aPlateauThatTheTermsDoNotSayIsKeptInARing() {
        DecaySum sum = DecaySum.of(new Curve("plateau", age -> 0.5 + 0.5 * Math.exp(-age)), 60, DAY);
        // as long as the span, since it never falls to nothing, and fine enough for what falls
        assertThat(sum.reachDays()).isEqualTo(60);
        assertThat(sum.ring().orElseThrow().buckets()).isEqualTo(512);
        assertThat(sum.error()).isLessThan(0.03);
        assertThat(sum.kept(0, 3 * DAY)).isEqualTo(0.5 + 0.5 * Math.exp(-3), within(0.002));
    }

    @Test
    void aRingHoldsWhatTheDecayCanReach() {
        DecaySum.Ring days = ring("10d", 100, DAY);
        assertThat(days.buckets()).isEqualTo(16 + 3);
        DecaySum.Ring hours = ring("10d", 100, DAY / 24);
        assertThat(hours.bucketMillis()).isEqualTo(DAY / 24);
        assertThat(hours.buckets()).isEqualTo(10 * 24 + 3);
        DecaySum.Ring shorterThanTheWindow = ring("10d", 5, DAY);
        assertThat(shorterThanTheWindow).isEqualTo(days); // what it loses would still count
    }

    @Test
    void aRingOfMoreThan512BucketsGetsWiderOnes() {
        DecaySum.Ring wide = ring("1000d", 3000, DAY);
        assertThat(wide.buckets()).isLessThanOrEqualTo(512);
        assertThat(wide.bucketMillis()).isBetween(DAY, 2 * DAY);
        assertThat((wide.buckets() - 1) * wide.bucketMillis()).isGreaterThanOrEqualTo(1000 * DAY);

        DecaySum.Ring fits = ring("509d", 3000, DAY);
        assertThat(fits.bucketMillis()).isEqualTo(DAY);
        assertThat(fits.buckets()).isEqualTo(512);
    }

    private static DecaySum.Ring ring(String window, double span, long bucketMillis) {
        return DecaySum.of(Offered.decay("step", "window", window).function(), span, bucketMillis)
                .ring()
                .orElseThrow();
    }

    @Test
    void theAgeOfABucketIsThatOfItsMiddleAndNeverBelowZero() {
        DecaySum.Ring ring = new DecaySum.Ring(DAY, 10);
        assertThat(ring.bucket(-1)).isEqualTo(-1);
        assertThat(ring.bucket(DAY - 1)).isZero();
        assertThat(ring.ageDays(0, DAY / 4)).isZero();
        assertThat(ring.ageDays(0, DAY)).isEqualTo(0.5);
        assertThat(ring.ageDays(-3, 0)).isEqualTo(2.5);
        assertThat(ring.oldest(0)).isEqualTo(-9);
    }

    @Test
    void aRingForgetsOnlyWhatCountsNothing() {
        DecayFunction gaussian = Offered.decay("gaussian", "half-life", "5d").function();
        DecaySum sum = DecaySum.of(gaussian, 365, DAY);
        long time = 1_000 * DAY + 12_345_678;
        int forgotten = 0;
        for (int hours = 0; hours < 24 * 60; hours++) {
            double kept = sum.kept(time - hours * DAY / 24, time);
            double age = hours / 24.0;
            double steepest = 0.143; // per day, of a Gaussian with a half-life of five
            assertThat(kept).isEqualTo(gaussian.value(age), within(0.5 * steepest + 1e-6));
            if (kept == 0) {
                assertThat(gaussian.value(age)).isLessThan(1e-6);
                forgotten++;
            }
        }
        assertThat(forgotten).isPositive();
    }

    @Test
    void aBucketWithoutWidthIsRefused() {
        DecayFunction step = Offered.decay("step", "window", "10d").function();
        assertThatThrownBy(() -> DecaySum.of(step, 100, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0")
                .hasMessageContaining("0 ms");
    }

    /** A decay that says nothing of itself but its values, as a third party's may. */
    private record Curve(String name, DoubleUnaryOperator curve) implements DecayFunction {

        @Override
        public double value(double ageDays) {
            return curve.applyAsDouble(ageDays);
        }

        @Override
        public double halfLifeDays() {
            return horizonDays(0.5);
        }

        @Override
        public double horizonDays(double epsilon) {
            double low = 0;
            double high = 1e12;
            if (value(high) > epsilon) {
                return Double.POSITIVE_INFINITY;
            }
            for (int i = 0; i < 200; i++) {
                double middle = (low + high) / 2;
                if (value(middle) > epsilon) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }
    }
}
