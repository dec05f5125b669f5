package io.wane.engine.fitting;

import io.wane.core.decay.DecayFamily;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an earlier fit still describes the log up to its own error, valid however often one looks (SCIENCE 2.11).
 *
 * <p>The evidence is the product of the probabilities of what came after the earlier fit under a challenger, over those
 * under the point that gives them most of all points the earlier days do not rule out: their log-likelihood lies within the
 * 99 % quantile of the earlier fit's. Stretches of time follow the earlier fit, each twice as long as the one before,
 * whenever one looks; the challenger is fitted before a stretch to what lies before it only. Under any one point of the
 * region the product is a martingale, and so the one with the best point reaches 1/α with probability at most α (Ville)
 * where the truth is one of them, as it is after 99 of 100 earlier fits.
 *
 * <p>Every instant counts once, whatever was aimed at: the lines of an instant enter with the power of their share, which
 * keeps the mean at or below one (Hölder), and so does the power below one by which users that differ more than the model
 * says temper the evidence (Jensen).
 *
 * @param logEvidence ln of the product; may be negative
 * @param instants scored instants since the earlier fit
 * @param sinceDay day of the log the earlier fit ended at
 */
public record RefitAlarm(double logEvidence, double instants, double sinceDay) {

    /** α: how often a fit that still holds may alarm, ever. */
    public static final double LEVEL = 0.05;

    private static final double NORMAL_99 = 2.3263478740408408;
    private static final double FIRST_STRETCH = 1.0 / 32; // of the days that the earlier fit saw
    private static final double EARLIER_COUNTS = 0.25; // to a challenger, beside what came since
    private static final double ENOUGH = 1e-2;
    private static final int ROUNDS = 7;
    private static final int LINES = 300_000;
    private static final long SEED = 10;

    /** Whether the earlier fit should be replaced. */
    public boolean raised() {
        return logEvidence >= -Math.log(LEVEL);
    }

    /**
     * Looks at what came since.
     *
     * @param frozen coordinates of the earlier fit, one exponential for all types, by name
     */
    static Optional<RefitAlarm> since(
            ChoiceLog log, double sinceDay, Map<String, Double> frozen, DecayFamily exponential, ChoiceFitter fitter) {
        ChoiceForm form = ChoiceForm.shared(log, Optional.of(exponential));
        double[] x = new double[form.size()];
        for (int i = 0; i < x.length; i++) {
            Double known = frozen.get(form.names().get(i));
            if (known == null) {
                return Optional.empty(); // a type that the earlier fit did not know
            }
            x[i] = known;
        }
        ChoiceLog share = share(log, sinceDay).untargeted();
        if (share.scoredWithin(sinceDay, Double.POSITIVE_INFINITY).scoredWeight() == 0
                || share.scoredWithin(Double.NEGATIVE_INFINITY, sinceDay).scoredWeight() == 0) {
            return Optional.empty();
        }
        return Optional.of(new Look(share, form, sinceDay, x, fitter).look());
    }

    // Which users are looked at hangs on the earlier days only, so that a later look sees the same ones.
    private static ChoiceLog share(ChoiceLog log, double sinceDay) {
        int before = 0;
        for (double day : log.days) {
            before += day < sinceDay ? 1 : 0;
        }
        return log.share((double) LINES / Math.max(1, before), SEED);
    }

    private static final class Look {

        private final ChoiceLog log;
        private final ChoiceForm form;
        private final double sinceDay;
        private final double[] frozen;
        private final ChoiceFitter fitter;
        private final ChoiceLikelihood earlier;
        private final ChoiceLikelihood later;
        private final double frozenValue;

        Look(ChoiceLog log, ChoiceForm form, double sinceDay, double[] frozen, ChoiceFitter fitter) {
            this.log = log;
            this.form = form;
            this.sinceDay = sinceDay;
            this.frozen = frozen;
            this.fitter = fitter;
            earlier = within(Double.NEGATIVE_INFINITY, sinceDay);
            later = within(sinceDay, Double.POSITIVE_INFINITY);
            frozenValue = earlier.at(frozen).value();
        }

        private ChoiceLikelihood within(double fromDay, double toDay) {
            return fitter.likelihood(log.scoredWithin(fromDay, toDay), form);
        }

        RefitAlarm look() {
            double challengers = 0;
            double[] challenger = frozen;
            double from = sinceDay;
            for (double length = FIRST_STRETCH * sinceDay; from <= log.spanDays; length *= 2) {
                ChoiceLikelihood before = within(sinceDay, from);
                if (before.log().scoredWeight() > 0) {
                    challenger = top(before, EARLIER_COUNTS, challenger).x();
                }
                challengers += within(from, from + length).at(challenger).value();
                from += length;
            }
            // The earlier fit once more, for how much its users differ: Takeuchi's trace per coordinate.
            ChoiceFit atEarlier = ChoiceFitter.withErrors(
                    earlier,
                    Maximizer.climb(
                            earlier::at,
                            frozen,
                            form.lower(),
                            form.upper(),
                            earlier.log().scoredWeight()));
            double differing = Math.max(1, atEarlier.optimism() / form.size());
            double tempered = Double.isNaN(differing) ? 1 : differing;
            double room = halfQuantile(form.size()) * tempered;
            double evidence = (challengers - best(room, challenger)) / tempered;
            return new RefitAlarm(evidence, later.log().scoredWeight(), sinceDay);
        }

        // The largest log-likelihood of what came since within the region, from above: by Lagrange's dual, whatever the
        // multiplier, so that a search that ends early errs on the earlier fit's side.
        private double best(double room, double[] challenger) {
            double best = Double.POSITIVE_INFINITY;
            double low = Math.log(1e-3);
            double high = Math.log(1e3);
            double[] near = challenger;
            for (int round = -1; round < ROUNDS; round++) {
                double multiplier = round < 0 ? 0 : Math.exp((low + high) / 2);
                Maximizer.Top top = top(later, multiplier, near);
                if (multiplier == 0 || round == 0) {
                    Maximizer.Top other = top(later, multiplier, frozen);
                    top = other.value() > top.value() ? other : top;
                }
                near = top.x();
                double left = earlier.at(near).value() - frozenValue + room;
                best = Math.min(best, top.value() + multiplier * (room - frozenValue));
                if (left >= 0 && multiplier == 0) {
                    break;
                }
                if (multiplier > 0 && left >= 0) {
                    high = Math.log(multiplier);
                } else if (multiplier > 0) {
                    low = Math.log(multiplier);
                }
            }
            return best + ENOUGH;
        }

        // Of what came in some days and the earlier ones times a factor.
        private Maximizer.Top top(ChoiceLikelihood recent, double factor, double[] start) {
            Maximizer.Surface surface = at -> {
                ChoiceLikelihood.Point point = recent.at(at);
                if (factor == 0) {
                    return point;
                }
                ChoiceLikelihood.Point old = earlier.at(at);
                double[] gradient = point.gradient();
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] += factor * old.gradient()[i];
                }
                return new ChoiceLikelihood.Point(point.value() + factor * old.value(), gradient);
            };
            double scale = recent.log().scoredWeight() + factor * earlier.log().scoredWeight();
            return Maximizer.climb(
                    surface, start, form.lower(), form.upper(), Maximizer.Effort.until(scale, ENOUGH / 10));
        }

        // Half the 99 % quantile of chi squared (Wilson and Hilferty 1931).
        private static double halfQuantile(int freedom) {
            double ninth = 2.0 / (9 * freedom);
            return freedom / 2.0 * Math.pow(1 - ninth + NORMAL_99 * Math.sqrt(ninth), 3);
        }
    }
}
