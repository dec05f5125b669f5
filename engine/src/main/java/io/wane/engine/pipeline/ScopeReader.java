package io.wane.engine.pipeline;

import io.wane.core.event.Scope;
import io.wane.core.feature.SumsView;

/** Reads the sums of one key of a scope at a time, without changing them. Belongs to one thread. */
final class ScopeReader {

    private static final int NO_SLOT = KeyIndex.ABSENT;

    private final ScopeLayout layout;
    private final ScopeState[] shards;
    private final double[] factors;
    private ScopeState shard;
    private int slot = NO_SLOT;
    private long asOfMillis;
    private double days;
    private boolean factorsReady;

    ScopeReader(ScopeLayout layout, ScopeState[] shards) {
        this.layout = layout;
        this.shards = shards;
        factors = new double[layout.rates.length];
        shard = shards[0];
    }

    Scope scope() {
        return layout.scope;
    }

    /** Moves to a key at a time after its newest event; {@link Pipeline#NO_KEY} has no sums, and neither has a new key. */
    void position(long key, long asOf) {
        asOfMillis = asOf;
        slot = NO_SLOT;
        if (key != Pipeline.NO_KEY) {
            shard = shards[Pipeline.shard(key)];
            slot = shard.keys.find(key);
        }
        if (slot != NO_SLOT) {
            days = Days.between(shard.anchors[slot], asOf);
            factorsReady = false;
        }
    }

    private int metaAt(ScopeLayout.Block block, int type) {
        return slot * layout.typeSlots + (block.types() == 1 ? 0 : type);
    }

    private double sum(ScopeLayout.Block block, int name, int type, int decay) {
        if (slot == NO_SLOT) {
            return 0;
        }
        if (!factorsReady) {
            layout.factors(days, factors);
            factorsReady = true;
        }
        int unit = slot * layout.width + block.unitAt(name, type);
        ScopeLayout.Read read = block.reads()[decay * block.types() + type];
        double sum = read.buckets() == null ? terms(shard.positive, unit, read) : ring(shard.positive, unit, read);
        if (shard.negative.length > 0) {
            sum -= read.buckets() == null ? terms(shard.negative, unit, read) : ring(shard.negative, unit, read);
        }
        return sum;
    }

    private double terms(double[] sums, int unit, ScopeLayout.Read read) {
        double sum = 0;
        for (int i = 0; i < read.coefficients().length; i++) {
            int at = unit + read.ats()[i];
            double s = sums[at];
            double advanced = switch (read.powers()[i]) {
                case 0 -> s;
                case 1 -> sums[at + 1] + days * s;
                default -> sums[at + 2] + 2 * days * sums[at + 1] + days * days * s;
            };
            sum += read.coefficients()[i] * factors[read.rates()[i]] * advanced;
        }
        return sum;
    }

    private double ring(double[] sums, int unit, ScopeLayout.Read read) {
        DecaySum.Ring ring = read.buckets().ring();
        long newest = ring.bucket(shard.anchors[slot]);
        double sum = 0;
        for (long bucket = ring.oldest(asOfMillis); bucket <= newest; bucket++) {
            double held = sums[unit + read.buckets().at() + (int) Math.floorMod(bucket, (long) ring.buckets())];
            if (held != 0) {
                sum += held * read.decay().function().value(ring.ageDays(bucket, asOfMillis));
            }
        }
        return sum;
    }

    /** What a definition's block holds for the key. */
    SumsView view(ScopeLayout.Block block) {
        return new BlockView(block);
    }

    private final class BlockView implements SumsView {

        private final ScopeLayout.Block block;
        private final boolean foldsTypes;

        BlockView(ScopeLayout.Block block) {
            this.block = block;
            // The scope tells types apart for another definition's sake; this one does not.
            foldsTypes = block.types() == 1 && layout.typeSlots > 1;
        }

        @Override
        public double sum(int name, int type, int decay) {
            return ScopeReader.this.sum(block, name, type, decay);
        }

        @Override
        public long events(int type) {
            if (slot == NO_SLOT) {
                return 0;
            }
            int at = metaAt(block, type);
            long events = 0;
            for (int t = 0; t < (foldsTypes ? layout.typeSlots : 1); t++) {
                events += shard.counts[at + t];
            }
            return events;
        }

        @Override
        public double lastAgeDays(int type) {
            return age(type, true);
        }

        @Override
        public double firstAgeDays(int type) {
            return age(type, false);
        }

        private double age(int type, boolean newest) {
            if (slot == NO_SLOT) {
                return Double.NaN;
            }
            int at = metaAt(block, type);
            double age = Double.NaN;
            for (int t = 0; t < (foldsTypes ? layout.typeSlots : 1); t++) {
                if (shard.counts[at + t] > 0) {
                    double of = Days.between(newest ? shard.lasts[at + t] : shard.firsts[at + t], asOfMillis);
                    age = Double.isNaN(age) ? of : newest ? Math.min(age, of) : Math.max(age, of);
                }
            }
            return age;
        }
    }
}
