import { formatNumber } from "@/lib/i18n";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** 482113 as "471 kB", in the present language. */
export function formatSize(bytes: number): string {
  let unit = 0;
  let size = bytes;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = size < 10 && unit > 0 ? 1 : 0;
  return formatNumber(size, {
    style: "unit",
    unit: UNITS[unit] as string,
    unitDisplay: "short",
    maximumFractionDigits: digits,
  });
}
