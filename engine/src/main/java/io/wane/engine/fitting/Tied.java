package io.wane.engine.fitting;

import java.util.Arrays;

/**
 * Coordinates of a form as sums of fewer: {@code x = M·b}, most of M zero. A gradient by x becomes one by b.
 */
final class Tied {

    private final int size;
    private final int[][] of;
    private final double[][] factors;

    /**
     * Nothing tied yet.
     *
     * @param coordinates how many there are of the form
     * @param size how many they are made of
     */
    Tied(int coordinates, int size) {
        this.size = size;
        of = new int[coordinates][0];
        factors = new double[coordinates][0];
    }

    /** Adds {@code factor·b[part]} to a coordinate. */
    void add(int coordinate, int part, double factor) {
        int count = of[coordinate].length;
        of[coordinate] = Arrays.copyOf(of[coordinate], count + 1);
        factors[coordinate] = Arrays.copyOf(factors[coordinate], count + 1);
        of[coordinate][count] = part;
        factors[coordinate][count] = factor;
    }

    /** The form's coordinates. */
    double[] spread(double[] b) {
        double[] x = new double[of.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < of[i].length; j++) {
                x[i] += factors[i][j] * b[of[i][j]];
            }
        }
        return x;
    }

    /** What a coordinate is made of, as factors of all parts. */
    double[] row(int coordinate) {
        double[] row = new double[size];
        for (int j = 0; j < of[coordinate].length; j++) {
            row[of[coordinate][j]] += factors[coordinate][j];
        }
        return row;
    }

    /** The gradient by the parts. */
    double[] gathered(double[] gradient) {
        double[] by = new double[size];
        for (int i = 0; i < of.length; i++) {
            for (int j = 0; j < of[i].length; j++) {
                by[of[i][j]] += factors[i][j] * gradient[i];
            }
        }
        return by;
    }
}
