package io.wane.engine.fitting;

import io.wane.core.decay.DecayFunction;
import io.wane.core.decay.Term;
import java.util.List;

/**
 * A maximum of the choice likelihood and what is known of its errors.
 *
 * @param likelihood what was maximised
 * @param x the maximum, in the form's coordinates
 * @param value log-likelihood there, nats
 * @param atBound which coordinates lie at the end of their range
 * @param converged whether the free gradient vanished
 * @param hessian second derivatives there
 * @param covariance inverse of the negative Hessian; empty if the likelihood is not concave there
 * @param sandwich the same, robust against users that differ; empty with the covariance
 * @param optimism nats that a fit gains in expectation by fitting alone (Takeuchi 1976); NaN without a covariance
 */
record ChoiceFit(
        ChoiceLikelihood likelihood,
        double[] x,
        double value,
        boolean[] atBound,
        boolean converged,
        double[][] hessian,
        double[][] covariance,
        double[][] sandwich,
        double optimism) {

    private static final double DIFFERENCE = 1e-4;

    /** The same numbers over another likelihood: of more users, or of a form that comes to the same. */
    ChoiceFit over(ChoiceLikelihood other) {
        return new ChoiceFit(other, x, value, atBound, converged, hessian, covariance, sandwich, optimism);
    }

    ChoiceForm form() {
        return likelihood.form();
    }

    ChoiceLog log() {
        return likelihood.log();
    }

    DecayFunction decay(int block) {
        return form().decay(x, block);
    }

    double weight(int type) {
        return form().weight(x, type);
    }

    double novelty() {
        return form().novelty(x);
    }

    /** The half-life that is reported of a block: of the slowest part where a decay has several; infinite at the cap. */
    double halfLifeDays(int block) {
        int at = form().logHalfLifeAt(block);
        return at < 0 || (atBound[at] && slow(at)) ? Double.POSITIVE_INFINITY : reportedHalfLife(decay(block));
    }

    // Whether a coordinate lies at the end where nothing fades.
    private boolean slow(int at) {
        double middle = (form().lower()[at] + form().upper()[at]) / 2;
        return form().isRate(at) == x[at] < middle;
    }

    /** Half-life of a decay, of the slowest part where it is a sum of several exponentials. */
    static double reportedHalfLife(DecayFunction decay) {
        List<Term> terms = decay.exponentialSum();
        double slowest = Double.POSITIVE_INFINITY;
        int fading = 0;
        for (Term term : terms) {
            if (term.ratePerDay() > 0 && term.coefficient() > 0) {
                slowest = Math.min(slowest, term.ratePerDay());
                fading++;
            }
        }
        return fading > 1 ? Math.log(2) / slowest : decay.halfLifeDays();
    }

    /** Standard error of the logarithm of a block's half-life, by the delta method; NaN if unknown. */
    double logHalfLifeError(int block, double[][] errors) {
        if (errors.length == 0 || form().logHalfLifeAt(block) < 0) {
            return Double.NaN;
        }
        double[] gradient = logHalfLifeGradient(block);
        double variance = 0;
        for (int i = 0; i < gradient.length; i++) {
            for (int j = 0; j < gradient.length; j++) {
                variance += gradient[i] * errors[i][j] * gradient[j];
            }
        }
        return variance > 0 ? Math.sqrt(variance) : Double.NaN;
    }

    /** How the logarithm of a block's half-life moves with the coordinates. */
    double[] logHalfLifeGradient(int block) {
        double[] gradient = new double[x.length];
        int first = form().parameterAt(block, 0);
        for (int i = first; i < first + form().blocks().get(block).parameters().size(); i++) {
            double[] up = x.clone();
            double[] down = x.clone();
            up[i] += DIFFERENCE;
            down[i] -= DIFFERENCE;
            gradient[i] = (Math.log(reportedHalfLife(form().decay(up, block)))
                            - Math.log(reportedHalfLife(form().decay(down, block))))
                    / (2 * DIFFERENCE);
        }
        return gradient;
    }
}
