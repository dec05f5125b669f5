package io.wane.decays;

import io.wane.core.decay.DecayFamily;
import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Parameter;
import java.util.List;

/**
 * {@link Power} by its half-life h and q = 1/b, the inverse of its exponent: {@code c = h / (2^q - 1)} (SCIENCE.md §1.4).
 * By c and b the likelihood has a ridge along which both grow and the curve hardly moves; by h and q it has none, and
 * q → 0 is the exponential of the same half-life.
 */
final class PowerFamily implements DecayFamily {

    static final List<Parameter> PARAMETERS = List.of(
            new Parameter("half-life", "d", 0, Double.POSITIVE_INFINITY, 7),
            new Parameter("inverse-exponent", "", 0, Double.POSITIVE_INFINITY, 1.25));

    // Beyond these ends a double holds no scale. The curve has long stopped moving: at the lower end it is the
    // exponential, at the upper one it is one half from seconds to millions of years.
    private static final double SMALLEST_INVERSE = 1e-100;
    private static final double LARGEST_INVERSE = 900;

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public DecayFunction of(double... parameters) {
        Ranges.inside(PARAMETERS, parameters);
        double q = held(parameters[1]);
        return new Power(scaleDays(parameters[0], q), 1 / q);
    }

    @Override
    public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
        Ranges.inside(PARAMETERS, parameters);
        double h = parameters[0];
        double q = held(parameters[1]);
        boolean beyond = q != parameters[1];
        double c = scaleDays(h, q);
        double b = 1 / q;
        double t = Exponential.LN_2 * q;
        // d ln(2^q - 1) / dq = 2^q·ln 2 / (2^q - 1) = (1 + growth) / q
        double growth = Remainders.ofExponential(t) / -Math.expm1(-t);
        double[] byHalfLife = gradient[0];
        double[] byInverse = gradient[1];
        for (int i = 0; i < n; i++) {
            double r = Ranges.ratio(agesDays[i], c);
            double d = Math.exp(-b * Math.log1p(r));
            double s = r / (1 + r);
            value[i] = d;
            // d may be 0 where b times a share of h overflows
            byHalfLife[i] = d == 0 ? 0 : d * b * s / h;
            byInverse[i] = d == 0 || beyond ? 0 : d * ((Remainders.ofLogarithm(r) - s * growth) / q / q);
        }
    }

    /** {@return q, no nearer to 0 or infinity than a scale can follow} */
    static double held(double inverseExponent) {
        return Math.max(SMALLEST_INVERSE, Math.min(LARGEST_INVERSE, inverseExponent));
    }

    /** {@return c, days: the scale of the power law with this half-life} */
    static double scaleDays(double halfLifeDays, double inverseExponent) {
        double scale = halfLifeDays / Math.expm1(Exponential.LN_2 * inverseExponent);
        return Math.max(Double.MIN_NORMAL, Math.min(Double.MAX_VALUE, scale));
    }
}
