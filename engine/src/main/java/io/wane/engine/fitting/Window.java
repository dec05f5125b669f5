package io.wane.engine.fitting;

import java.util.ArrayList;
import java.util.List;

/**
 * The half-life over a stretch of the log, one exponential for all types, histories whole.
 *
 * @param fromDay start, days after the log's first event
 * @param toDay end
 * @param halfLifeDays days; infinite where nothing fades
 * @param lowDays lower end of the 95 % interval
 * @param highDays upper end
 */
public record Window(double fromDay, double toDay, double halfLifeDays, double lowDays, double highDays) {

    private static final int WINDOWS = 6;
    private static final int LINES = 300_000;
    private static final long SEED = 4;
    private static final double Z = 1.959963984540054;

    /** Windows that hold the same number of scored instants each. */
    static List<Window> over(ChoiceFit shared, ChoiceFitter fitter) {
        List<Window> windows = new ArrayList<>();
        ChoiceLog log = shared.log().sampled(LINES, SEED);
        double from = 0;
        for (int window = 0; window < WINDOWS; window++) {
            boolean last = window == WINDOWS - 1;
            double to = last ? Math.nextUp(log.spanDays) : log.dayOfShare((window + 1.0) / WINDOWS);
            ChoiceLog stretch = log.scoredWithin(from, to);
            if (to > from && stretch.scoredWeight() > 0) {
                ChoiceLikelihood likelihood = fitter.likelihood(stretch, shared.form());
                Maximizer.Top top = Maximizer.climb(
                        likelihood::at,
                        shared.x(),
                        shared.form().lower(),
                        shared.form().upper(),
                        stretch.scoredWeight());
                ChoiceFit fit = ChoiceFitter.withErrors(likelihood, top);
                double halfLife = fit.halfLifeDays(0);
                double error =
                        Math.max(fit.logHalfLifeError(0, fit.covariance()), fit.logHalfLifeError(0, fit.sandwich()));
                boolean known = error >= 0 && halfLife < Double.POSITIVE_INFINITY;
                windows.add(new Window(
                        from,
                        to,
                        halfLife,
                        known ? halfLife * Math.exp(-Z * error) : Double.NaN,
                        known ? halfLife * Math.exp(Z * error) : Double.POSITIVE_INFINITY));
            }
            from = to;
        }
        return windows;
    }
}
