package io.wane.core.feature;

/**
 * One number that a learner sees.
 *
 * @param name unique within its block
 * @param log1p whether the engine takes ln(1 + x) of the value, which then must be at least 0
 * @param readsAge whether the value is made from ages (recency, trend): such columns are left out of the twin without
 *     decay. Values must not grow with age and be 0 when nothing is known
 */
public record Column(String name, boolean log1p, boolean readsAge) {}
