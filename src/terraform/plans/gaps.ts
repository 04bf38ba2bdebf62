/** Copies of objects and lists that contain a gap. */
export const gapped = new WeakSet();

/** The copy of an object or a list, noted as one with a gap. */
export function withGaps<Copy extends object>(copy: Copy): Copy {
  gapped.add(copy);
  return copy;
}
