// What Vite says of a build: which chunks there are, and what each imports.

export interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/** These chunks and all that they import statically, what is imported first. */
export function reach(manifest: Readonly<Record<string, Chunk>>, keys: readonly string[]): readonly Chunk[] {
  const seen = new Set<string>();
  const found: Chunk[] = [];
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`the build has no ${key}`);
    if (seen.has(key)) return;
    seen.add(key);
    for (const imported of chunk.imports ?? []) visit(imported);
    found.push(chunk);
  };
  for (const key of keys) visit(key);
  return found;
}
