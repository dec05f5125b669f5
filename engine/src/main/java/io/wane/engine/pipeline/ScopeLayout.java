package io.wane.engine.pipeline;

import io.wane.core.decay.Term;
import io.wane.core.event.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the sums of one key of a scope lie: one block per definition, in it one unit per (name, type), in it the sums per
 * (rate, power) and the buckets of rings. Decays of one definition share the sums of equal rates; all definitions of a
 * scope share the anchor time and so the factors of equal rates.
 */
final class ScopeLayout {

    final Scope scope;
    final int typeSlots;
    final double[] rates;
    final Block[] blocks;
    final int width;

    /** Rate of each sum of a key, when all that is kept are sums of power 0; else empty. */
    final int[] rateAt;

    /** What a definition sums in this scope; of each decay the one of each type, decay by decay. */
    record Part(int definition, int names, int types, List<DecaySum> decays) {}

    /** Sums of one rate, powers 0 to {@code maxPower}, from {@code at} in a unit. */
    record Group(int rate, int maxPower, int at) {}

    /** Buckets from {@code at} in a unit. */
    record Buckets(DecaySum.Ring ring, int at) {}

    /** How a decay is read: {@code Σ coefficient · sum(group, power)}, or over {@code buckets} when not null. */
    record Read(int[] rates, int[] powers, int[] ats, double[] coefficients, Buckets buckets, DecaySum decay) {}

    /** The sums of one definition. */
    record Block(
            int definition, int offset, int names, int types, int unit, Group[] groups, Buckets[] rings, Read[] reads) {

        int unitAt(int name, int type) {
            return offset + (name * types + type) * unit;
        }
    }

    ScopeLayout(Scope scope, int typeSlots, List<Part> parts) {
        this.scope = scope;
        this.typeSlots = typeSlots;
        List<Double> distinctRates = new ArrayList<>();
        List<Block> laidOut = new ArrayList<>();
        int offset = 0;
        for (Part part : parts) {
            Block block = block(part, offset, distinctRates);
            laidOut.add(block);
            offset += block.names() * block.types() * block.unit();
        }
        rates = new double[distinctRates.size()];
        for (int r = 0; r < rates.length; r++) {
            rates[r] = distinctRates.get(r);
        }
        blocks = laidOut.toArray(Block[]::new);
        width = offset;
        rateAt = rateAt();
    }

    private int[] rateAt() {
        int[] rateAt = new int[width];
        for (Block block : blocks) {
            if (block.rings().length > 0) {
                return new int[0];
            }
            for (int unit = 0; unit < block.names() * block.types(); unit++) {
                for (Group group : block.groups()) {
                    if (group.maxPower() > 0) {
                        return new int[0];
                    }
                    rateAt[block.offset() + unit * block.unit() + group.at()] = group.rate();
                }
            }
        }
        return rateAt;
    }

    private static Block block(Part part, int offset, List<Double> distinctRates) {
        List<Integer> blockRates = new ArrayList<>();
        List<Integer> maxPowers = new ArrayList<>();
        for (DecaySum decay : part.decays()) {
            for (Term term : decay.terms()) {
                if (!distinctRates.contains(term.ratePerDay())) {
                    distinctRates.add(term.ratePerDay());
                }
                int rate = distinctRates.indexOf(term.ratePerDay());
                int known = blockRates.indexOf(rate);
                if (known < 0) {
                    blockRates.add(rate);
                    maxPowers.add(term.power());
                } else {
                    maxPowers.set(known, Math.max(maxPowers.get(known), term.power()));
                }
            }
        }
        Group[] groups = new Group[blockRates.size()];
        int unit = 0;
        for (int g = 0; g < groups.length; g++) {
            groups[g] = new Group(blockRates.get(g), maxPowers.get(g), unit);
            unit += maxPowers.get(g) + 1;
        }
        List<Buckets> rings = new ArrayList<>();
        Read[] reads = new Read[part.decays().size()];
        for (int d = 0; d < reads.length; d++) {
            DecaySum decay = part.decays().get(d);
            Buckets buckets = null;
            if (decay.ring().isPresent()) {
                buckets = new Buckets(decay.ring().get(), unit);
                rings.add(buckets);
                unit += decay.ring().get().buckets();
            }
            reads[d] = read(decay, buckets, groups, blockRates, distinctRates);
        }
        return new Block(
                part.definition(),
                offset,
                part.names(),
                part.types(),
                unit,
                groups,
                rings.toArray(Buckets[]::new),
                reads);
    }

    private static Read read(
            DecaySum decay, Buckets buckets, Group[] groups, List<Integer> blockRates, List<Double> distinctRates) {
        int terms = decay.terms().size();
        Read read = new Read(new int[terms], new int[terms], new int[terms], new double[terms], buckets, decay);
        for (int i = 0; i < terms; i++) {
            Term term = decay.terms().get(i);
            Group group = groups[blockRates.indexOf(distinctRates.indexOf(term.ratePerDay()))];
            read.rates()[i] = group.rate();
            read.powers()[i] = term.power();
            read.ats()[i] = group.at();
            read.coefficients()[i] = term.coefficient();
        }
        return read;
    }

    /** Block of a definition; null if it sums nothing in this scope. */
    Block block(int definition) {
        for (Block block : blocks) {
            if (block.definition() == definition) {
                return block;
            }
        }
        return null;
    }

    /** Writes per rate what is left of a sum after some days. */
    void factors(double days, double[] factors) {
        for (int r = 0; r < rates.length; r++) {
            factors[r] = rates[r] == 0 ? 1 : Math.exp(-rates[r] * days);
        }
    }
}
