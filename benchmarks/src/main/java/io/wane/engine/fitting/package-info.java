/** Benchmarks of what {@code engine.fitting} keeps to itself. */
package io.wane.engine.fitting;
