import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { generate } from "../../tools/gen-protocol";

test("the generated types say what the schema says", async () => {
  const committed = await readFile(resolve("src/protocol/messages.gen.ts"), "utf8");
  expect(committed === (await generate()), "run `npm run gen`").toBe(true);
});
