/** Files that appear whole or not at all, and their digests. */
package io.wane.engine.files;
