// Runs dependency-cruiser over src, and does not believe a success in which it saw next to nothing:
// a version that cannot read this TypeScript reports "no violations" about 0 modules.

import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import config from "../dependency-cruiser.cjs";

const LEAST_MODULES = 60;

const { output } = await cruise(
  ["src"],
  { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true },
  undefined,
  { tsConfig: extractTsConfig("tsconfig.json") },
);
const { modules, summary } = output as ICruiseResult;
const seen = modules.filter((module) => module.source.startsWith("src/") && !module.couldNotResolve).length;

for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
if (seen < LEAST_MODULES) console.error(`only ${seen} modules seen: the tool is blind`);
if (summary.error > 0 || seen < LEAST_MODULES) process.exit(1);
console.log(`layers: ${seen} modules, ${summary.totalDependenciesCruised} dependencies, no violation`);
