package io.wane.engine.evaluation;

import io.wane.core.feature.FeatureMatrix;
import io.wane.engine.pipeline.KeyHash;
import io.wane.engine.training.RowPlan;
import io.wane.engine.training.RowWitness;
import io.wane.engine.training.Snapshot;
import java.util.Arrays;

/**
 * One number per row that was read: equal rows have equal ones, and rows that differ in a bit hardly ever. Of the test rows
 * only those of the first snapshot are looked at; the others may know of what was planted after it.
 */
final class Fingerprints implements RowWitness {

    private final Setup setup;
    private final long[] training;
    private final long[] validation;
    private final long[] test;

    Fingerprints(Setup setup) {
        this.setup = setup;
        training = new long[Math.toIntExact(setup.training().counts().rows())];
        validation = new long[Math.toIntExact(setup.validation().counts().rows())];
        test = new long[setup.test().snapshots().get(0).rows()];
    }

    @Override
    public void saw(RowPlan plan, int firstRow, FeatureMatrix rows) {
        long[] prints = plan == setup.training() ? training : plan == setup.validation() ? validation : test;
        for (int row = 0; row < rows.rows() && firstRow + row < prints.length; row++) {
            long print = 1;
            for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
                print = KeyHash.mix(print ^ KeyHash.mix(rows.columns()[at]));
                print = KeyHash.mix(print ^ Double.doubleToLongBits(rows.values()[at]));
            }
            prints[firstRow + row] = print;
        }
    }

    long rows() {
        return (long) training.length + validation.length + test.length;
    }

    /** How many rows differ from those of another run: in a number, in whose they are, in what came true, in weight. */
    long differences(Fingerprints other) {
        if (!setup.features().schema().equals(other.setup.features().schema())) {
            return rows();
        }
        return differences(setup.training(), training, other.setup.training(), other.training, true)
                + differences(setup.validation(), validation, other.setup.validation(), other.validation, true)
                + differences(setup.test(), test, other.setup.test(), other.test, false);
    }

    private static long differences(RowPlan plan, long[] prints, RowPlan other, long[] otherPrints, boolean learned) {
        boolean alike =
                prints.length == otherPrints.length && (!learned || plan.negativeRate() == other.negativeRate());
        int snapshots = learned ? plan.snapshots().size() : 1;
        for (int i = 0; alike && i < snapshots; i++) {
            alike = sameRows(plan.snapshots().get(i), other.snapshots().get(i));
        }
        if (!alike) {
            return prints.length;
        }
        long differences = 0;
        int row = 0;
        for (int i = 0; i < snapshots; i++) {
            byte[] labels = plan.snapshots().get(i).labels();
            byte[] otherLabels = other.snapshots().get(i).labels();
            for (int at = 0; at < labels.length; at++, row++) {
                boolean same = prints[row] == otherPrints[row] && (!learned || labels[at] == otherLabels[at]);
                differences += same ? 0 : 1;
            }
        }
        return differences;
    }

    private static boolean sameRows(Snapshot a, Snapshot b) {
        return a.atMillis() == b.atMillis()
                && Arrays.equals(a.users(), b.users())
                && Arrays.equals(a.entities(), b.entities())
                && Arrays.equals(a.touched(), b.touched());
    }
}
