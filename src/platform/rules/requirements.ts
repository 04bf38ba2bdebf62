import { type AnyComponent, type Component, type Part } from "../contract";
import { type RuleProblem, forEach } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";
import { isEnabled } from "../stacks/is-enabled";

type Capability = Part["provides"][number];

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
