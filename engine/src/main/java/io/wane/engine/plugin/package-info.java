/** Finds plugins, keeps them apart from each other and from the host, and makes their components. */
package io.wane.engine.plugin;
