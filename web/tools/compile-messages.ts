import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { type Plugin, transformWithOxc } from "vite";

const CATALOGUE = /\/src\/lib\/messages\/([a-z]{2}(?:-[A-Z]{2})?)\/(?!index\.|later\.|site\.)[\w-]+\.ts$/;

/** Catalogues are written with plain spaces; those that French must not break at become what they are. */
function unbroken(locale: string, text: string): string {
  if (locale !== "fr") return text;
  return text.replace(/ (?=[;!?»])|(?<=«) /g, "\u202f").replace(/ (?=:)/g, "\u00a0");
}

/**
 * Turns the ICU text of the catalogues into what the runtime walks, when building and in tests, so that
 * no parser of messages is shipped (it would cost 6.4 kB gzipped). A message that does not parse stops the build.
 */
export function compileMessages(): Plugin {
  return {
    name: "tertulia:messages",
    enforce: "pre",
    async transform(source, id) {
      const [, locale] = CATALOGUE.exec(id) ?? [];
      if (!locale) return null; // with a query (?raw) it is somebody else's
      const { code } = await transformWithOxc(source, id);
      const catalogue: { default: Record<string, string> } = await import(
        `data:text/javascript,${encodeURIComponent(code)}`
      );
      const compiled = Object.entries(catalogue.default).map(([key, text]) => {
        try {
          return [key, compileMessageOrThrow(unbroken(locale, text))]; // a bare string would be taken for source text, with a warning
        } catch (cause) {
          throw new Error(`${id}: message ${key} is not ICU text`, { cause });
        }
      });
      return { code: `export default ${JSON.stringify(Object.fromEntries(compiled))};`, map: null };
    },
  };
}
