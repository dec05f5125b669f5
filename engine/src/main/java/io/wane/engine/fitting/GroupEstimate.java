package io.wane.engine.fitting;

/**
 * How much slower than on average interest fades in a group, before and after it was drawn towards the others.
 *
 * @param group its name
 * @param parent what it lies in
 * @param raw factor on the half-life by the group's own events
 * @param rawLogError standard error of its logarithm; infinite without events
 * @param shrunk factor after shrinkage
 */
public record GroupEstimate(String group, String parent, double raw, double rawLogError, double shrunk) {}
