/** Chinese as text: folding, segmentation, sentences, numerals, places, figures. HanLP types do not leave. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package wenzheng.language;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
