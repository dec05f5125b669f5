package io.wane.engine.fitting;

import java.util.Arrays;
import java.util.List;

/**
 * Maximises the choice likelihood (SCIENCE 2.4, 2.12): from half-lives of 1, 7, 30 and 90 days a few steps of expectation
 * and maximisation, then L-BFGS, then Newton steps; the best of the four stays. Long logs are searched on a share of their
 * users first; the end of the climb sees every line. Same log, same result, whatever the threads.
 */
final class ChoiceFitter {

    /** Half-lives to start from, in days. */
    static final List<Double> STARTS = List.of(1.0, 7.0, 30.0, 90.0);

    private static final double WEIGHT = 0.1;
    private static final double NOVELTY = 0.3;
    private static final int WARM_UP = 4;
    private static final double SEARCHED = 1e-3;
    private static final int SAMPLE_LINES = 200_000;
    /** Beyond so many lines curvature is measured on a share of the users. */
    static final int WHOLE_LINES = 2_000_000;

    /** So many lines of a log a shape without exponential sum is fitted to. */
    static final int DIRECT_LINES = 60_000;

    private static final long SEED = 1;

    private final int threads;

    ChoiceFitter(int threads) {
        this.threads = threads;
    }

    int threads() {
        return threads;
    }

    /** The maximum of a form over a log, with its errors. */
    ChoiceFit fit(ChoiceLog log, ChoiceForm form) {
        return fit(log, form, starts(form));
    }

    /**
     * What a form is fitted to: the log, or a share of its users where sums without exponentials make a pass cost a long
     * one's square.
     */
    static ChoiceLog share(ChoiceLog log, ChoiceForm form) {
        return form.exponential(form.start(WEIGHT, 1, NOVELTY)) ? log : log.sampled(DIRECT_LINES, SEED);
    }

    /** Where to start from. */
    static List<double[]> starts(ChoiceForm form) {
        if (form.blocks().stream().allMatch(block -> block.family().isEmpty())) {
            return List.of(form.start(WEIGHT, 1, NOVELTY));
        }
        return STARTS.stream()
                .map(halfLife -> form.start(WEIGHT, halfLife, NOVELTY))
                .toList();
    }

    /** The best maximum that some starts lead to, with its errors. */
    ChoiceFit fit(ChoiceLog log, ChoiceForm form, List<double[]> starts) {
        ChoiceLog sample = log.sampled(SAMPLE_LINES, SEED);
        ChoiceLikelihood searched = new ChoiceLikelihood(sample, form, threads);
        Maximizer.Top best = null;
        for (double[] start : starts) {
            Maximizer.Top top = Maximizer.climb(
                    searched::at,
                    warm(searched, start),
                    form.lower(),
                    form.upper(),
                    Maximizer.Effort.until(sample.scoredWeight(), SEARCHED));
            if (best == null || top.value() > best.value()) {
                best = top;
            }
        }
        double[] x = best.x();
        ChoiceLikelihood likelihood = sample == log ? searched : new ChoiceLikelihood(log, form, threads);
        if (log.lines() <= WHOLE_LINES) {
            return withErrors(
                    likelihood, Maximizer.climb(likelihood::at, x, form.lower(), form.upper(), log.scoredWeight()));
        }
        double[][] hessian = scaled(Curvature.at(searched::at, x), log.scoredWeight() / sample.scoredWeight());
        Maximizer.Top top = Maximizer.climb(
                likelihood::at,
                x,
                form.lower(),
                form.upper(),
                Maximizer.Effort.until(log.scoredWeight(), SEARCHED).along(hessian));
        double[][] there = scaled(Curvature.at(searched::at, top.x()), log.scoredWeight() / sample.scoredWeight());
        return withErrors(
                likelihood,
                new Maximizer.Top(top.x(), top.value(), top.gradient(), top.atBound(), top.converged(), there));
    }

    /** The maximum near one that is known, over another log or with some coordinates held; quick, without errors. */
    Maximizer.Top near(ChoiceLikelihood likelihood, double[] x, double[][] hessian, double[] lower, double[] upper) {
        return Maximizer.climb(
                likelihood::at,
                x,
                lower,
                upper,
                Maximizer.Effort.until(likelihood.log().scoredWeight(), SEARCHED)
                        .along(hessian));
    }

    ChoiceLikelihood likelihood(ChoiceLog log, ChoiceForm form) {
        return new ChoiceLikelihood(log, form, threads);
    }

    private static double[] warm(ChoiceLikelihood likelihood, double[] start) {
        double[] x = start;
        for (int step = 0; step < WARM_UP; step++) {
            x = likelihood.reweighted(x);
        }
        return x;
    }

    /** A maximum with its errors. */
    static ChoiceFit withErrors(ChoiceLikelihood likelihood, Maximizer.Top top) {
        double[][] covariance = Curvature.covariance(top.hessian(), top.atBound());
        double[][] outer = covariance.length == 0 ? covariance : likelihood.outerProduct(top.x());
        return new ChoiceFit(
                likelihood,
                top.x(),
                top.value(),
                top.atBound(),
                top.converged(),
                top.hessian(),
                covariance,
                covariance.length == 0 ? covariance : Curvature.sandwich(covariance, outer),
                covariance.length == 0 ? Double.NaN : Curvature.trace(covariance, outer));
    }

    /** A matrix times a number. */
    static double[][] scaled(double[][] matrix, double factor) {
        double[][] scaled = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            scaled[i] = Arrays.stream(matrix[i]).map(value -> value * factor).toArray();
        }
        return scaled;
    }
}
