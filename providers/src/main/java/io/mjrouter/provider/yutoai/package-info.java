/** yutoai as a type of provider: {@link io.mjrouter.provider.yutoai.YutoAiFactory}. */
@NullMarked
package io.mjrouter.provider.yutoai;

import org.jspecify.annotations.NullMarked;
