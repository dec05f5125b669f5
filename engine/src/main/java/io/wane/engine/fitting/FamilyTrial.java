package io.wane.engine.fitting;

/**
 * One comparison of two shapes on a later block.
 *
 * @param type event type whose decay is compared, or {@code all}
 * @param family the challenger
 * @param against the simpler one it must beat
 * @param nats how much better the challenger predicts, nats per event
 * @param low lower end of the 95 % interval over users
 * @param high upper end
 * @param moments how many moments of the later block they were compared on
 * @param taken whether the interval lies above zero, by more than a climb may miss
 */
public record FamilyTrial(
        String type,
        String family,
        String against,
        double nats,
        double low,
        double high,
        double moments,
        boolean taken) {}
