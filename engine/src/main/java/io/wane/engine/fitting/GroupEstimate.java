package io.wane.engine.fitting;

/**
 * How much slower than on average interest fades in a group, before and after it was drawn towards the others.
 *
 * @param group its name
 * @param parent what it lies in
 * @param raw factor on the half-life by the group's own events; NaN where they say nothing
 * @param rawLogError standard error of its logarithm; infinite where the events say nothing
 * @param shrunk factor after shrinkage
 * @param parentFactor of what it lies in, with which a new group starts
 */
public record GroupEstimate(
        String group, String parent, double raw, double rawLogError, double shrunk, double parentFactor) {}
