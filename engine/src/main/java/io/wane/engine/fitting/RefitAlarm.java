package io.wane.engine.fitting;

import io.wane.core.decay.DecayFamily;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an earlier fit still describes the log, valid however often one looks (SCIENCE 2.11): the product of the
 * probabilities of what came after it under a challenger, over those under the earlier fit. The challenger is fitted again
 * before each stretch, to what lies before it only, so under the earlier fit the product is a martingale and reaches 1/α
 * with probability at most α (Ville).
 *
 * @param logEvidence ln of the product; may be negative
 * @param instants scored instants since the earlier fit
 * @param sinceDay day of the log the earlier fit ended at
 */
public record RefitAlarm(double logEvidence, double instants, double sinceDay) {

    /** α: how often a fit that still holds may alarm, ever. */
    public static final double LEVEL = 0.05;

    private static final int STRETCHES = 5;

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
        ChoiceLog later = log.scoredWithin(sinceDay, Double.POSITIVE_INFINITY);
        double[] x = new double[form.size()];
        for (int i = 0; i < x.length; i++) {
            Double known = frozen.get(form.names().get(i));
            if (known == null) {
                return Optional.empty(); // a type that the earlier fit did not know
            }
            x[i] = known;
        }
        if (later.scoredWeight() == 0) {
            return Optional.empty();
        }
        double evidence = 0;
        double from = sinceDay;
        double[] challenger = x;
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            double to =
                    stretch == STRETCHES - 1 ? Double.POSITIVE_INFINITY : later.dayOfShare((stretch + 1.0) / STRETCHES);
            if (stretch > 0) {
                ChoiceLog before = log.scoredWithin(Double.NEGATIVE_INFINITY, from);
                ChoiceLikelihood likelihood = fitter.likelihood(before, form);
                challenger = Maximizer.climb(
                                likelihood::at,
                                challenger,
                                form.lower(),
                                form.upper(),
                                Maximizer.Effort.until(before.scoredWeight(), 1e-2))
                        .x();
            }
            ChoiceLikelihood likelihood = fitter.likelihood(log.scoredWithin(from, to), form);
            evidence += likelihood.at(challenger).value() - likelihood.at(x).value();
            from = to;
        }
        return Optional.of(new RefitAlarm(evidence, later.scoredWeight(), sinceDay));
    }
}
