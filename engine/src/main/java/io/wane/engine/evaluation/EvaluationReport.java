package io.wane.engine.evaluation;

import io.wane.engine.training.Blocks;
import io.wane.engine.training.RowCounts;
import java.util.List;

/**
 * An honest table: a learner, its twins without decay, and the simple baselines, on the same later rows.
 *
 * @param level what interest is in
 * @param blocks when rows were taken
 * @param training what the training rows hold
 * @param validation what the validation rows hold
 * @param test what the test rows hold
 * @param slices all rows first, then repeat and explore
 * @param leak what planted future events changed
 * @param notes what a reader should know: approximations, what was kept together
 */
public record EvaluationReport(
        String level,
        Blocks blocks,
        RowCounts training,
        RowCounts validation,
        RowCounts test,
        List<Slice> slices,
        LeakCheck.Result leak,
        List<String> notes) {

    /** Copies. */
    public EvaluationReport {
        slices = List.copyOf(slices);
        notes = List.copyOf(notes);
    }
}
