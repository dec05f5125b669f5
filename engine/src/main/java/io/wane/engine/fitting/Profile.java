package io.wane.engine.fitting;

import java.util.List;

/**
 * How far a coordinate can go from its maximum, everything else free, until the log-likelihood has fallen by 1.92 nats:
 * one end of a profile interval (SCIENCE 2.7).
 *
 * @param x where it has fallen so far, or the end of the coordinate's range
 * @param bound whether the likelihood does not end it within its range
 */
record Profile(double[] x, boolean bound) {

    private static final double Z = 1.959963984540054;
    /** Nats that a log-likelihood falls by at the end of a 95 % interval. */
    static final double FALL = Z * Z / 2;

    private static final int STEPS = 7;

    /**
     * Both ends of a coordinate's 95 % interval, the lower one first: 1.96 errors away where the errors are narrow, else
     * where the profile ends it.
     *
     * @param at the coordinate
     * @param wide the error from which on the profile is walked
     */
    static List<Profile> interval(ChoiceFit fit, int at, ChoiceFitter fitter, double wide) {
        boolean known = fit.covariance().length > 0 && !fit.atBound()[at];
        double byHessian = known ? Math.sqrt(fit.covariance()[at][at]) : Double.NaN;
        double error = known ? Math.max(byHessian, Math.sqrt(fit.sandwich()[at][at])) : Double.NaN;
        if (error > 0 && error <= wide) {
            return List.of(moved(fit, at, -Z * error), moved(fit, at, Z * error));
        }
        double inflation = error > byHessian ? Math.pow(error / byHessian, 2) : 1;
        return List.of(end(fit, at, fitter, -1, inflation), end(fit, at, fitter, 1, inflation));
    }

    private static Profile moved(ChoiceFit fit, int at, double by) {
        double[] x = fit.x().clone();
        x[at] += by;
        return new Profile(x, false);
    }

    /**
     * Walks outwards until the profile has fallen far enough, then bisects on the excess, which is near a parabola.
     *
     * @param at the coordinate
     * @param step how far to try first; its sign is the direction
     * @param inflation how much further than 1.92 nats it may fall, where users differ (Chandler and Bate 2007); 1 or more
     */
    static Profile end(ChoiceFit fit, int at, ChoiceFitter fitter, double step, double inflation) {
        double target = FALL * inflation;
        double bound = step < 0 ? fit.form().lower()[at] : fit.form().upper()[at];
        double inside = fit.x()[at];
        double insideFall = 0;
        double[] warm = fit.x();
        double outside = inside;
        double outsideFall;
        double reach = step;
        while (true) {
            outside = step < 0 ? Math.max(bound, outside + reach) : Math.min(bound, outside + reach);
            Maximizer.Top top = held(fit, at, fitter, outside, warm);
            outsideFall = fit.value() - top.value();
            if (outsideFall >= target) {
                break;
            }
            if (outside == bound) {
                return new Profile(top.x(), true);
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
            Maximizer.Top top = held(fit, at, fitter, middle, warm);
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
        return new Profile(found, false);
    }

    /** The maximum with a coordinate held somewhere. */
    static Maximizer.Top held(ChoiceFit fit, int at, ChoiceFitter fitter, double value, double[] warm) {
        return held(fit, fit.likelihood(), at, fitter, value, warm);
    }

    /**
     * The same over a share of what was fitted.
     *
     * @param likelihood of the fit's form over the share
     */
    static Maximizer.Top held(
            ChoiceFit fit, ChoiceLikelihood likelihood, int at, ChoiceFitter fitter, double value, double[] warm) {
        double[] start = warm.clone();
        double[] lower = fit.form().lower();
        double[] upper = fit.form().upper();
        start[at] = value;
        lower[at] = value;
        upper[at] = value;
        double share = likelihood.log().scoredWeight() / fit.log().scoredWeight();
        return fitter.near(likelihood, start, ChoiceFitter.scaled(fit.hessian(), share), lower, upper);
    }
}
