// Imported for its effect by whatever shows a page other than the meeting.
import { addEnglish } from "./i18n";
import site from "./messages/en/site";

addEnglish(site);
