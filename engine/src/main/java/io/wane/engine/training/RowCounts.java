package io.wane.engine.training;

/**
 * What the rows of some snapshots hold.
 *
 * @param snapshots how many snapshots
 * @param population rows before sampling
 * @param rows rows kept
 * @param positives rows that came true
 * @param truths pairs of user and entity that came true, for users with a history
 * @param truthsOutside those of them that no row stands for
 * @param coldUsers users who acted within a horizon and had no history before it
 */
public record RowCounts(
        int snapshots, long population, long rows, long positives, long truths, long truthsOutside, long coldUsers) {

    /** Share of truths that no row stands for, in [0, 1]; 0 without truths. */
    public double outsideShare() {
        return truths == 0 ? 0 : (double) truthsOutside / truths;
    }
}
