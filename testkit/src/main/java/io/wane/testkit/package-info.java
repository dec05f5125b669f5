/** What every plugin of a kind must do, as tests that its author extends, and the oracles that they compare with. */
package io.wane.testkit;
