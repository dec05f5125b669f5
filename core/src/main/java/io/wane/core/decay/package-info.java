/** How much an observation still counts at an age. Ages are days, never negative. */
package io.wane.core.decay;
