import { type ConfigPath } from "../problems";

/** A value that a rule assumes in place of one that is missing. */
interface Assumption {
  readonly path: ConfigPath;
  /** @default - none */
  readonly assumed?: unknown;
}

type Parent = Record<string | number, unknown>;

/** The configuration with what rules assume, so that checks judge the rest of it. */
export function assuming<T>(config: T, rules: readonly Assumption[]): T {
  const assumptions = rules.filter(({ assumed }) => assumed !== undefined);
  if (assumptions.length === 0) return config;
  const copy = structuredClone(config);
  for (const { path, assumed } of assumptions) {
    const parent = path.slice(0, -1).reduce<unknown>((node, step) => (node as Parent)[step], copy) as Parent;
    parent[path.at(-1) ?? ""] = assumed;
  }
  return copy;
}
