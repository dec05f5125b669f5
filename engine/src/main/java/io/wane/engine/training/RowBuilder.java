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
final class RowBuilder {

    /** How many rows are read at a time and thread, a user's last ones on top. */
    static final int STRETCH = 16_384;

    private final Pipeline pipeline;
    private final int threads;
    private final Progress progress;
    private final RowWitness witness;
    private final List<RowReader> readers = new ArrayList<>();

    /** A builder over a pipeline that stands at or before the first snapshot to be read. */
    RowBuilder(Pipeline pipeline, int threads, Progress progress, RowWitness witness) {
        this.pipeline = pipeline;
        this.threads = threads;
        this.progress = progress;
        this.witness = witness;
        for (int worker = 0; worker < threads; worker++) {
            readers.add(pipeline.reader());
        }
    }

    /** Takes rows that have been read. */
    interface Taker {

        /**
         * Takes a stretch of rows.
         *
         * @param firstRow index in the plan of the first of them
         * @param rows unscaled; one group per user
         */
        void take(int firstRow, Examples rows);
    }

    /** Reads the rows of a plan and keeps them, unscaled. */
    LabelledRows read(RowPlan plan) {
        FeatureMatrix.Builder matrix = FeatureMatrix.builder(readers.get(0).width());
        int[] groups = new int[1024];
        int groupCount = 0;
        int first = 0;
        for (Snapshot snapshot : plan.snapshots()) {
            pipeline.advanceTo(snapshot.atMillis(), threads);
            int[] stretches = snapshot.stretches(STRETCH);
            int start = first;
            for (int next = 0; next < stretches.length - 1; next += threads) {
                FeatureMatrix[] parts = new FeatureMatrix[Math.min(threads, stretches.length - 1 - next)];
                int at = next;
                Workers.run(parts.length, worker -> {
                    int from = stretches[at + worker];
                    parts[worker] = read(readers.get(worker), snapshot, from, stretches[at + worker + 1]);
                    witness.saw(plan, start + from, parts[worker]);
                });
                for (FeatureMatrix part : parts) {
                    matrix.append(part);
                }
            }
            for (int row = 0; row < snapshot.rows(); row++) {
                if (row == 0 || snapshot.users()[row] != snapshot.users()[row - 1]) {
                    if (groupCount == groups.length) {
                        groups = Arrays.copyOf(groups, 2 * groupCount);
                    }
                    groups[groupCount++] = first + row;
                }
            }
            first += snapshot.rows();
            progress.report("rows", first, plan.counts().rows());
        }
        int[] groupStarts = Arrays.copyOf(groups, groupCount + 1);
        groupStarts[groupCount] = first;
        return new LabelledRows(new Examples(matrix.build(), groupStarts), plan.labels(), plan.weights());
    }

    /** Reads the rows of a plan and keeps none: a taker gets them stretch by stretch, from several threads at once. */
    void stream(RowPlan plan, Taker taker) {
        int first = 0;
        for (Snapshot snapshot : plan.snapshots()) {
            pipeline.advanceTo(snapshot.atMillis(), threads);
            int[] stretches = snapshot.stretches(STRETCH);
            int start = first;
            int workers = Math.max(1, Math.min(threads, stretches.length - 1));
            Workers.run(workers, worker -> {
                for (int next = worker; next < stretches.length - 1; next += workers) {
                    int from = stretches[next];
                    FeatureMatrix rows = read(readers.get(worker), snapshot, from, stretches[next + 1]);
                    witness.saw(plan, start + from, rows);
                    taker.take(start + from, new Examples(rows, groups(snapshot, from, stretches[next + 1])));
                }
            });
            first += snapshot.rows();
            progress.report("rows", first, plan.counts().rows());
        }
    }

    private static FeatureMatrix read(RowReader reader, Snapshot snapshot, int from, int to) {
        FeatureMatrix.Builder rows = FeatureMatrix.builder(reader.width());
        for (int row = from; row < to; row++) {
            reader.read(snapshot.users()[row], snapshot.entities()[row], snapshot.atMillis(), rows);
        }
        return rows.build();
    }

    private static int[] groups(Snapshot snapshot, int from, int to) {
        int[] starts = new int[to - from + 1];
        int size = 0;
        for (int row = from; row < to; row++) {
            if (row == from || snapshot.users()[row] != snapshot.users()[row - 1]) {
                starts[size++] = row - from;
            }
        }
        starts[size++] = to - from;
        return Arrays.copyOf(starts, size);
    }
}
