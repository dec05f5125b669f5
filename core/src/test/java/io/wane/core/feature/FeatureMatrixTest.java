package io.wane.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureMatrixTest {

    @Test
    void rowsStandOneAfterTheOtherWithoutTheirZeros() {
        FeatureMatrix.Builder builder = FeatureMatrix.builder(4);
        builder.put(0, 1.5);
        builder.put(1, 0);
        builder.put(3, -2);
        builder.endRow();
        builder.endRow();
        builder.put(2, 7);
        builder.endRow();
        FeatureMatrix matrix = builder.build();
        assertThat(matrix.rows()).isEqualTo(3);
        assertThat(matrix.width()).isEqualTo(4);
        assertThat(matrix.rowStarts()).containsExactly(0, 2, 2, 3);
        assertThat(matrix.columns()).startsWith(0, 3, 2);
        assertThat(matrix.values()).startsWith(1.5, -2, 7);
    }

    @Test
    void noRowsAreAMatrixToo() {
        FeatureMatrix matrix = FeatureMatrix.builder(4).build();
        assertThat(matrix.rows()).isZero();
        assertThat(matrix.rowStarts()).containsExactly(0);
    }

    @Test
    void columnsAscendAndStayBelowTheWidth() {
        FeatureMatrix.Builder builder = FeatureMatrix.builder(4);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.put(-1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.put(4, 1))
                .withMessage("column 4 after -1: must ascend and stay below 4");
        builder.put(2, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.put(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.put(1, 1));
        builder.endRow();
        builder.put(0, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void valuesAreFinite(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureMatrix.builder(4).put(1, value))
                .withMessage("value of column 1 must be finite: " + value);
    }

    @Test
    void anOpenRowIsNotDroppedInSilence() {
        FeatureMatrix.Builder builder = FeatureMatrix.builder(4);
        builder.endRow();
        builder.put(0, 1);
        assertThatIllegalStateException().isThrownBy(builder::build).withMessage("row 1 is open: end it first");
    }

    @Test
    void rowsMayOutgrowTheFirstArrays() {
        int rows = 5000;
        int width = 7;
        FeatureMatrix.Builder builder = FeatureMatrix.builder(width);
        for (int row = 0; row < rows; row++) {
            for (int column = row % 2; column < width; column += 2) {
                builder.put(column, 1 + row + column / 10.0);
            }
            builder.endRow();
        }
        FeatureMatrix matrix = builder.build();
        assertThat(matrix.rows()).isEqualTo(rows);
        for (int row = 0; row < rows; row++) {
            int at = matrix.rowStarts()[row];
            assertThat(matrix.rowStarts()[row + 1] - at).isEqualTo(row % 2 == 0 ? 4 : 3);
            assertThat(matrix.columns()[at + 2]).isEqualTo(4 + row % 2);
            assertThat(matrix.values()[at + 2]).isEqualTo(1 + row + (4 + row % 2) / 10.0);
        }
    }
}
