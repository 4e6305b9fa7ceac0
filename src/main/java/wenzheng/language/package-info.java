/**
 * Chinese as text: folding, segmentation, sentences, synonyms, sounds, names, places, numerals, figures, the steps of a
 * work; the words that staff added, and what tells two texts or makings of the program apart. HanLP types do not leave.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package wenzheng.language;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
