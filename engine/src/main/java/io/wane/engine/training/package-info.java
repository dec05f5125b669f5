/** From a timeline to labelled rows without leakage, and from rows to a model. */
package io.wane.engine.training;
