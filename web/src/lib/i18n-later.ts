// Imported for its effect by what is not there when one comes in: panels, settings, the page after the call.
import { addEnglish } from "./i18n";
import later from "./messages/en/later";

addEnglish(later);
