/** Learns from a log how fast interest fades: the decayed choice model, its optimum, and how sure it is. */
package io.wane.engine.fitting;
