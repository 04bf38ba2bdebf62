import { type Environment, describeEnvironment } from "../environment/environment";
import { createdNamespaces } from "./created-namespaces";
import { partSettings } from "./part-settings";
import { type AnyComponent, type Component, type Part, type ComposedEnvironment } from "./contract";
import { type EnvironmentConfig } from "../environment/schema";
import { isEnabled } from "./stacks/is-enabled";
import { ownChartParts } from "./stacks/own-charts";

type Identity = Part["identities"][number];

/** Evaluates the components for an environment. */
export function composeEnvironment(
  name: string,
  config: EnvironmentConfig,
  components: readonly AnyComponent[],
  files: readonly { readonly file: string; readonly text: string }[] = [],
): ComposedEnvironment {
  const environment = describeEnvironment(name, config);
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const enabled = components
    .map((each) => each as unknown as Component<unknown>)
    .filter((component) => isEnabled(component, environment));
  const provided = enabled.flatMap(({ provides = [] }) => provides);
  const own = ownChartParts(config, texts, provided).map((each) => each as unknown as Component<unknown>);
  const parts = [...enabled, ...own].map((each) => partOf(each, environment));
  return { ...environment, parts, files: texts };
}

const contextOf = (
  { id }: Component<unknown>,
  environment: Environment,
): Environment & { readonly settings: unknown } => ({
  ...environment,
  settings: partSettings(environment.config, id),
});

function partOf(component: Component<unknown>, environment: Environment): Part {
  const { id, title, scope = id, provides = [], requires = [] } = component;
  const context = contextOf(component, environment);
  const identities = component.identities?.(context) ?? [];
  refuseUnnamed(component, identities);
  return {
    id,
    title,
    scope,
    provides,
    requires,
    ...(component.namespace === undefined ? {} : { namespace: component.namespace }),
    namespaces: createdNamespaces(component),
    kinds: component.kinds ?? {},
    ...(component.opensPages ? { opensPages: component.opensPages } : {}),
    identities,
    addons: (component.addons ?? []).map(({ logGroups, configuration, ...addon }) => ({
      ...addon,
      logGroups: logGroups?.(context) ?? {},
      ...(configuration ? { configuration: (refs) => configuration(refs, context) } : {}),
    })),
    charts: (component.charts ?? []).map(({ values, images, ...chart }) => ({
      ...chart,
      images: Object.fromEntries(
        Object.entries(images).map(([role, image]) => [
          role,
          typeof image === "function" ? image(context) : image,
        ]),
      ),
      values: (refs) => values(refs, context),
    })),
    images: component.images?.(context) ?? {},
    needs: { services: [], fromControlPlane: [], ...component.needs?.(context) },
    contributes: {
      privateSubnetTags: {},
      nodeSecurityGroupTags: {},
      nodePolicies: {},
      nodeStatements: {},
      encryptedLogGroups: [],
      cachedRegistries: {},
      privateClients: [],
      privateServers: [],
      modelNamespaces: [],
      imageNames: [],
      entryPorts: [],
      repositories: [],
      buckets: [],
      bucketCalls: [],
      podClients: [],
      backedUp: [],
      ...component.contributes?.(context),
    },
  };
}

/** The release that names an identity creates its role. */
function refuseUnnamed(
  { title, addons = [], charts = [] }: Component<unknown>,
  identities: readonly Identity[],
): void {
  for (const { name } of identities) {
    if (![...addons, ...charts].some(({ identity }) => identity === name))
      throw new Error(`${title} has the identity ${name}, which none of its releases names`);
  }
}
