/** Decay functions: each a record that is the function, its family beside it for fitting, and the settings that shops write. */
package io.wane.decays;
