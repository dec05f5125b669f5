/** How events become numbers: what is summed, and what a learner sees of the sums. */
package io.wane.core.feature;
