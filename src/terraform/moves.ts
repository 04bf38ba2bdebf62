import { type JsonObject, blocks } from "./stack-json";
import { onlyExpression } from "./terraform-templates";

/** Addresses of a module's instances, as they are in the state before its first plan. */
interface Moves {
  /** Address in the state by the address in the module. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly differences: readonly Difference[];
}

/** A move that does not lead from an instance of the state to one of the module, or an instance without a counterpart. */
interface Difference {
  /** The difference as one line. */
  readonly text: string;
  readonly addresses: readonly string[];
}

/** A move of a block or an instance. */
interface Move {
  readonly from: string;
  readonly to: string;
}

/** `moved` blocks of a module. Their order has no meaning. */
export const movesIn = (module: JsonObject): Move[] =>
  blocks(module["moved"]).map(({ from, to }) => ({ from: bare(from), to: bare(to) }));

const bare = (value: unknown): string => {
  const text = String(value);
  return onlyExpression(text) ?? text;
};

/**
 * Follows the moves that a module has besides those of its source.
 *
 * @param source addresses of the instances of the source, which are in the state
 * @param module addresses of the instances of the module
 */
export function movesTo(moves: readonly Move[], source: readonly string[], module: readonly string[]): Moves {
  const [inSource, inModule] = [new Set(source), new Set(module)];
  const renamed = new Map<string, string>();
  const left = new Set<string>();
  const differences: Difference[] = [];
  for (const { from, to } of moves.flatMap((move) => instanceMoves(move, inSource))) {
    const differ = (problem: string) =>
      differences.push({ text: `moved ${from} to ${to}: ${problem}`, addresses: [from, to] });
    if (!inSource.has(from)) differ(`the stack has no ${from}`);
    else if (!inModule.has(to)) differ(`the module has no ${to}`);
    else if (inModule.has(from)) differ(`the module still has ${from}`);
    else if (left.has(from)) differ(`${from} is moved twice`);
    else if (renamed.has(to)) differ(`${renamed.get(to) ?? ""} is moved there too`);
    else {
      renamed.set(to, from);
      left.add(from);
    }
  }
  const kept = module.map((address) => renamed.get(address) ?? address);
  const found = new Set(kept);
  return {
    renamed,
    differences: [
      ...differences,
      ...source.filter((address) => !found.has(address)).map(withoutInstance("module")),
      ...kept.filter((address) => !inSource.has(address)).map(withoutInstance("stack")),
    ],
  };
}

const withoutInstance =
  (side: "module" | "stack") =>
  (address: string): Difference => ({
    text: `${address}: the ${side} has no instance of it`,
    addresses: [address],
  });

/** A move of a whole block moves each of its instances. */
function instanceMoves({ from, to }: Move, source: ReadonlySet<string>): Move[] {
  if (source.has(from)) return [{ from, to }];
  const keys = [...source].flatMap((address) =>
    address.startsWith(`${from}[`) ? [address.slice(from.length)] : [],
  );
  return keys.length === 0 ? [{ from, to }] : keys.map((key) => ({ from: from + key, to: to + key }));
}
