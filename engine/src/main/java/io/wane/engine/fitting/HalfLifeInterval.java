package io.wane.engine.fitting;

import java.util.Arrays;

/**
 * A 95 % interval of a half-life. Narrow errors give {@code exp(ln h ± 1.96 se)}; wide ones the profile: all half-lives
 * whose best log-likelihood, with everything else free, lies within 1.92 nats of the maximum, times what the sandwich says
 * beyond the Hessian (Chandler and Bate 2007).
 *
 * @param lowDays lower end, days
 * @param highDays upper end, days; infinite where the likelihood does not end it
 */
record HalfLifeInterval(double lowDays, double highDays) {

    private static final double Z = 1.959963984540054;
    private static final double WIDE = 0.2;
    private static final int STEPS = 7;

    static HalfLifeInterval of(ChoiceFit fit, int block, ChoiceFitter fitter) {
        int at = fit.form().logHalfLifeAt(block);
        if (at < 0) {
            return new HalfLifeInterval(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double byHessian = fit.logHalfLifeError(block, fit.covariance());
        double bySandwich = fit.logHalfLifeError(block, fit.sandwich());
        double error = Math.max(byHessian, bySandwich); // NaN if unknown
        double halfLife = fit.halfLifeDays(block);
        if (error <= WIDE && halfLife < Double.POSITIVE_INFINITY) {
            return new HalfLifeInterval(halfLife * Math.exp(-Z * error), halfLife * Math.exp(Z * error));
        }
        double inflation = error > byHessian ? Math.pow(error / byHessian, 2) : 1;
        double step = error > 0 ? Math.min(2, Z * error) : 1;
        double[] ends = {end(fit, block, at, fitter, -step, inflation), end(fit, block, at, fitter, step, inflation)};
        Arrays.sort(ends);
        return new HalfLifeInterval(ends[0], ends[1]);
    }

    // Walks outwards until the profile has fallen far enough, then bisects on the excess, which is near a parabola.
    private static double end(ChoiceFit fit, int block, int at, ChoiceFitter fitter, double step, double inflation) {
        double target = Z * Z / 2 * inflation;
        double bound = step < 0 ? fit.form().lower()[at] : fit.form().upper()[at];
        double inside = fit.x()[at];
        double insideFall = 0;
        double[] warm = fit.x();
        double outside = inside;
        double outsideFall;
        double reach = step;
        while (true) {
            outside = step < 0 ? Math.max(bound, outside + reach) : Math.min(bound, outside + reach);
            Maximizer.Top top = profiled(fit, at, fitter, outside, warm);
            outsideFall = fit.value() - top.value();
            if (outsideFall >= target) {
                break;
            }
            if (outside == bound) {
                return half(fit, block, top.x(), true);
            }
            inside = outside;
            insideFall = Math.max(0, outsideFall);
            warm = top.x();
            reach *= 1.5;
        }
        double[] found = warm;
        for (int i = 0; i < STEPS && Math.abs(outside - inside) > 0.01; i++) {
            double low = Math.sqrt(insideFall);
            double share = (Math.sqrt(target) - low) / (Math.sqrt(outsideFall) - low);
            double middle = inside + Math.min(0.95, Math.max(0.05, share)) * (outside - inside);
            Maximizer.Top top = profiled(fit, at, fitter, middle, warm);
            double fall = fit.value() - top.value();
            found = top.x();
            if (Math.abs(fall - target) < 0.02 * target) {
                break;
            }
            if (fall < target) {
                inside = middle;
                insideFall = Math.max(0, fall);
                warm = top.x();
            } else {
                outside = middle;
                outsideFall = fall;
            }
        }
        return half(fit, block, found, false);
    }

    private static Maximizer.Top profiled(ChoiceFit fit, int at, ChoiceFitter fitter, double value, double[] warm) {
        double[] start = warm.clone();
        double[] lower = fit.form().lower();
        double[] upper = fit.form().upper();
        start[at] = value;
        lower[at] = value;
        upper[at] = value;
        return fitter.near(fit.likelihood(), start, fit.hessian(), lower, upper);
    }

    private static double half(ChoiceFit fit, int block, double[] x, boolean bound) {
        double days = ChoiceFit.reportedHalfLife(fit.form().decay(x, block));
        boolean longest = bound && days > fit.form().spanDays();
        return longest ? Double.POSITIVE_INFINITY : days;
    }

    boolean unbounded() {
        return highDays == Double.POSITIVE_INFINITY;
    }
}
