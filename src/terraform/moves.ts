import { type JsonObject, blocks } from "./stack-json";
import { onlyExpression } from "./terraform-templates";

/** Addresses of a module's instances, as they are in the state before its first plan. */
interface Moves {
  /** Address in the state by the address in the module. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Moves that do not lead from an instance of the state to one of the module, one line for each. */
  readonly differences: readonly string[];
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
  const differences: string[] = [];
  for (const { from, to } of moves.flatMap((move) => instanceMoves(move, inSource))) {
    const move = `moved ${from} to ${to}`;
    if (!inSource.has(from)) differences.push(`${move}: the stack has no ${from}`);
    else if (!inModule.has(to)) differences.push(`${move}: the module has no ${to}`);
    else if (inModule.has(from)) differences.push(`${move}: the module still has ${from}`);
    else if (left.has(from)) differences.push(`${move}: ${from} is moved twice`);
    else if (renamed.has(to)) differences.push(`${move}: ${renamed.get(to) ?? ""} is moved there too`);
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
      ...source
        .filter((address) => !found.has(address))
        .map((address) => `${address}: the module has no instance of it`),
      ...kept
        .filter((address) => !inSource.has(address))
        .map((address) => `${address}: the stack has no instance of it`),
    ],
  };
}

/** A move of a whole block moves each of its instances. */
function instanceMoves({ from, to }: Move, source: ReadonlySet<string>): Move[] {
  if (source.has(from)) return [{ from, to }];
  const keys = [...source].flatMap((address) =>
    address.startsWith(`${from}[`) ? [address.slice(from.length)] : [],
  );
  return keys.length === 0 ? [{ from, to }] : keys.map((key) => ({ from: from + key, to: to + key }));
}
