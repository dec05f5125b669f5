package io.wane.engine.pipeline;

/** Spreads keys evenly over 64 bits. */
public final class KeyHash {

    private KeyHash() {}

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a bijection whose bits all depend on all bits. */
    public static long mix(long key) {
        long z = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
