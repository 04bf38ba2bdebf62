import { CHART_FACTS } from "../evidence/charts";
import { POD_IMAGES_OF_PARTS } from "../evidence/pod-images-of-parts";
import { addonRegistryAccount } from "../evidence/addon-registries";
import { AWS_OWNED } from "../evidence/aws-owned";
import { own } from "../base/own";
import { homePartition, type Partition } from "../evidence/partitions";
import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { covers } from "./identity-patterns";
import { type Stated } from "./stated";
import { type StatedNames } from "./stated/names";
import { aliasOf, regionOf } from "./text-references";
import { isOwn as isOwnBlock } from "./accepted-blocks";
import { blocks, text } from "../terraform/stack-json";
import { type NameKind } from "./text/mentions";
import { type PlacedName } from "./text/placed-name";
import { namesInTexts } from "./text/names-in-texts";
import { namesOfTypes } from "./text/names-of-types";
import { ImageReference } from "./kubernetes-images";

/** Account, region, partition and stated names of an environment. */
interface Home extends StatedNames {
  readonly partition: Partition;
  /** Names that belong to others, whether they are trusted or not. */
  readonly foreignIn: (plan: EnvironmentPlan) => PlacedName[];
}

/** The home of an environment, as its file states it. Undefined without a record. */
export function homeIn({ names }: Stated): Home | undefined {
  const partition = homePartition(names?.region ?? "");
  if (names === undefined || partition === undefined) return undefined;
  const home: Home = {
    ...names,
    partition,
    foreignIn: (plan) => placedNames(plan).filter((name) => !isOwn(plan, home, name)),
  };
  return home;
}

/** Whether a name belongs to the environment or to AWS, or is the value of a key of the file. */
function isOwn(plan: EnvironmentPlan, home: Home, name: PlacedName): boolean {
  return OWN[name.kind](plan, home, name) || isNamed(name, home.named);
}

const OWN: Readonly<Record<NameKind, typeof isOwn>> = {
  partition: (_, { partition }, { value }) => value === partition.domain || covers(value, partition.id),
  account: (_, { account, region }, { value, service = "" }) =>
    covers(value, account) ||
    [addonRegistryAccount(region), AWS_OWNED.loadBalancerAccounts[region]].includes(value) ||
    own(AWS_OWNED.words, value)?.includes(service) === true,
  region: (plan, home, name) =>
    covers(name.value, home.region) || isGlobal(plan, home, name) || isOfOwnProvider(plan, name),
  alias: (plan, _, { value }) => ownAliases(plan).has(value),
  registry: (_, __, { value }) => PUBLISHED_IMAGES.has(value),
  source: (_, __, { value }) => PUBLISHED_CHARTS.has(value),
  domain: (plan, { named }, { value }) => isBelow(value, [...named, ...ownZones(plan)]),
  "time-zone": (_, __, { value }) => /^(?:Etc\/)?(?:UTC|GMT)$/.test(value),
};

/** Images and repositories that the facts of authors have, each with its date. */
const PUBLISHED_IMAGES: ReadonlySet<string> = new Set(
  [...Object.values(CHART_FACTS).flatMap((facts) => facts?.images ?? []), ...POD_IMAGES_OF_PARTS].map(
    ({ repository }) => repositoryOf(repository),
  ),
);
const PUBLISHED_CHARTS: ReadonlySet<string> = new Set(
  Object.values(CHART_FACTS).flatMap((facts) => facts?.repository ?? []),
);

function repositoryOf(image: string): string {
  const { registry, path } = ImageReference.parse(image);
  return `${registry}/${path}`;
}

/** Places of the other side of a peering, which has keys of its own in the file: arguments, and commands for its owner. */
const isOfPeer = ({ address, path }: PlacedName): boolean =>
  /^output\.(?:network_attachments|training_vpc)$/.test(address) ||
  /(?:^|\.)(?:peer_owner_id|peer_region|referenced_security_group_id|supported_regions\.\d+)$/.test(path);

/** Whether it is the value of a key of the file. A bare account or region is named for one use. */
function isNamed(name: PlacedName, named: ReadonlySet<string>): boolean {
  const { kind, value, whole } = name;
  if (kind === "partition") return false;
  if ((whole === value || whole.startsWith(`${value}/sg-`)) && (kind === "account" || kind === "region"))
    return isOfPeer(name) && named.has(value);
  return named.has(whole) || (kind === "registry" && [...named].some((each) => repositoryOf(each) === value));
}

const ownAliases = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(plan.resources("aws_kms_alias").flatMap(({ config }) => text(config.name) ?? [])),
);

const ownZones = memoizePerPlan((plan: EnvironmentPlan): readonly string[] =>
  plan.resources("aws_route53_zone").flatMap(({ config }) => text(config.name) ?? []),
);

const isBelow = (host: string, names: readonly string[]): boolean => {
  const bare = host.replace(/\.$/, "");
  return names.some((name) => bare === name || bare.endsWith(`.${name}`));
};

/** Whether the global region of the partition is right: by the type of the block, the service of the host, or the endpoint. */
function isGlobal(
  plan: EnvironmentPlan,
  { partition }: Home,
  { value, whole, address, layer }: PlacedName,
): boolean {
  if (value !== partition.global) return false;
  if (address === "provider.aws") return hasOnlyGlobalUsers(plan, value);
  const block = plan.find(layer, address);
  if (block === undefined) return false;
  if (block.type === "aws_vpc_endpoint")
    return AWS_OWNED.globalEndpoint.test(text(block.config["service_name"]) ?? "");
  const service = whole.slice(0, whole.indexOf(`.${value}`)).replace(/^.*\//, "");
  if (whole.includes(`.${value}.amazonaws.`) && AWS_OWNED.globalHost.test(service)) return true;
  return isGlobalType(block.type) && regionOf(plan, block) === value;
}

/** Whether an owner wrote a provider for the region: its own argument, and blocks with that provider. */
function isOfOwnProvider(plan: EnvironmentPlan, { value, address, path, layer }: PlacedName): boolean {
  if (address.startsWith("provider.aws")) return path === "region" && isOwnBlock(plan, { layer, address });
  const block = plan.find(layer, address);
  const alias = block && aliasOf(block.config);
  return (
    block !== undefined &&
    alias !== undefined &&
    isOwnBlock(plan, { layer, address: `provider.aws.${alias}` }) &&
    regionOf(plan, block) === value
  );
}

const isGlobalType = (type: string): boolean => AWS_OWNED.globalTypes.some((each) => type.startsWith(each));

/** Whether all blocks of the providers of a region are of types that need it. */
const hasOnlyGlobalUsers = (plan: EnvironmentPlan, region: string): boolean =>
  plan.all
    .filter((block) => block.type.startsWith("aws_") && regionOf(plan, block) === region)
    .every(({ type }) => isGlobalType(type)) && !isDefault(plan, region);

/** Whether the default provider of a layer is in a region. */
const isDefault = (plan: EnvironmentPlan, region: string): boolean =>
  plan.all.some(
    ({ layer }) =>
      blocks(plan.stack(layer)?.providers["aws"]).find(({ alias }) => alias === undefined)?.["region"] ===
      region,
  );

/** Names in all texts of all blocks. The keys of former addresses do nothing in another environment. */
const placedNames = memoizePerPlan((plan: EnvironmentPlan): readonly PlacedName[] => [
  ...plan.inAllStacks(namesInTexts).filter(({ address }) => address !== "moved"),
  ...namesOfTypes(plan),
]);
