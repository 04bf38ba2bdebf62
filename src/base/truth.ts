/** An answer that depends on what no file has: values of a request, or texts that only an apply knows. */
interface Unknown {
  readonly dependsOn: readonly string[];
}

/** True or false for every request that is asked about, or unknown. */
export type Truth = boolean | Unknown;

export const unknown = (...dependsOn: readonly string[]): Unknown => ({ dependsOn });

/** True if all are; false if one is, also beside unknown ones. */
export function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  const open = truths.filter((each) => typeof each !== "boolean");
  return open.length === 0 ? true : together(open);
}

/** True if one is, also beside unknown ones; false if none is. */
export function some(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  const open = truths.filter((each) => typeof each !== "boolean");
  return open.length === 0 ? false : together(open);
}

export const not = (truth: Truth): Truth => (typeof truth === "boolean" ? !truth : truth);

const together = (all: readonly Unknown[]): Unknown => ({
  dependsOn: [...new Set(all.flatMap(({ dependsOn }) => dependsOn))],
});
