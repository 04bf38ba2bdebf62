import { type EnvironmentConfig, type Environment, describeEnvironment } from "../environment/environment";
import { createdNamespaces } from "./created-namespaces";
import { partSettings } from "./part-settings";
import {
  type AddonRelease,
  type AnyComponent,
  type Capability,
  type ChartRelease,
  type ClusterReferences,
  type Component,
  type Context,
  type Contributions,
  type Identity,
  type ImageRow,
  type Kinds,
  type Needs,
  type References,
  type Values,
} from "./contract";
import { ownChartParts } from "./own-charts";

/** A part of the platform as one environment has it. */
export interface Part {
  readonly id: string;
  readonly title: string;
  /** Ids of the constructs that hold its resources, joined with `/`. */
  readonly scope: string;
  readonly provides: readonly Capability[];
  readonly requires: readonly Capability[];
  /** Namespace of its pods besides those of its charts. @default - none */
  readonly namespace?: string;
  /** Namespaces that it creates. */
  readonly namespaces: readonly string[];
  /** Kinds that it defines, by API group. */
  readonly kinds: Kinds;
  /** @default - none */
  readonly opensPages?: NonNullable<Component["opensPages"]>;
  readonly identities: readonly Identity[];
  readonly addons: readonly PartAddon[];
  readonly charts: readonly PartChart[];
  /** Images beside those of its charts, by their role. */
  readonly images: Readonly<Record<string, ImageRow>>;
  readonly needs: Required<Needs>;
  readonly contributes: Required<Omit<Contributions, Sparse>> & Pick<Contributions, Sparse>;
}

/** Contributions that parts without them do not have. */
type Sparse = "setsNodeCounts" | "repairsNodes" | "modelJobs";

/** An add-on as one environment has it. */
export interface PartAddon extends Omit<AddonRelease, "logGroups" | "configuration"> {
  /** Names of log groups by construct id. */
  readonly logGroups: Readonly<Record<string, string>>;
  /** @default - the defaults of the add-on */
  readonly configuration?: (refs: ClusterReferences) => Values | undefined;
}

/** A chart as one environment has it. */
export interface PartChart extends Omit<ChartRelease, "values" | "images"> {
  /** Images by their role in the values. */
  readonly images: Readonly<Record<string, ImageRow>>;
  readonly values: (refs: References) => Values;
}

/** An environment with the parts of its platform, in the order of the registry. */
export interface ComposedEnvironment extends Environment {
  readonly parts: readonly Part[];
  /** Texts of the files that it names, as written, by their path. */
  readonly files: ReadonlyMap<string, string>;
}

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

const contextOf = ({ id }: Component<unknown>, environment: Environment): Context<unknown> => ({
  ...environment,
  settings: partSettings(environment.config, id),
});

/** True if an environment has a part. */
export const isEnabled = (
  { id, isEnabled, settings }: Component<unknown>,
  environment: Pick<Environment, "config">,
): boolean => isEnabled?.(environment) ?? (!settings || partSettings(environment.config, id) !== undefined);

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
