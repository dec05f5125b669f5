package io.wane.simulator;

/** What the users of a simulated log do. */
public enum Conduct {
    /** They visit, search, look around, buy, review and send back. */
    SHOP,
    /** They choose categories as the choice model says and do nothing else. */
    CHOICE,
    /** They choose categories by tastes of their own that never change, and do nothing else: nothing decays. */
    TASTES;

    /** Equal to {@link #SHOP}, which a {@code truth.json} leaves out. */
    static final class Usual {
        @Override
        public boolean equals(Object other) {
            return other == null || other == SHOP;
        }

        @Override
        public int hashCode() {
            return SHOP.hashCode();
        }
    }
}
