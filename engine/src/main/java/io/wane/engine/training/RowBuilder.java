package io.wane.engine.training;

import io.wane.core.feature.FeatureMatrix;
import io.wane.core.model.Examples;
import io.wane.core.model.Progress;
import io.wane.engine.pipeline.Pipeline;
import io.wane.engine.pipeline.RowReader;
import io.wane.engine.pipeline.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads planned rows from a pipeline while its time goes forward: training rows first, then validation, then test.
 * Belongs to one thread; uses several.
 */
public final class RowBuilder {

    private final Pipeline pipeline;
    private final int threads;
    private final Progress progress;
    private final List<RowReader> readers = new ArrayList<>();

    /** A builder over a pipeline that stands at or before the first snapshot to be read. */
    public RowBuilder(Pipeline pipeline, int threads, Progress progress) {
        this.pipeline = pipeline;
        this.threads = threads;
        this.progress = progress;
        for (int worker = 0; worker < threads; worker++) {
            readers.add(pipeline.reader());
        }
    }

    /** Reads the rows of a plan, unscaled. */
    public LabelledRows read(RowPlan plan) {
        long total = plan.counts().rows();
        int size = Math.toIntExact(total);
        FeatureMatrix.Builder matrix = FeatureMatrix.builder(readers.get(0).width());
        double[] labels = new double[size];
        double[] weights = new double[size];
        int[] users = new int[size];
        int[] entities = new int[size];
        boolean[] touched = new boolean[size];
        int[] groups = new int[16];
        int groupCount = 0;
        int row = 0;
        for (Snapshot snapshot : plan.snapshots()) {
            pipeline.advanceTo(snapshot.atMillis(), threads);
            for (FeatureMatrix part : read(snapshot)) {
                matrix.append(part);
            }
            for (int i = 0; i < snapshot.rows(); i++, row++) {
                if (i == 0 || snapshot.users()[i] != snapshot.users()[i - 1]) {
                    if (groupCount == groups.length) {
                        groups = Arrays.copyOf(groups, 2 * groupCount);
                    }
                    groups[groupCount++] = row;
                }
                labels[row] = snapshot.labels()[i];
                weights[row] = snapshot.labels()[i] == 1 ? 1 : 1 / plan.negativeRate();
                users[row] = snapshot.users()[i];
                entities[row] = snapshot.entities()[i];
                touched[row] = snapshot.touched()[i];
            }
            progress.report("rows", row, total);
        }
        int[] groupStarts = Arrays.copyOf(groups, groupCount + 1);
        groupStarts[groupCount] = row;
        return new LabelledRows(new Examples(matrix.build(), groupStarts), labels, weights, users, entities, touched);
    }

    // Each worker reads a stretch of the rows; the stretches come back in order.
    private List<FeatureMatrix> read(Snapshot snapshot) {
        FeatureMatrix[] parts = new FeatureMatrix[threads];
        Workers.run(threads, worker -> {
            int from = (int) ((long) snapshot.rows() * worker / threads);
            int to = (int) ((long) snapshot.rows() * (worker + 1) / threads);
            RowReader reader = readers.get(worker);
            FeatureMatrix.Builder rows = FeatureMatrix.builder(reader.width());
            for (int row = from; row < to; row++) {
                reader.read(snapshot.users()[row], snapshot.entities()[row], snapshot.atMillis(), rows);
            }
            parts[worker] = rows.build();
        });
        return List.of(parts);
    }
}
