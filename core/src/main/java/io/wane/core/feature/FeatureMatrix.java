package io.wane.core.feature;

import java.util.Arrays;

/**
 * Rows of sparse numbers in compressed form: row {@code r} is the pairs from {@code rowStarts[r]} to
 * {@code rowStarts[r + 1]}, columns ascending; a column that is absent is 0. Numbers are scaled already. Immutable by
 * agreement: the arrays are shared, never written. Thread-safe. Memory: 12 bytes per non-zero, 4 per row.
 */
public final class FeatureMatrix {

    private final int rows;
    private final int width;
    private final int[] rowStarts;
    private final int[] columns;
    private final double[] values;

    private FeatureMatrix(int rows, int width, int[] rowStarts, int[] columns, double[] values) {
        this.rows = rows;
        this.width = width;
        this.rowStarts = rowStarts;
        this.columns = columns;
        this.values = values;
    }

    /**
     * {@return the same rows with every column multiplied by a factor; shares everything but the values}
     *
     * @param factors one per column, finite
     */
    public FeatureMatrix scaled(double[] factors) {
        double[] scaled = new double[rowStarts[rows]];
        for (int at = 0; at < scaled.length; at++) {
            scaled[at] = values[at] * factors[columns[at]];
        }
        return new FeatureMatrix(rows, width, rowStarts, columns, scaled);
    }

    /** {@return number of rows} */
    public int rows() {
        return rows;
    }

    /** {@return number of columns} */
    public int width() {
        return width;
    }

    /** {@return start of each row in {@link #columns()} and {@link #values()}, and the last row's end} Do not write. */
    public int[] rowStarts() {
        return rowStarts;
    }

    /** {@return column of each non-zero; may be longer than the last row's end} Do not write. */
    public int[] columns() {
        return columns;
    }

    /** {@return value of each non-zero; may be longer than the last row's end} Do not write. */
    public double[] values() {
        return values;
    }

    /**
     * {@return a builder of rows}
     *
     * @param width number of columns, at least 0
     */
    public static Builder builder(int width) {
        return new Builder(width);
    }

    /** Takes rows one after the other. Not thread-safe. */
    public static final class Builder {

        private static final long MOST = Integer.MAX_VALUE - 8; // as long as arrays of every Java may be

        private final int width;
        private int rows;
        private int nonZeros;
        private int[] rowStarts = new int[1024];
        private int[] columns = new int[8192];
        private double[] values = new double[8192];
        private int lastColumn = -1;

        private Builder(int width) {
            this.width = width;
        }

        /**
         * Adds a number to the open row; zeros are not kept.
         *
         * @param column from 0, above the one put before it in this row, below the width
         * @param value finite
         * @throws IllegalArgumentException if the column is out of range or not above the one before it, or the value
         *     is not finite
         */
        public void put(int column, double value) {
            if (column <= lastColumn || column >= width) {
                throw new IllegalArgumentException(
                        "column " + column + " after " + lastColumn + ": must ascend and stay below " + width);
            }
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("value of column " + column + " must be finite: " + value);
            }
            lastColumn = column;
            if (value == 0) {
                return;
            }
            if (nonZeros == columns.length) {
                grow(Math.addExact(nonZeros, 1));
            }
            columns[nonZeros] = column;
            values[nonZeros++] = value;
        }

        /**
         * Adds the rows of a finished matrix.
         *
         * @param matrix as wide as this builder's rows
         * @throws IllegalArgumentException if its width differs
         * @throws ArithmeticException if there would be 2^31 non-zeros or more
         */
        public void append(FeatureMatrix matrix) {
            if (matrix.width != width) {
                throw new IllegalArgumentException("rows of " + matrix.width + " columns after rows of " + width);
            }
            int more = matrix.rowStarts[matrix.rows];
            int needed = Math.addExact(nonZeros, more);
            if (needed > columns.length) {
                grow(needed);
            }
            System.arraycopy(matrix.columns, 0, columns, nonZeros, more);
            System.arraycopy(matrix.values, 0, values, nonZeros, more);
            for (int row = 0; row < matrix.rows; row++) {
                nonZeros += matrix.rowStarts[row + 1] - matrix.rowStarts[row];
                endRow();
            }
        }

        // By half, as far as arrays reach.
        private void grow(int needed) {
            int capacity = (int) Math.min(MOST, nonZeros + (long) (nonZeros >> 1));
            columns = Arrays.copyOf(columns, Math.max(needed, capacity));
            values = Arrays.copyOf(values, columns.length);
        }

        /** Ends the open row. */
        public void endRow() {
            rows++;
            if (rows == rowStarts.length) {
                rowStarts = Arrays.copyOf(rowStarts, 2 * rows);
            }
            rowStarts[rows] = nonZeros;
            lastColumn = -1;
        }

        /**
         * {@return the matrix of the rows so far; the builder must not be used any more}
         *
         * @throws IllegalStateException if a row was begun and not ended
         */
        public FeatureMatrix build() {
            if (lastColumn >= 0) {
                throw new IllegalStateException("row " + rows + " is open: end it first");
            }
            return new FeatureMatrix(rows, width, Arrays.copyOf(rowStarts, rows + 1), columns, values);
        }
    }
}
