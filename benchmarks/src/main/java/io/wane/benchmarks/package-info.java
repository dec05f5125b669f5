/** How fast and how large: JMH benchmarks and one report of memory, run by hand. */
package io.wane.benchmarks;
