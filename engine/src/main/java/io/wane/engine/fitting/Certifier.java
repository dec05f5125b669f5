package io.wane.engine.fitting;

import io.wane.core.decay.DecayFamily;
import io.wane.engine.pipeline.KeyHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs the checks of a {@link Certificate}. Placebos are fitted with one exponential for all types, on a share of a long log. */
final class Certifier {

    private static final int SHUFFLES = 19;
    private static final double PLACEBO_SHARE = 0.1;
    private static final double POPULARITY_SHIFT = 0.2;
    private static final double ERRORS = 2;
    // Two halves that may lie this factor apart tell nothing.
    private static final double TELLING = 10;
    private static final int PLACEBO_LINES = 150_000;
    private static final int HALVED_LINES = 500_000;
    private static final long SEED = 3;
    private static final double ENOUGH = 0.01;

    private final ChoiceFitter fitter;
    private final DecayFamily exponential;
    private final List<Certificate.Check> checks = new ArrayList<>();

    Certifier(ChoiceFitter fitter, DecayFamily exponential) {
        this.fitter = fitter;
        this.exponential = exponential;
    }

    /**
     * Runs the checks.
     *
     * @param shared one exponential for all types
     * @param fits forms whose blocks are certified one by one
     */
    Certificate certify(ChoiceFit shared, List<ChoiceFit> fits) {
        placebos(shared);
        for (ChoiceFit fit : fits) {
            halves(fit);
            popularity(shared.log(), fit);
        }
        return new Certificate(List.copyOf(checks));
    }

    private void placebos(ChoiceFit shared) {
        ChoiceLog log = shared.log().sampledAlone(PLACEBO_LINES, SEED);
        double real = gain(log, shared.x());
        double sum = 0;
        int atLeast = 0;
        double[] halfLives = new double[SHUFFLES];
        for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
            ChoiceLog placebo = log.shuffled(shuffle + 1);
            Gained gained = gained(placebo, shared.x());
            sum += gained.perEvent;
            atLeast += gained.perEvent >= real ? 1 : 0;
            halfLives[shuffle] = gained.halfLifeDays;
        }
        Arrays.sort(halfLives);
        double p = (atLeast + 1.0) / (SHUFFLES + 1);
        double mean = sum / SHUFFLES;
        add(
                "shuffles",
                p <= 0.05 && real > 0,
                "%d of %d shuffles within users gain as much as the log itself (p = %.2f, at most .05 allowed)",
                atLeast,
                SHUFFLES,
                p);
        add(
                "shuffled gain",
                mean < PLACEBO_SHARE * real,
                "shuffled within users, decay gains %.5f nats per event on average, the log itself %.5f (less than a tenth"
                        + " allowed)",
                mean,
                real);
        if (log.users() < 2) {
            add("swapped histories", false, "there is one user, so no other's history to set beside their choices");
            return;
        }
        double swapped = gain(log.swapped(SEED), shared.x());
        add(
                "swapped histories",
                swapped < PLACEBO_SHARE * real,
                "beside another user's history, decay gains %.5f nats per event, the log itself %.5f (less than a tenth"
                        + " allowed)",
                swapped,
                real);
    }

    private record Gained(double perEvent, double halfLifeDays) {}

    private double gain(ChoiceLog log, double[] x) {
        return gained(log, x).perEvent;
    }

    // Of decay over the urn, both refitted.
    private Gained gained(ChoiceLog log, double[] x) {
        ChoiceForm form = ChoiceForm.shared(log, Optional.of(exponential));
        ChoiceForm urnForm = ChoiceForm.urn(log);
        double[] urnStart = new double[urnForm.size()];
        System.arraycopy(x, 0, urnStart, 0, form.types().size());
        urnStart[urnForm.noveltyAt()] = Math.max(ChoiceForm.SOME_SHARE, x[form.noveltyAt()]);
        double[] start = x.clone();
        start[form.noveltyAt()] = urnStart[urnForm.noveltyAt()];
        Maximizer.Top urn = climb(log, urnForm, urnStart);
        Maximizer.Top decayed = climb(log, form, start);
        // Where nothing fades the way leads to the cap: start there too, from the urn itself.
        Maximizer.Top slowly = climb(log, form, form.startSlowly(urn.x()));
        Maximizer.Top best = slowly.value() > decayed.value() ? slowly : decayed;
        return new Gained(
                Math.max(0, best.value() - urn.value()) / log.scoredWeight(),
                form.decay(best.x(), 0).halfLifeDays());
    }

    private Maximizer.Top climb(ChoiceLog log, ChoiceForm form, double[] start) {
        ChoiceLikelihood likelihood = fitter.likelihood(log, form);
        return Maximizer.climb(
                likelihood::at, start, form.lower(), form.upper(), Maximizer.Effort.until(log.scoredWeight(), ENOUGH));
    }

    private ChoiceLog limited(ChoiceFit fit) {
        return ChoiceFitter.share(fit.log(), fit.form()).sampled(HALVED_LINES, SEED);
    }

    private void halves(ChoiceFit fit) {
        ChoiceLog log = limited(fit);
        ChoiceFit[] halves = new ChoiceFit[2];
        for (int half = 0; half < 2; half++) {
            int odd = half;
            ChoiceLog users = log.ofUsers(user -> (KeyHash.mix(SEED ^ log.userCode(user)) & 1) == odd);
            if (users.scoredWeight() == 0) {
                add("halves", false, "there are too few users to compare two halves of them");
                return;
            }
            halves[half] = refitted(fit, users);
        }
        for (int block = 0; block < fit.form().blocks().size(); block++) {
            if (fit.form().logHalfLifeAt(block) < 0) {
                continue;
            }
            double first = ChoiceFit.reportedHalfLife(halves[0].decay(block));
            double second = ChoiceFit.reportedHalfLife(halves[1].decay(block));
            double error = Math.hypot(error(halves[0], block), error(halves[1], block));
            double apart = Math.abs(Math.log(first / second));
            String type = fit.form().blocks().get(block).name();
            if (!(ERRORS * error < Math.log(TELLING))) {
                add(
                        "halves",
                        type,
                        false,
                        "two random halves of the users give %.3g and %.3g d, each known too badly to compare them",
                        first,
                        second);
                continue;
            }
            add(
                    "halves",
                    type,
                    apart < ERRORS * error,
                    "two random halves of the users give %.3g and %.3g d, %.2g apart in ln h (%.2g allowed)",
                    first,
                    second,
                    apart,
                    ERRORS * error);
        }
    }

    // Popularity is counted over everybody, so a long log is fitted whole here; two climbs from next to the top.
    private void popularity(ChoiceLog log, ChoiceFit fit) {
        for (double halfLife : new double[] {14, 60}) {
            ChoiceFit other = refitted(fit, ChoiceFitter.share(log.withPopularity(halfLife), fit.form()));
            for (int block = 0; block < fit.form().blocks().size(); block++) {
                if (fit.form().logHalfLifeAt(block) < 0) {
                    continue;
                }
                double moved = Math.log(
                        ChoiceFit.reportedHalfLife(other.decay(block)) / ChoiceFit.reportedHalfLife(fit.decay(block)));
                double error = differenceError(fit, other, block);
                add(
                        "popularity",
                        fit.form().blocks().get(block).name(),
                        Math.abs(moved) < POPULARITY_SHIFT || Math.abs(moved) < ERRORS * error,
                        "with a half-life of %.0f d for popularity, ln h moves by %.3f (%.2f, or %.3f of two errors, allowed)",
                        halfLife,
                        Math.abs(moved),
                        POPULARITY_SHIFT,
                        ERRORS * error);
            }
        }
    }

    // Two fits of one log share their users, so their difference varies less than either: by the users' influences.
    private double differenceError(ChoiceFit one, ChoiceFit other, int block) {
        if (one.covariance().length == 0 || other.covariance().length == 0) {
            return Double.NaN;
        }
        double[] first = influences(one, block);
        double[] second = influences(other, block);
        double sum = 0;
        for (int user = 0; user < first.length; user++) {
            sum += Math.pow(first[user] - second[user], 2);
        }
        return Math.sqrt(sum);
    }

    private static double[] influences(ChoiceFit fit, int block) {
        double[] gradient = fit.logHalfLifeGradient(block);
        double[] row = new double[gradient.length];
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < row.length; j++) {
                row[i] += gradient[j] * fit.covariance()[j][i];
            }
        }
        return fit.likelihood().alongByUser(fit.x(), row);
    }

    private ChoiceFit refitted(ChoiceFit fit, ChoiceLog log) {
        ChoiceLikelihood likelihood = fitter.likelihood(log, fit.form());
        double share = log.scoredWeight() / fit.log().scoredWeight();
        double[][] hessian = new double[fit.hessian().length][];
        for (int i = 0; i < hessian.length; i++) {
            hessian[i] =
                    Arrays.stream(fit.hessian()[i]).map(value -> value * share).toArray();
        }
        Maximizer.Top top = fitter.near(
                likelihood, fit.x(), hessian, fit.form().lower(), fit.form().upper());
        double[][] there = log.lines() > ChoiceFitter.WHOLE_LINES ? hessian : Curvature.at(likelihood::at, top.x());
        return ChoiceFitter.withErrors(
                likelihood,
                new Maximizer.Top(top.x(), top.value(), top.gradient(), top.atBound(), top.converged(), there));
    }

    private static double error(ChoiceFit fit, int block) {
        return Math.max(fit.logHalfLifeError(block, fit.covariance()), fit.logHalfLifeError(block, fit.sandwich()));
    }

    private void add(String name, boolean passed, String words, Object... values) {
        add(name, "all", passed, words, values);
    }

    private void add(String name, String type, boolean passed, String words, Object... values) {
        checks.add(new Certificate.Check(name, type, passed, String.format(Locale.ROOT, words, values)));
    }
}
