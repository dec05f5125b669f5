/** Settings as records: bound from a tree that knows where each value stands, every mistake reported at once. */
package io.wane.core.settings;
