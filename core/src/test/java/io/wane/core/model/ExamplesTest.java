package io.wane.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureMatrix;
import io.wane.core.feature.FeatureSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    private static FeatureMatrix rows(int rows) {
        FeatureMatrix.Builder builder = FeatureMatrix.builder(2);
        for (int row = 0; row < rows; row++) {
            builder.endRow();
        }
        return builder.build();
    }

    private static FeatureSchema schema(int width) {
        return new FeatureSchema(
                List.of(new Column("a", true, false), new Column("b", true, false), new Column("c", true, false))
                        .subList(0, width),
                "f");
    }

    @Test
    void groupsCoverTheRows() {
        assertThat(new Examples(rows(3), new int[] {0, 2, 3}).size()).isEqualTo(3);
        for (int[] groups : List.of(new int[] {}, new int[] {0}, new int[] {1, 3}, new int[] {0, 2})) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Examples(rows(3), groups))
                    .withMessageContaining("groups must run from 0 to the number of rows, 3");
        }
    }

    @Test
    void groupsDoNotDescend() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Examples(rows(3), new int[] {0, 5, 2, 3}))
                .withMessageContaining("group 1")
                .withMessageContaining("5")
                .withMessageContaining("2");
    }

    @Test
    void ungroupedRowsAreOneGroupAndNoRowsAreNone() {
        assertThat(Examples.ungrouped(rows(3)).groupStarts()).containsExactly(0, 3);
        assertThat(Examples.ungrouped(rows(0)).groupStarts()).containsExactly(0);
    }

    @Test
    void aTrainingSetHasALabelAndAWeightPerRowAndANamePerColumn() {
        Examples two = Examples.ungrouped(rows(2));
        double[] each = {1, 1};
        double[] more = {1, 1, 1};
        assertThat(new TrainingSet(schema(2), two, each, each, Target.BINARY).examples())
                .isSameAs(two);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingSet(schema(2), two, more, each, Target.BINARY))
                .withMessage("rows 2, labels 3, weights 2, columns 2 of 2: must agree");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingSet(schema(2), two, each, more, Target.BINARY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingSet(schema(3), two, each, each, Target.BINARY));
    }
}
