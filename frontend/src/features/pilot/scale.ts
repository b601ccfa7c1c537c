// The arithmetic of the chart, apart from its drawing.

/** A round number at or above n, with the step of about three lines below it. */
export function roundUp(n: number): { top: number; step: number } {
  if (n <= 3) return { top: 3, step: 1 };
  const rough = n / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough && Number.isInteger(s)) ?? 10 * power;
  return { top: step * Math.ceil(n / step), step };
}

/** The path of a line through values, or some of them, in a box of the given size. */
export function line(values: readonly number[], top: number, width: number, height: number, from = 0, to = values.length): string {
  const dx = values.length > 1 ? width / (values.length - 1) : 0;
  return values
    .map((v, i) => `${round(i * dx)} ${round(height - (v / top) * height)}`)
    .slice(from, to)
    .map((point, i) => (i === 0 ? "M" : "L") + point)
    .join("");
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
