package io.wane.engine.training;

import java.util.Arrays;

/**
 * The rows of one snapshot before any feature is read: per user the entities in question, and which of them came true.
 * A row is an index into the four arrays, which are shared and never written.
 *
 * @param atMillis features see only what is strictly before
 * @param users code of the user of each row; rows of a user stand together
 * @param entities code of the entity of each row, ascending within a user
 * @param labels 1 if the user did anything but a return to the entity within the horizon, else 0
 * @param touched whether the user had touched the entity before
 * @param truths pairs that came true for users with a history, whether among the rows or not
 * @param truthsOutside those of them that are no row
 * @param coldUsers users who acted within the horizon and had no history
 * @param population how many rows there are before sampling
 */
public record Snapshot(
        long atMillis,
        int[] users,
        int[] entities,
        byte[] labels,
        boolean[] touched,
        int truths,
        int truthsOutside,
        int coldUsers,
        long population) {

    /** Number of rows. */
    public int rows() {
        return users.length;
    }

    int positives() {
        int positives = 0;
        for (byte label : labels) {
            positives += label;
        }
        return positives;
    }

    /** Where stretches of at least so many rows start, and the last one's end; a user's rows are never torn apart. */
    int[] stretches(int least) {
        int[] starts = new int[users.length / least + 2];
        int size = 1;
        for (int row = least; row < users.length; row++) {
            if (row - starts[size - 1] >= least && users[row] != users[row - 1]) {
                starts[size++] = row;
            }
        }
        if (users.length > 0) {
            starts[size++] = users.length;
        }
        return Arrays.copyOf(starts, size);
    }
}
