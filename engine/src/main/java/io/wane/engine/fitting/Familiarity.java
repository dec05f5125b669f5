package io.wane.engine.fitting;

import io.wane.core.decay.DecayFamily;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether interest lasts longer the oftener a user has been there: ln h grows linearly with log2(1 + earlier events of the
 * user on the entity). Weights stay one per type. Earlier events are put into bands of half a doubling, each at its mean, so that a
 * pass still costs no history.
 */
final class Familiarity {

    private static final int BANDS = 10;
    private static final int LINES = 200_000;
    private static final long SEED = 6;
    private static final double STEEPEST = 3;

    private Familiarity() {}

    /**
     * The slope; empty where nobody comes back often enough to tell.
     *
     * @param plain one exponential per type, at its maximum
     */
    static Optional<Covariate> of(ChoiceFit plain, DecayFamily exponential, ChoiceFitter fitter) {
        ChoiceLog log = plain.log().sampled(LINES, SEED);
        int types = log.types.size();
        if (types * BANDS > Byte.MAX_VALUE) {
            return Optional.empty();
        }
        int[] earlier = log.earlierOnEntity();
        byte[] bands = new byte[earlier.length];
        double[] sums = new double[BANDS];
        int[] counts = new int[BANDS];
        for (int line = 0; line < bands.length; line++) {
            bands[line] = (byte) Math.min(BANDS - 1, Math.floor(2 * doublings(earlier[line])));
            sums[bands[line]] += doublings(earlier[line]);
            counts[bands[line]]++;
        }
        if (counts[0] == bands.length) {
            return Optional.empty();
        }
        double mean = Arrays.stream(sums).sum() / earlier.length;
        ChoiceLog split = log.splitTypes(bands, BANDS);
        ChoiceForm form = ChoiceForm.byType(split, Optional.of(exponential));
        int size = 2 * types + 2;
        int slope = 2 * types;
        Tied tied = new Tied(form.size(), size);
        for (int type = 0; type < types; type++) {
            for (int band = 0; band < BANDS; band++) {
                int block = type * BANDS + band;
                tied.add(block, type, 1);
                tied.add(form.parameterAt(block, 0), types + type, 1);
                if (counts[band] > 0) { // the exponential's coordinate is its rate's
                    tied.add(form.parameterAt(block, 0), slope, mean - sums[band] / counts[band]);
                }
            }
        }
        tied.add(form.noveltyAt(), size - 1, 1);
        ChoiceLikelihood likelihood = fitter.likelihood(split, form);
        Maximizer.Surface surface = b -> {
            ChoiceLikelihood.Point point = likelihood.at(tied.spread(b));
            return new ChoiceLikelihood.Point(point.value(), tied.gathered(point.gradient()));
        };
        int[] plainAt = new int[size]; // where a coordinate lies in the plain fit
        double[] start = new double[size];
        double[] lower = new double[size];
        double[] upper = new double[size];
        for (int type = 0; type < types; type++) {
            plainAt[types + type] = plain.form().parameterAt(type, 0);
            plainAt[type] = type;
        }
        plainAt[size - 1] = plain.form().noveltyAt();
        for (int i = 0; i < size; i++) {
            if (i != slope) {
                start[i] = plain.x()[plainAt[i]];
                lower[i] = plain.form().lower()[plainAt[i]];
                upper[i] = plain.form().upper()[plainAt[i]];
            }
        }
        start[size - 1] = Math.max(ChoiceForm.SOME_SHARE, start[size - 1]);
        lower[slope] = -STEEPEST;
        upper[slope] = STEEPEST;
        Maximizer.Top top = Maximizer.climb(surface, start, lower, upper, split.scoredWeight());
        double[][] covariance = Curvature.covariance(Curvature.at(surface, top.x()), top.atBound());
        if (covariance.length == 0 || top.atBound()[slope]) {
            return Optional.empty();
        }
        double[][] sandwich = Curvature.sandwich(covariance, likelihood.outerProduct(tied, top.x()));
        return Optional.of(new Covariate(
                "earlier events of the user on it",
                "twice as many",
                top.x()[slope],
                Math.sqrt(Math.max(covariance[slope][slope], sandwich[slope][slope]))));
    }

    private static double doublings(int earlier) {
        return Math.log(1.0 + earlier) / Math.log(2);
    }
}
