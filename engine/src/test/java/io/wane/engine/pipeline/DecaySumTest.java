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
        assertThat(sum.description()).startsWith("ladder of " + sum.terms().size() + " rates, error at most 0.00");
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
        assertThat(sum.error()).isZero();
        assertThat(sum.ring().orElseThrow().bucketMillis()).isEqualTo(DAY);
        assertThat(sum.description())
                .isEqualTo("ring of " + sum.ring().orElseThrow().buckets() + " buckets of 24.0 h");
    }

    @Test
    void aPlateauThatTheTermsDoNotSayIsKeptInARing() {
        DecaySum sum = DecaySum.of(new Curve("plateau", age -> 0.5 + 0.5 * Math.exp(-age)), 60, DAY);
        // as long as the span: it never falls to nothing
        assertThat(sum.ring().orElseThrow().buckets()).isEqualTo(62);
    }

    @Test
    void aRingHoldsWhatTheDecayCanReach() {
        DecaySum.Ring days = ring("10d", 100, DAY);
        assertThat(days.buckets()).isEqualTo(13);
        DecaySum.Ring hours = ring("10d", 100, DAY / 24);
        assertThat(hours.bucketMillis()).isEqualTo(DAY / 24);
        assertThat(hours.buckets()).isEqualTo(10 * 24 + 3);
        DecaySum.Ring shorterThanTheWindow = ring("10d", 5, DAY);
        assertThat(shorterThanTheWindow.buckets()).isEqualTo(7);
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
