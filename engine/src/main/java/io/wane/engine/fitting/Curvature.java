package io.wane.engine.fitting;

/** The second derivatives of a log-likelihood, and what they say of the errors of its maximum. */
final class Curvature {

    // In nats per unit squared of a logarithm: an error beyond a factor of e^100.
    private static final double FLAT = 1e-4;

    // Of a coordinate's own curvature; less is the rounding of differences.
    private static final double LEFT = 1e-10;

    private Curvature() {}

    /** Second derivatives by central differences of the gradient, made symmetric. */
    static double[][] at(Maximizer.Surface surface, double[] x) {
        int n = x.length;
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] up = x.clone();
            double[] down = x.clone();
            up[i] += Maximizer.DIFFERENCE;
            down[i] -= Maximizer.DIFFERENCE;
            double[] above = surface.at(up).gradient();
            double[] below = surface.at(down).gradient();
            rows[i] = new double[n];
            for (int j = 0; j < n; j++) {
                rows[i][j] = (above[j] - below[j]) / (2 * Maximizer.DIFFERENCE);
            }
        }
        double[][] symmetric = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                symmetric[i][j] = (rows[i][j] + rows[j][i]) / 2;
            }
        }
        return symmetric;
    }

    /** The Newton step {@code -H⁻¹g} over the free coordinates, 0 elsewhere; empty if the surface is not concave there. */
    static double[] solve(double[][] hessian, boolean[] fixed, double[] gradient) {
        double[][] inverse = covariance(hessian, fixed);
        if (inverse.length == 0) {
            return new double[0];
        }
        double[] step = new double[gradient.length];
        for (int i = 0; i < step.length; i++) {
            for (int j = 0; j < step.length; j++) {
                step[i] += inverse[i][j] * gradient[j];
            }
        }
        return step;
    }

    /**
     * {@code (-H)⁻¹} over the free coordinates, 0 elsewhere, by Cholesky's factors. A coordinate along which the surface is
     * flat or bends upwards is on its way to the end of its range and counts as held, and so does one of which nothing is
     * left once those before it are known. Empty if nothing is free.
     */
    static double[][] covariance(double[][] hessian, boolean[] fixed) {
        int n = hessian.length;
        int free = 0;
        int[] at = new int[n];
        for (int i = 0; i < n; i++) {
            if (!fixed[i] && -hessian[i][i] > FLAT) {
                at[free++] = i;
            }
        }
        if (free == 0) {
            return new double[0][];
        }
        double[][] factor = new double[free][free];
        for (int i = 0; i < free; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = -hessian[at[i]][at[j]];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                if (i == j) {
                    if (!(sum > LEFT * Math.abs(hessian[at[i]][at[i]]))) {
                        boolean[] held = fixed.clone();
                        held[at[i]] = true;
                        return covariance(hessian, held);
                    }
                    factor[i][i] = Math.sqrt(sum);
                } else {
                    factor[i][j] = sum / factor[j][j];
                }
            }
        }
        double[][] covariance = new double[n][n];
        for (int column = 0; column < free; column++) {
            double[] y = new double[free];
            for (int i = 0; i < free; i++) {
                double sum = i == column ? 1 : 0;
                for (int k = 0; k < i; k++) {
                    sum -= factor[i][k] * y[k];
                }
                y[i] = sum / factor[i][i];
            }
            for (int i = free - 1; i >= 0; i--) {
                double sum = y[i];
                for (int k = i + 1; k < free; k++) {
                    sum -= factor[k][i] * y[k];
                }
                y[i] = sum / factor[i][i];
                covariance[at[i]][at[column]] = y[i];
            }
        }
        return covariance;
    }

    /** The sandwich {@code V·M·V} of errors clustered by user, M the outer product of the users' gradients. */
    static double[][] sandwich(double[][] covariance, double[][] outerProduct) {
        return product(product(covariance, outerProduct), covariance);
    }

    /** The trace of a product: what a fit gains in expectation by fitting alone, V·M (Takeuchi 1976). */
    static double trace(double[][] a, double[][] b) {
        double trace = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                trace += a[i][j] * b[j][i];
            }
        }
        return trace;
    }

    private static double[][] product(double[][] a, double[][] b) {
        int n = a.length;
        double[][] product = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }
}
