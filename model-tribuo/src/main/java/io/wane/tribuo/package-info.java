/** Learners made with Tribuo. */
package io.wane.tribuo;
