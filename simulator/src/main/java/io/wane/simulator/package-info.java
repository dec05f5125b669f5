/**
 * A shop that never was, with known truth: demo data, and the oracle of tests that must find the truth again.
 *
 * <p>Reading order: {@link io.wane.simulator.Preset}, {@link io.wane.simulator.Shop}, {@link io.wane.simulator.Shopper},
 * the choice model, a shopper's journey, {@link io.wane.simulator.Simulation}, {@link io.wane.simulator.Truth}.
 *
 * <p>{@link io.wane.simulator.ChoiceSimulation} stands apart: the bare choice model, without a shop around it, for what
 * fitting must recover.
 *
 * <p>A preset and a seed fix every byte, whatever the number of threads, the processor or the Java version: each shopper
 * draws from a source of its own, and only exactly specified arithmetic is used ({@link java.lang.StrictMath}).
 */
package io.wane.simulator;
