package io.wane.engine.pipeline;

import java.util.Arrays;

/**
 * The states of one shard of a scope's keys.
 *
 * <p>Invariants, per slot: every sum is as of {@code anchors[slot]}, the time of the key's newest event; positive and
 * negative contributions are summed apart, both as positive numbers; counts and first and last times are exact. One
 * thread writes; reading is thread-safe while nothing is written.
 */
final class ScopeState {

    // Below this a sum counts as zero, before it would slow the processor down as a denormal number.
    private static final double SMALLEST = 1e-300;

    final ScopeLayout layout;
    final KeyIndex keys = new KeyIndex();
    long[] anchors = new long[16];
    int[] counts;
    long[] firsts;
    long[] lasts;
    double[] positive;
    double[] negative = new double[0];
    private final double[] factors;

    ScopeState(ScopeLayout layout) {
        this.layout = layout;
        counts = new int[16 * layout.typeSlots];
        firsts = new long[16 * layout.typeSlots];
        lasts = new long[16 * layout.typeSlots];
        positive = new double[16 * layout.width];
        factors = new double[layout.rates.length];
    }

    /** Brings a key's sums to a time and counts one event there. @return the key's slot, for {@link #add} */
    int arrive(long key, int type, long timeMillis) {
        int known = keys.size();
        int slot = keys.findOrAdd(key);
        if (slot == known) {
            ensureCapacity(slot + 1);
            anchors[slot] = timeMillis;
        } else if (timeMillis != anchors[slot]) {
            advance(slot, timeMillis);
        }
        int at = slot * layout.typeSlots + (layout.typeSlots == 1 ? 0 : type);
        if (counts[at]++ == 0) {
            firsts[at] = timeMillis;
        }
        lasts[at] = timeMillis;
        return slot;
    }

    private void ensureCapacity(int slots) {
        if (slots <= anchors.length) {
            return;
        }
        int capacity = anchors.length * 2;
        anchors = Arrays.copyOf(anchors, capacity);
        counts = Arrays.copyOf(counts, capacity * layout.typeSlots);
        firsts = Arrays.copyOf(firsts, capacity * layout.typeSlots);
        lasts = Arrays.copyOf(lasts, capacity * layout.typeSlots);
        positive = Arrays.copyOf(positive, Math.multiplyExact(capacity, layout.width));
        if (negative.length > 0) {
            negative = Arrays.copyOf(negative, positive.length);
        }
    }

    private void advance(int slot, long timeMillis) {
        double days = Days.between(anchors[slot], timeMillis);
        layout.factors(days, factors);
        advance(positive, slot, days, timeMillis);
        if (negative.length > 0) {
            advance(negative, slot, days, timeMillis);
        }
        anchors[slot] = timeMillis;
    }

    private void advance(double[] sums, int slot, double days, long timeMillis) {
        int base = slot * layout.width;
        int[] rateAt = layout.rateAt;
        if (rateAt.length > 0) {
            for (int at = 0; at < rateAt.length; at++) {
                double left = factors[rateAt[at]] * sums[base + at];
                sums[base + at] = left < SMALLEST ? 0 : left;
            }
            return;
        }
        for (ScopeLayout.Block block : layout.blocks) {
            int units = block.names() * block.types();
            for (int u = 0; u < units; u++) {
                int unit = base + block.offset() + u * block.unit();
                for (ScopeLayout.Group group : block.groups()) {
                    advance(sums, unit + group.at(), group.maxPower(), factors[group.rate()], days);
                }
                for (ScopeLayout.Buckets buckets : block.rings()) {
                    turn(sums, unit + buckets.at(), buckets.ring(), anchors[slot], timeMillis);
                }
            }
        }
    }

    // SCIENCE 1.4, from the highest power down, since each needs the lower ones as they were.
    private static void advance(double[] sums, int at, int maxPower, double factor, double days) {
        double s = sums[at];
        if (s == 0) {
            return; // higher powers are zero with it
        }
        if (maxPower == 2) {
            sums[at + 2] = factor * (sums[at + 2] + 2 * days * sums[at + 1] + days * days * s);
        }
        if (maxPower >= 1) {
            sums[at + 1] = factor * (sums[at + 1] + days * s);
        }
        double left = factor * s;
        if (left < SMALLEST) {
            Arrays.fill(sums, at, at + maxPower + 1, 0);
        } else {
            sums[at] = left;
        }
    }

    // Empties the buckets between the newest one and the one that holds the new time.
    private static void turn(double[] sums, int at, DecaySum.Ring ring, long fromMillis, long toMillis) {
        long newest = ring.bucket(fromMillis);
        long wanted = ring.bucket(toMillis);
        if (wanted - newest >= ring.buckets()) {
            Arrays.fill(sums, at, at + ring.buckets(), 0);
            return;
        }
        for (long bucket = newest + 1; bucket <= wanted; bucket++) {
            sums[at + (int) Math.floorMod(bucket, (long) ring.buckets())] = 0;
        }
    }

    /** Adds a number of the event that just arrived. */
    void add(int slot, ScopeLayout.Block block, int name, int type, double value) {
        double[] sums = value < 0 ? negatives() : positive;
        double size = Math.abs(value);
        int unit = slot * layout.width + block.unitAt(name, block.types() == 1 ? 0 : type);
        for (ScopeLayout.Group group : block.groups()) {
            sums[unit + group.at()] += size;
        }
        for (ScopeLayout.Buckets buckets : block.rings()) {
            long bucket = buckets.ring().bucket(anchors[slot]);
            sums[
                    unit
                            + buckets.at()
                            + (int) Math.floorMod(bucket, (long) buckets.ring().buckets())] += size;
        }
    }

    // Most shops never sum a negative number, so the second table comes with the first one.
    private double[] negatives() {
        if (negative.length == 0) {
            negative = new double[positive.length];
        }
        return negative;
    }
}
