import { type Case, simplerThan } from "./case";

export interface ShrinkProps<Judged> {
  readonly judge: (each: Case) => Promise<Judged>;
  /** Whether a simpler case still shows the same fault. */
  readonly isFault: (judged: Judged) => boolean;
  /** Whether to stop. It is asked before each case is judged. */
  readonly isOver: () => boolean;
}

/** The simplest case that still shows a fault, as far as it is found in time. Each step removes one part of the case. */
export async function shrunk<Judged extends { readonly each: Case }>(
  found: Judged,
  { judge, isFault, isOver }: ShrinkProps<Judged>,
): Promise<Judged> {
  for (const each of simplerThan(found.each)) {
    if (isOver()) return found;
    const simpler = await judge(each);
    if (isFault(simpler)) return shrunk(simpler, { judge, isFault, isOver });
  }
  return found;
}
