/** Lines that differ, or that are on one side only. */
export interface LineEdit {
  /** Number of the line after the change; before it, for a removed line. */
  readonly line: number;
  /** @default - the line is added */
  readonly before?: string;
  /** @default - the line is removed */
  readonly after?: string;
}

export interface LineEdits {
  readonly edits: readonly LineEdit[];
  /** The first line that both sides have and that is elsewhere, with the one that is there now. @default - none */
  readonly moved?: { readonly before: string; readonly after: string };
}

/**
 * Compares texts by lines, in one pass over each side: a line stays if the other side has it as often. Lines between two that stay
 * are paired in order.
 */
export function compareLines(old: readonly string[], now: readonly string[]): LineEdits {
  const [kept, present] = [staying(old, now), staying(now, old)];
  const edits: LineEdit[] = [];
  let [at, to] = [0, 0];
  while (at < old.length || to < now.length) {
    const lost = until(kept, at);
    const gained = until(present, to);
    for (let step = 0; step < Math.max(lost, gained); step += 1) {
      edits.push({
        line: (step < gained ? to : at) + step + 1,
        ...(step < lost ? { before: old[at + step] ?? "" } : {}),
        ...(step < gained ? { after: now[to + step] ?? "" } : {}),
      });
    }
    [at, to] = [at + lost + 1, to + gained + 1];
  }
  const [was, is] = [old.filter((_, index) => kept[index]), now.filter((_, index) => present[index])];
  const first = was.findIndex((line, index) => line !== is[index]);
  return first < 0 ? { edits } : { edits, moved: { before: was[first] ?? "", after: is[first] ?? "" } };
}

/** For each line, whether the other side has one for it. */
function staying(lines: readonly string[], others: readonly string[]): boolean[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.map((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count > 0;
  });
}

/** Number of lines from here that do not stay. */
function until(stays: readonly boolean[], from: number): number {
  const next = stays.indexOf(true, from);
  return (next < 0 ? Math.max(stays.length, from) : next) - from;
}
