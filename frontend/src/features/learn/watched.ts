// Which parts of a video were played, jumps left out: the share that was seen is the only
// thing that is told, with the place to come back to.

/** Longest step between two reports of a video that simply plays, in seconds at normal speed. */
const step = 1.5;

export class Watched {
  /** Disjoint, in order. */
  private ranges: [number, number][] = [];
  private last: number | undefined;

  /** The video plays and is at this second. */
  at(second: number, speed = 1): void {
    const from = this.last;
    this.last = second;
    if (from === undefined || second <= from || second - from > step * Math.max(1, speed)) return;
    this.add(from, second);
  }

  /** The viewer moved to this second: what lies between was not seen. */
  jump(second: number): void {
    this.last = second;
  }

  /** The share of the whole that was seen, 0 to 1. */
  ratio(duration: number): number {
    if (!(duration > 0)) return 0;
    const seen = this.ranges.reduce((sum, [from, to]) => sum + to - from, 0);
    return Math.min(1, seen / duration);
  }

  private add(from: number, to: number): void {
    const kept: [number, number][] = [];
    for (const [a, b] of this.ranges) {
      if (b < from || a > to) kept.push([a, b]);
      else {
        from = Math.min(from, a);
        to = Math.max(to, b);
      }
    }
    kept.push([from, to]);
    this.ranges = kept.sort((x, y) => x[0] - y[0]);
  }
}
