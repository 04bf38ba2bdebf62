import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Release } from "@cdktf/provider-helm/lib/release";
import { Aspects, type ITerraformDependable, TerraformResource, dependable } from "cdktf";
import { type Construct, type IConstruct } from "constructs";
import { type References, type ComposedEnvironment, type Part } from "../../contract";
import { ChartRelease } from "../../constructs/helm/chart-release";
import { crdUpgradeCommand } from "../../constructs/helm/crd-upgrade";
import { type OutputValue } from "../../stack-outputs/output-value";
import { type IdentityHost, createRole, identityOf } from "./identities";
import { keyOfPart } from "./key-of-part";
import { scopeAt, scopePlaceAt } from "./scopes";
import { addedFor } from "../cause";
import { chartsIn, pulledChart } from "../images";
import { inInstallOrder, providersFor } from "./install-order";

type PartChart = Part["charts"][number];

type Trust = Part["identities"][number]["trust"];

export interface ChartHost extends IdentityHost {
  readonly environment: ComposedEnvironment;
  /** References without those of one chart. */
  readonly references: Omit<References, "roleArn" | "image">;
}

/** Installs the charts of all parts, each after the charts that provide what its part requires. Returns outputs. */
export function installCharts(stack: Construct, host: ChartHost): Readonly<Record<string, OutputValue>> {
  const { environment } = host;
  const releases = new Map<Part, ChartRelease[]>();
  const first: ChartRelease["resource"][] = [];
  for (const part of inInstallOrder(environment.parts)) {
    const before = providersFor(environment.parts, part).flatMap((provider) => [
      ...(releases.get(provider) ?? []).map(({ resource }) => resource),
      ...installedBy(stack, provider),
    ]);
    const installed = part.charts.map((chart) => {
      const release = addedFor(scopeAt(stack, part.scope), keyOfPart(environment.config, part), () =>
        installChart(stack, part, chart, host, before),
      );
      if (chart.failsClosed) first.push(release.resource);
      return release;
    });
    releases.set(part, installed);
  }
  // Until its pods answer, a webhook that fails closed rejects the objects that other charts create.
  installFirst(stack, first);
  return crdCommands(environment);
}

/** Resources of a part beside its charts. */
const installedBy = (stack: Construct, { scope, charts }: Part): TerraformResource[] =>
  charts.length > 0 ? [] : scopeAt(stack, scope).node.findAll().filter(TerraformResource.isTerraformResource);

function installChart(
  stack: Construct,
  part: Part,
  chart: PartChart,
  host: ChartHost,
  before: readonly ITerraformDependable[],
): ChartRelease {
  const scope = scopeAt(stack, part.scope);
  const pulled = pulledChart(host.environment, chart);
  const identity = chart.identity === undefined ? undefined : identityOf(part, chart.identity);
  const role = identity && createRole(scope, identity, host);
  // Includes the role's policy: during a destroy, a controller needs it until its last object is deleted.
  const grants = role ? role.node.findAll().filter(TerraformResource.isTerraformResource) : [];
  const namespace = chart.podSecurity === undefined ? [] : [createNamespace(scope, chart, chart.podSecurity)];
  const accounts = identity && role ? createAccount(scope, identity.trust, role.arn, namespace) : [];
  const [parent, id] = scopePlaceAt(scope, chart.id);
  return new ChartRelease(parent, id, {
    chart: pulled,
    namespace: chart.namespace,
    values: chart.values({
      ...host.references,
      roleArn: (name) => {
        if (!role || name !== chart.identity) throw new Error(`${chart.name} has no identity ${name}`);
        return role.arn;
      },
      image: (name) => {
        const image = pulled.images[name];
        if (!image) throw new Error(`${chart.name} has no image ${name}`);
        return image;
      },
    }),
    dependsOn: [...namespace, ...accounts, ...grants, ...before],
  });
}

/** The service account of an identity, if no release creates it. */
function createAccount(
  scope: Construct,
  { namespace, serviceAccount, accountId }: Trust,
  roleArn: string,
  after: readonly ITerraformDependable[],
): ServiceAccountV1[] {
  if (accountId === undefined) return [];
  const metadata = {
    namespace,
    name: serviceAccount,
    annotations: { "eks.amazonaws.com/role-arn": roleArn },
  };
  const dependsOn = after.length > 0 ? { dependsOn: [...after] } : {};
  return [new ServiceAccountV1(...scopePlaceAt(scope, accountId), { metadata, ...dependsOn })];
}

const createNamespace = (
  scope: Construct,
  { namespace: name, whyPrivileged }: PartChart,
  level: string,
): NamespaceV1 =>
  new NamespaceV1(scope, "Namespace", {
    metadata: {
      name,
      labels: { "pod-security.kubernetes.io/enforce": level },
      ...(whyPrivileged === undefined
        ? {}
        : { annotations: { "private-eks-inference/why-privileged": whyPrivileged } }),
    },
  });

/** Commands that upgrade custom resource definitions, which Helm installs once only. */
const crdCommands = (environment: ComposedEnvironment): Readonly<Record<string, OutputValue>> =>
  Object.fromEntries(
    chartsIn(environment).flatMap((chart): [string, OutputValue][] => {
      if (!chart.crdsCommand) return [];
      const { output, of } = chart.crdsCommand;
      const value = crdUpgradeCommand(pulledChart(environment, chart));
      const description = `Run before the apply that upgrades ${of}: Helm never upgrades its CRDs`;
      return [[output, { value, description }]];
    }),
  );

/**
 * Makes every Helm release in `scope`, including those that are added later, depend on the releases in `first`, and each of
 * these on those before it.
 */
function installFirst(scope: Construct, first: readonly Release[]): void {
  Aspects.of(scope).add({
    visit: (node) => {
      if (!isRelease(node)) return;
      const place = first.indexOf(node);
      const before = place === -1 ? first : first.slice(0, place);
      node.dependsOn = [...(node.dependsOn ?? []), ...before.map(dependable)];
    },
  });
}

const isRelease = (node: IConstruct): node is Release => node instanceof Release;
