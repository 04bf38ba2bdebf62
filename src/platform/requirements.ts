import { type EnvironmentConfig } from "../environment/environment";
import { type Part, isEnabled } from "./compose";
import { type AnyComponent, type Capability, type Component } from "./contract";
import { type RuleProblem, forEach } from "../environment/rule-problems";

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

/** Reports each part that requires a capability that no other part of the environment provides. */
export function requirementRules(
  config: EnvironmentConfig,
  components: readonly AnyComponent[],
): RuleProblem[] {
  const all = components as unknown as readonly Component<unknown>[];
  const isThere = (part: Component<unknown>): boolean => isEnabled(part, { config });
  return forEach(
    all.filter(({ requires = [] }) => requires.length > 0),
    (part) =>
      (isThere(part) ? (part.requires ?? []) : [])
        .filter((capability) => !all.some((each) => provides(each, capability) && isThere(each)))
        .map((capability) => ({
          path: ["components", part.id],
          got: `${part.title} without ${capability}`,
          expected: `a part that provides ${capability}`,
          fix: fixFor(capability, part, components),
        })),
  );
}

const provides = ({ provides = [] }: Pick<AnyComponent, "provides">, capability: Capability): boolean =>
  provides.includes(capability);

function fixFor(
  capability: Capability,
  { id, title }: Pick<Part, "id" | "title">,
  components: readonly AnyComponent[],
): string {
  const providers = components.filter((each) => provides(each, capability));
  const added = providers.map((provider) => `components.${provider.id}`).join(" or ");
  return added === "" ? `remove components.${id}` : `add ${added}, which ${title} needs`;
}

const titles = (parts: readonly Part[]): string => parts.map(({ title }) => title).join(", ");
