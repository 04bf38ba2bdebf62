import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { block, isFalse, isTrue, type JsonObject, text, texts } from "../../terraform/stack-json";
import { joinPhrases, joinValues, type Phrase, plain, say } from "../stages/phrase";
import { isKnownSwitch, judgesOfRows, topicOfRows } from "./rows";
import { sentencesOf } from "./named";
import { editsOf, existing, gainedAndLost, orAll, resultsByKey, type Topic, type TopicLine } from "./topic";
import { resolveReferences } from "../../infrastructure/text-references";
import { isInternet } from "../../infrastructure/network-ranges";
import { AddressSpan } from "../../infrastructure/network-traffic";
import { ANYWHERE } from "../../base/cidr";
import { type ResourceChange } from "../change";

const { line: exposureLine } = sentencesOf("Internet exposure");
const { line } = sentencesOf("Kubernetes API");

interface Exposed {
  readonly resource: PlannedResource;
  readonly kind: "port" | "subnet" | "bucket";
  /** @default - no port */
  readonly port?: number;
  readonly what: Phrase;
}

export const exposure: Topic = {
  title: "Internet exposure",
  lines: (change) => {
    const { gained, lost } = gainedAndLost(...existing(change, exposedIn), ({ what }) => plain(what));
    return [
      ...joinedPorts(gained).map(({ resource, kind, what }) => exposureLine(kind, resource, { what })),
      ...joinedPorts(lost).map(({ resource, what }) => exposureLine("ended", resource, { what })),
    ];
  },
  ...judgesOfRows("Internet exposure", {
    when: {
      "with a known address": ({ resource }) => isKnownSwitch(resource.after?.["map_public_ip_on_launch"]),
    },
  }),
};

/** One line for the ports of one load balancer, and for each kind of other exposures. */
const joinedPorts = (exposed: readonly Exposed[]): Exposed[] =>
  resultsByKey(
    exposed,
    ({ resource, kind }) => `${kind} ${kind === "port" ? resource.address : ""}`,
    (first, all) => {
      const more = all.slice(1);
      if (more.length === 0 || first.kind === "bucket") return all;
      const rest =
        first.kind === "port"
          ? [", ", ...joinPhrases(more.map(({ port = 0 }) => say`${port}`))]
          : say` and ${more.length} more`;
      return { ...first, what: [...first.what, ...rest] };
    },
  );

const exposedIn = (plan: EnvironmentPlan): Exposed[] => [
  ...loadBalancersOf(plan)
    .filter(({ internetFacing }) => internetFacing === true)
    .flatMap(({ name, resource, listeners }) =>
      listeners.map((port): Exposed => {
        const what = say`${name} is open to the internet (internet-facing) on port ${port}`;
        return { resource, kind: "port", port, what };
      }),
    ),
  ...plan
    .resources("aws_subnet")
    .filter(({ config }) => isTrue(config.map_public_ip_on_launch))
    .map((resource): Exposed => {
      const what = say`instances in subnet ${stableName(resource)} get a public address`;
      return { resource, kind: "subnet", what };
    }),
  ...plan.resources("aws_s3_bucket_public_access_block").flatMap((resource) => openBucket(plan, resource)),
];

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

function openBucket(plan: EnvironmentPlan, resource: PlannedResource): Exposed[] {
  const bucket = resolveReferences(plan, inLayer(resource, resource.config["bucket"]));
  return BLOCKS.filter((key) => !isTrue(resource.config[key])).map((key) => ({
    resource,
    kind: "bucket",
    what: say`bucket ${bucket} does not enable ${key}`,
  }));
}

/** A name that is independent of the address, so that a move changes nothing. */
const stableName = ({ config, address }: PlannedResource): string =>
  text(config["name"]) ?? text(block(config["tags"])["Name"]) ?? address;

/** The public and the private endpoint of the Kubernetes API. Rules of security groups limit the private one. */
export const apiAccessTopic = topicOfRows("Kubernetes API", {
  lines: publicLines,
  when: {
    private: ({ resource }) => isPrivate(resource.after),
    // without the private endpoint, its name resolves to public addresses in the VPC, too
    "open to the internet": ({ resource }) => publicRanges(resource.after ?? {}).some(isInternet),
  },
});

const isPrivate = (config: JsonObject | undefined): boolean =>
  isTrue(block(config?.["vpc_config"])["endpoint_private_access"]);

/** Ranges that reach the public endpoint. The default of the provider is a public endpoint for every address. */
function publicRanges(config: JsonObject): string[] {
  const access = block(config["vpc_config"]);
  if (isFalse(access["endpoint_public_access"])) return [];
  const written = texts(access["public_access_cidrs"]);
  return written.length > 0 ? written : [ANYWHERE];
}

function publicLines(cluster: ResourceChange): TopicLine[] {
  const { type, address, before, after } = cluster;
  if (type !== "aws_eks_cluster" || !before || !after) return [];
  const [was, is] = [publicRanges(before), publicRanges(after)];
  const outside = (ranges: readonly string[], others: readonly string[]) =>
    ranges.filter((range) => !AddressSpan.of(range).isWithin(others.map(AddressSpan.of)));
  const [opened, closed] = [outside(is, was), outside(was, is)];
  const edits = orAll(editsOf(cluster, /public_access/));
  const name = text(after["name"]) ?? address;
  // Operators of a range that is named may have no private path. Nobody is named by a range of the whole internet.
  const end = isPrivate(after)
    ? ["; those without a private path are cut off"]
    : ["; nodes reach it no other way"];
  const linesOf = (sentence: Parameters<typeof line>[0], ranges: readonly string[]): TopicLine[] =>
    ranges.length === 0 ? [] : [line(sentence, cluster, { name, ranges: whoIn(ranges), end }, { edits })];
  return [
    ...linesOf(opened.some(isInternet) ? "opened to the internet" : "opened", opened),
    ...linesOf(closed.every(isInternet) ? "closed to the internet" : "closed", closed),
  ];
}

const whoIn = (ranges: readonly string[]): Phrase =>
  ranges.some(isInternet) ? say`the internet (${joinValues(ranges)})` : joinValues(ranges);
