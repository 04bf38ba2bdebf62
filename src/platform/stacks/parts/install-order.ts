import { type Part } from "../../contract";

/** Parts after those that provide what they require. */
export function inInstallOrder(parts: readonly Part[]): Part[] {
  const ordered = new Set<Part>();
  const visit = (part: Part, path: readonly Part[]): void => {
    if (path.includes(part)) throw new Error(`${part.title} requires itself: ${titles([...path, part])}`);
    for (const provider of providersFor(parts, part)) visit(provider, [...path, part]);
    ordered.add(part);
  };
  for (const part of parts) visit(part, []);
  return [...ordered];
}

/** Parts that provide a capability that a part requires. */
export const providersFor = (parts: readonly Part[], { requires }: Part): Part[] =>
  parts.filter(({ provides }) => provides.some((capability) => requires.includes(capability)));

const titles = (parts: readonly Part[]): string => parts.map(({ title }) => title).join(", ");
