package io.wane.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UserBootstrapTest {

    /** Rows of users who differ; some probabilities tie. */
    private record Rows(int[] users, double[] p, double[] y) {

        static Rows draw(int users, int rows, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            Rows drawn = new Rows(new int[rows], new double[rows], new double[rows]);
            for (int row = 0; row < rows; row++) {
                int user = random.nextInt(users);
                drawn.users[row] = 3 * user; // codes with gaps, rows scattered
                drawn.p[row] = Math.rint(20 * random.nextDouble()) / 20;
                drawn.y[row] = random.nextDouble() < (drawn.p[row] + user / (double) users) / 2 ? 1 : 0;
            }
            return drawn;
        }

        /** Every row as often as its user was drawn. */
        Rows repeated(byte[] times) {
            int[] dense = Arrays.stream(users).distinct().sorted().toArray();
            int size = 0;
            int most = users.length * 20;
            Rows copies = new Rows(new int[most], new double[most], new double[most]);
            for (int row = 0; row < users.length; row++) {
                for (int copy = 0; copy < times[Arrays.binarySearch(dense, users[row])]; copy++) {
                    copies.users[size] = users[row];
                    copies.p[size] = p[row];
                    copies.y[size++] = y[row];
                }
            }
            return new Rows(
                    Arrays.copyOf(copies.users, size), Arrays.copyOf(copies.p, size), Arrays.copyOf(copies.y, size));
        }
    }

    @Test
    void eachFigureOfAResampleIsThatOfItsRepeatedRows() {
        for (int seed = 0; seed < 20; seed++) {
            Rows rows = Rows.draw(12, 200, seed);
            UserBootstrap bootstrap = new UserBootstrap(rows.users, 1, seed);
            byte[] times = bootstrap.times(0, new byte[0]);
            int drawn = 0;
            for (byte of : times) {
                drawn += of;
            }
            assertThat(drawn).isEqualTo(bootstrap.users());

            Rows resample = rows.repeated(times);
            Interval brier = bootstrap.mean(ProbabilityMetrics.squaredErrors(rows.p, rows.y));
            assertThat(brier.value()).isEqualTo(ProbabilityMetrics.brier(rows.p, rows.y), within(1e-14));
            assertThat(brier.low()).isEqualTo(ProbabilityMetrics.brier(resample.p, resample.y), within(1e-14));
            assertThat(brier.high()).isEqualTo(brier.low());
            Interval auc = bootstrap.auc(rows.p, rows.y);
            assertThat(auc.value()).isEqualTo(ProbabilityMetrics.auc(rows.p, rows.y));
            assertThat(auc.low()).isEqualTo(ProbabilityMetrics.auc(resample.p, resample.y));
            for (int bins : new int[] {1, 15, 64, 1_000}) {
                Interval error = bootstrap.calibrationError(rows.p, rows.y, bins);
                assertThat(error.value()).isEqualTo(ProbabilityMetrics.expectedCalibrationError(rows.p, rows.y, bins));
                assertThat(error.low())
                        .isEqualTo(
                                ProbabilityMetrics.expectedCalibrationError(resample.p, resample.y, bins),
                                within(1e-13));
            }
        }
    }

    @Test
    void ofTwoUsersOneInFourResamplesHoldsOnlyTheOneOrOnlyTheOther() {
        // three rows of value 1, one of value 0: a resample is 1, 3/4 or 0
        Interval interval = new UserBootstrap(new int[] {5, 5, 9, 5}, 1_000, 1).mean(new double[] {1, 1, 0, 1});
        assertThat(interval).isEqualTo(new Interval(0.75, 0, 1));
    }

    @Test
    void oneUserAloneHasNoSpread() {
        Interval interval = new UserBootstrap(new int[] {4, 4}, 50, 1).mean(new double[] {1, 2});
        assertThat(interval).isEqualTo(new Interval(1.5, 1.5, 1.5));
    }

    @Test
    void theDifferenceOfEqualSystemsIsExactlyZero() {
        Rows rows = Rows.draw(50, 800, 3);
        UserBootstrap bootstrap = new UserBootstrap(rows.users, 300, 3);
        double[] losses = ProbabilityMetrics.logLosses(rows.p, rows.y);
        assertThat(bootstrap.meanDifference(losses, losses.clone())).isEqualTo(new Interval(0, 0, 0));
        assertThat(bootstrap.aucDifference(rows.p, rows.p.clone(), rows.y)).isEqualTo(new Interval(0, 0, 0));
    }

    @Test
    void bothSystemsOfADifferenceSeeTheSameResamples() {
        Rows rows = Rows.draw(50, 800, 4);
        UserBootstrap bootstrap = new UserBootstrap(rows.users, 300, 4);
        double[] bent = rows.p.clone();
        for (int row = 0; row < bent.length; row += 3) {
            bent[row] = 1 - bent[row];
        }
        Interval one = bootstrap.auc(rows.p, rows.y);
        Interval other = bootstrap.auc(bent, rows.y);
        Interval difference = bootstrap.aucDifference(rows.p, bent, rows.y);
        assertThat(difference.value()).isEqualTo(one.value() - other.value(), within(1e-15));
        assertThat(difference.excludesZero()).isTrue();

        double[] losses = ProbabilityMetrics.squaredErrors(rows.p, rows.y);
        double[] more = losses.clone();
        for (int row = 0; row < more.length; row++) {
            more[row] += 0.01;
        }
        Interval cost = bootstrap.meanDifference(more, losses);
        assertThat(cost.low()).isEqualTo(0.01, within(1e-12));
        assertThat(cost.high()).isEqualTo(0.01, within(1e-12));
    }

    @Test
    void nineteenOfTwentyIntervalsHoldTheTruth() {
        // users with a mean of their own around 0 and 1 to 6 rows each: intervals over rows would be far too short
        int trials = 400;
        int users = 80;
        SplittableRandom random = new SplittableRandom(5);
        int held = 0;
        for (int trial = 0; trial < trials; trial++) {
            int[] user = new int[users * 6];
            double[] value = new double[users * 6];
            int rows = 0;
            for (int u = 0; u < users; u++) {
                double own = random.nextDouble(-1, 1);
                int count = 1 + random.nextInt(6);
                for (int i = 0; i < count; i++) {
                    user[rows] = u;
                    value[rows++] = own + random.nextDouble(-1, 1);
                }
            }
            Interval interval =
                    new UserBootstrap(Arrays.copyOf(user, rows), 250, trial).mean(Arrays.copyOf(value, rows));
            held += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
        }
        assertThat(held / (double) trials).isBetween(0.90, 0.98);
    }

    @Test
    void resamplesThatAreNotKeptAreDrawnAgainTheSame() {
        int users = 40_000;
        int[] user = new int[users];
        double[] value = new double[users];
        SplittableRandom random = new SplittableRandom(6);
        for (int row = 0; row < users; row++) {
            user[row] = row;
            value[row] = random.nextDouble();
        }
        UserBootstrap kept = new UserBootstrap(user, 20, 6);
        UserBootstrap drawnAgain = new UserBootstrap(user, 900, 6);
        assertThat(drawnAgain.times(19, new byte[users])).isEqualTo(kept.times(19, new byte[0]));
        assertThat(kept.times(19, new byte[0])).isNotEqualTo(kept.times(18, new byte[0]));
        List<Interval> both = drawnAgain.means(value, new double[users]);
        assertThat(both.get(1)).isEqualTo(new Interval(0, 0, 0));
        // the standard error of a mean of uniform numbers is 1 / sqrt(12 n)
        assertThat(both.get(0).high() - both.get(0).low()).isEqualTo(2 * 1.96 / Math.sqrt(12.0 * users), within(4e-4));
    }

    @Test
    void sameSeedSameIntervalsOtherSeedOtherIntervals() {
        Rows rows = Rows.draw(40, 300, 7);
        Interval one = new UserBootstrap(rows.users, 200, 7).mean(rows.p);
        assertThat(new UserBootstrap(rows.users, 200, 7).mean(rows.p)).isEqualTo(one);
        assertThat(new UserBootstrap(rows.users, 200, 8).mean(rows.p)).isNotEqualTo(one);
    }

    @Test
    void resamplesWithoutBothLabelsHaveNoAuc() {
        int[] users = {0, 0, 1};
        double[] p = {.1, .2, .3};
        // user 1 alone has no negative; every other resample orders all pairs rightly
        assertThat(new UserBootstrap(users, 50, 1).auc(p, new double[] {0, 0, 1}))
                .isEqualTo(new Interval(1, 1, 1));
        Interval undefined = new UserBootstrap(users, 50, 1).auc(p, new double[] {1, 1, 1});
        assertThat(undefined.value()).isNaN();
        assertThat(undefined.low()).isNaN();
        assertThat(undefined.excludesZero()).isFalse();
    }

    @Test
    void whatDoesNotFitTheRowsIsRefused() {
        UserBootstrap bootstrap = new UserBootstrap(new int[] {0, 1}, 10, 1);
        assertThatThrownBy(() -> bootstrap.mean(new double[] {1})).hasMessage("1 numbers for 2 rows");
        assertThatThrownBy(() -> bootstrap.mean(new double[] {1, Double.NaN}))
                .hasMessage("a value must be finite: NaN in row 1");
        assertThatThrownBy(() -> new UserBootstrap(new int[0], 10, 1)).hasMessage("a bootstrap needs at least one row");
        assertThatThrownBy(() -> new UserBootstrap(new int[] {1}, 0, 1))
                .hasMessage("the number of replicates must be at least 1: 0");
        assertThatThrownBy(() -> new UserBootstrap(new int[] {1, -1}, 1, 1)).hasMessageContaining(": -1");
        assertThatThrownBy(() -> new Interval(0, 1, 0))
                .hasMessage("the ends of an interval must be in order: 1.0 to 0.0");
    }
}
