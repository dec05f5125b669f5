/** How components arrive: the one type that {@link java.util.ServiceLoader} finds, and what it offers. */
package io.wane.core.plugin;
