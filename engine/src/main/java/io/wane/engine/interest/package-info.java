/** What a user wants now, by the decayed choice model, and which events say so. */
package io.wane.engine.interest;
