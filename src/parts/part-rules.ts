import { endpointTypeOf } from "../environment/endpoints";
import { type LoadedEnvironment } from "../environment/loaded-environment";
import { type AnyComponent, type Component } from "../platform/contract";
import { composeEnvironment } from "../platform/compose";
import { createdNamespaces } from "../platform/created-namespaces";
import { neededEndpoints } from "../platform/needs";
import { partSettings } from "../platform/part-settings";
import { COMPONENTS } from "./generated/registry";
import { type RuleProblem, forEach } from "../environment/rule-problems";
import { type EnvironmentConfig } from "../environment/schema";

const asAny = (components: readonly AnyComponent[]) => components as unknown as readonly Component<unknown>[];

/** Rules of the parts whose keys a file has. */
export const partRules = (
  config: EnvironmentConfig,
  components: readonly AnyComponent[] = COMPONENTS,
): RuleProblem[] => [
  ...forEach(asAny(components), (part) => {
    const settings = partSettings(config, part.id);
    if (settings === undefined) return [];
    return [...namespaceRules(part, config), ...(part.rules?.(settings, config) ?? [])];
  }),
  ...dataScientistsRules(config, components),
];

/** Data scientists have rights in the namespaces of the programs that they use. */
function dataScientistsRules(config: EnvironmentConfig, components: readonly AnyComponent[]): RuleProblem[] {
  const used = components.filter(({ opensPages }) => opensPages?.people.includes("data-scientists"));
  if (used.some(({ id }) => partSettings(config, id) !== undefined)) return [];
  const keys = used.map(({ id }) => `components.${id}`).join(" or ");
  return config.cluster.access.flatMap(({ people = [] }, index) => {
    const place = people.indexOf("data-scientists");
    return place === -1
      ? []
      : [
          {
            path: ["cluster", "access", index, "people", place],
            expected: `${keys}, whose pages data scientists open`,
            fix: `add ${keys}, or remove data-scientists`,
          },
        ];
  });
}

/** The models stack creates the namespace of models, which no part creates too. */
const namespaceRules = (part: Component<unknown>, { namespace }: EnvironmentConfig): RuleProblem[] =>
  createdNamespaces(part).includes(namespace)
    ? [
        {
          path: ["namespace"],
          expected: `a namespace of models other than ${namespace}, which components.${part.id} creates`,
          fix: "choose another namespace",
        },
      ]
    : [];

/** Services that an environment calls by an endpoint. */
export const calledEndpoints = ({
  name,
  config,
}: Pick<LoadedEnvironment<EnvironmentConfig>, "name" | "config">): string[] =>
  neededEndpoints(composeEnvironment(name, config, COMPONENTS)).map(({ service }) => service);

/** Subnets of endpoints are for those that Terraform creates. */
export function endpointSubnetRules(config: EnvironmentConfig): RuleProblem[] {
  const { endpointSubnets, existing } = config.network;
  const isCreated = (service: string): boolean =>
    endpointTypeOf(service) === "interface" && !Object.hasOwn(existing?.endpointIds ?? {}, service);
  if (!endpointSubnets || calledEndpoints({ name: "environment", config }).some(isCreated)) return [];
  return [
    {
      path: ["network", "endpointSubnets"],
      expected: "none where each interface endpoint that is called has an id in existing.endpointIds",
      fix: "remove it and existing.endpointSubnetIds",
    },
  ];
}

/** Rules of the parts between environments. */
export const partRulesAcross = (
  environments: readonly LoadedEnvironment<EnvironmentConfig>[],
  components: readonly AnyComponent[] = COMPONENTS,
): (RuleProblem & { readonly environment: string })[] =>
  asAny(components).flatMap(({ id, rulesAcross }) => {
    const having = environments.flatMap(({ name, file, config }) => {
      const settings = partSettings(config, id);
      return settings === undefined ? [] : [{ name, file, config, settings }];
    });
    return [...(rulesAcross?.(having) ?? [])];
  });
