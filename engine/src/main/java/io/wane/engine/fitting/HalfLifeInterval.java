package io.wane.engine.fitting;

import java.util.Arrays;

/**
 * A 95 % interval of a half-life. Narrow errors give {@code exp(ln h ± 1.96 se)}; wide ones the profile: all half-lives
 * whose best log-likelihood, with everything else free, lies within 1.92 nats of the maximum, times what the sandwich says
 * beyond the Hessian (Chandler and Bate 2007).
 *
 * @param lowDays lower end, days; NaN where nothing is known
 * @param highDays upper end, days; infinite where the likelihood does not end it
 */
record HalfLifeInterval(double lowDays, double highDays) {

    private static final double Z = 1.959963984540054;
    private static final double WIDE = 0.2;
    // Next to the shortest half-life that is sought.
    private static final double NOTHING_DAYS = 2e-5;

    /** An interval from end to end of this factor is too wide to be of use. */
    static final int WIDEST = 10;

    /** Nothing is known. */
    static final HalfLifeInterval UNKNOWN = new HalfLifeInterval(Double.NaN, Double.POSITIVE_INFINITY);

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
            return wald(halfLife, error);
        }
        double inflation = error > byHessian ? Math.pow(error / byHessian, 2) : 1;
        double step = error > 0 ? Math.min(2, Z * error) : 1;
        double[] ends = {end(fit, block, at, fitter, -step, inflation), end(fit, block, at, fitter, step, inflation)};
        Arrays.sort(ends);
        if (!(ends[0] <= halfLife)) {
            return UNKNOWN; // at its end the decay never falls to half
        }
        return new HalfLifeInterval(ends[0], ends[1]);
    }

    private static double end(ChoiceFit fit, int block, int at, ChoiceFitter fitter, double step, double inflation) {
        Profile end = Profile.end(fit, at, fitter, step, inflation);
        return half(fit, block, end.x(), end.bound());
    }

    private static double half(ChoiceFit fit, int block, double[] x, boolean bound) {
        double days = ChoiceFit.reportedHalfLife(fit.form().decay(x, block));
        boolean longest = bound && days > fit.form().spanDays();
        return longest ? Double.POSITIVE_INFINITY : days;
    }

    /**
     * By an error of ln h.
     *
     * @param error NaN if unknown
     */
    static HalfLifeInterval wald(double halfLifeDays, double error) {
        return Double.isNaN(error)
                ? UNKNOWN
                : new HalfLifeInterval(halfLifeDays * Math.exp(-Z * error), halfLifeDays * Math.exp(Z * error));
    }

    boolean unbounded() {
        return highDays == Double.POSITIVE_INFINITY;
    }

    /** Whether the ends lie further apart than is of use. */
    boolean wide() {
        return !(highDays <= WIDEST * lowDays);
    }

    /** Whether neither end is known. */
    boolean unknown() {
        return unbounded() && !(lowDays > NOTHING_DAYS);
    }
}
